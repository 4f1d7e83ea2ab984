// A press on the preview of a picture sets its focal point; the two number fields stay in charge.

const frame = document.querySelector("[data-focal]");
const fields = ["focal_x", "focal_y"].map((name) => document.querySelector(`[name="${name}"]`));

function within(value) {
  return Math.round(Math.min(Math.max(value, 0), 100));
}

function start(picture) {
  const marker = document.createElement("span");
  marker.className = "focal__marker";
  const help = document.createElement("p");
  help.className = "focal__help";
  help.textContent = frame.dataset.focalHelp;
  frame.append(marker);
  frame.after(help);

  const show = () => {
    marker.style.left = `${within(fields[0].value)}%`;
    marker.style.top = `${within(fields[1].value)}%`;
  };

  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    fields[0].value = within(((event.clientX - box.left) / box.width) * 100);
    fields[1].value = within(((event.clientY - box.top) / box.height) * 100);
    for (const field of fields) field.dispatchEvent(new Event("change", { bubbles: true }));
    show();
  });
  for (const field of fields) field.addEventListener("input", show);
  frame.classList.add("focal--live");
  show();
}

if (frame && fields.every(Boolean)) start(frame.querySelector("img"));
