// Asks for a source in its row, without leaving the form. The button works without this too.

const say = (row, name, text) => {
  let line = row.querySelector(`.${name}`);
  if (!line) {
    line = document.createElement("p");
    line.className = name;
    row.querySelector(".citation__find").before(line);
  }
  line.textContent = text;
  return line;
};

const clear = (row) => {
  for (const line of row.querySelectorAll(".citation__reference, .citation__found, .citation__trouble"))
    line.remove();
};

async function look(row, place, field) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = new URLSearchParams({ q: field.value });
  const answer = await fetch(place.dataset.lookup, {
    method: "POST",
    headers: { "X-CSRFToken": token },
    body,
  });
  if (!answer.ok) throw new Error(String(answer.status));
  const { reference, said, warning, refusal } = await answer.json();
  clear(row);
  if (refusal) {
    say(row, "citation__trouble", refusal).setAttribute("role", "alert");
    row.querySelector("details").open = true;
    return;
  }
  say(row, "citation__reference", reference).dataset.reference = "";
  say(row, "citation__found", said).setAttribute("role", "status");
  if (warning) say(row, "citation__trouble", warning).setAttribute("role", "alert");
}

export function lookInline(form) {
  form.addEventListener("click", async (event) => {
    const button = event.target.closest("button[name='_find']");
    if (!button) return;
    const place = button.closest("[data-lookup]");
    const field = place?.querySelector("[name$='-lookup']");
    if (!field?.value.trim()) return;
    event.preventDefault();
    const row = button.closest(".citation__main");
    button.disabled = true;
    try {
      await look(row, place, field);
    } catch {
      // Whatever stands in the way of the script, the form itself can still ask.
      button.disabled = false;
      form.requestSubmit(button);
      return;
    }
    button.disabled = false;
    button.focus();
  });
}
