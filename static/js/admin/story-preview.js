// The story as readers see it, in a frame beside the form. Without this the link opens it in full.

const KEY = "story-preview";
const DEVICES = { phone: 390, desktop: 1180 };
// Nothing in the frame runs; its links open elsewhere.
const ALLOWED = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";

const panel = document.querySelector("[data-preview-panel]");
const opener = document.querySelector("[data-show-beside]");

if (panel && opener) {
  const stage = panel.querySelector("[data-preview-stage]");
  const said = panel.querySelector("[data-preview-said]");
  const buttons = panel.querySelectorAll("[data-preview-width]");
  const wide = window.matchMedia("(min-width: 1100px)");
  let shown = null;
  let coming = null;
  let isTyped = "typed" in panel.dataset;
  let width = "";

  const fit = (frame) => {
    if (!frame || !stage.clientWidth) return;
    const scale = Math.min(1, stage.clientWidth / DEVICES[width]);
    frame.style.width = `${DEVICES[width]}px`;
    frame.style.height = `${stage.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
  };

  const isStory = (frame) => {
    try {
      return frame.contentDocument?.querySelector(".story") != null;
    } catch {
      return false;
    }
  };

  const arrived = (frame, text) => {
    if (frame !== coming) return;
    coming = null;
    if (!isStory(frame)) {
      frame.remove();
      said.textContent = panel.dataset.saidLost;
      return;
    }
    const place = shown ? shown.contentWindow.scrollY : 0;
    shown?.remove();
    shown = frame;
    frame.classList.remove("is-coming");
    frame.contentWindow.scrollTo(0, place);
    if (said.textContent !== text) said.textContent = text;
  };

  // The new page is loaded behind the old one and takes its place when it is ready.
  const load = () => {
    if (!width || !wide.matches) return;
    coming?.remove();
    const frame = document.createElement("iframe");
    const text = isTyped ? panel.dataset.saidTyped : panel.dataset.saidSaved;
    frame.setAttribute("sandbox", ALLOWED);
    frame.title = stage.dataset.title;
    frame.className = "story-preview__frame is-coming";
    frame.addEventListener("load", () => arrived(frame, text));
    frame.src = panel.dataset.previewPanel + (isTyped ? "&typed" : "");
    coming = frame;
    stage.append(frame);
    fit(frame);
  };

  const show = (chosen) => {
    width = chosen;
    sessionStorage.setItem(KEY, chosen);
    panel.hidden = !chosen;
    opener.hidden = Boolean(chosen);
    document.body.classList.toggle("is-beside", Boolean(chosen));
    document.body.dataset.beside = chosen;
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.previewWidth === chosen));
    }
    // The fields that grow with their text have another width now.
    window.dispatchEvent(new Event("resize"));
    if (!chosen) {
      for (const frame of [shown, coming]) frame?.remove();
      shown = coming = null;
    } else if (shown) {
      fit(shown);
    } else {
      load();
    }
  };

  opener.addEventListener("click", () => {
    show("phone");
    buttons[0].focus();
  });
  panel.querySelector("[data-preview-close]").addEventListener("click", () => {
    show("");
    opener.querySelector("button").focus();
  });
  for (const button of buttons) {
    button.addEventListener("click", () => show(button.dataset.previewWidth));
  }
  document.addEventListener("story:kept", () => {
    isTyped = true;
    load();
  });
  new ResizeObserver(() => {
    fit(shown);
    fit(coming);
  }).observe(stage);
  wide.addEventListener("change", () => {
    if (!shown) load();
  });

  const kept = sessionStorage.getItem(KEY);
  show(kept in DEVICES ? kept : "");
}
