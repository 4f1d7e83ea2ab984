/* Keeps an unsent comment in this browser until the server said that it has it.
   The form works without this; nothing is kept anywhere else. */
(() => {
  "use strict";
  const PREFIX = "comment-draft:";

  const attempt = (act) => {
    try {
      return act();
    } catch {
      return null; // storage is switched off or full: the form works as without script
    }
  };

  const form = document.querySelector("form[data-comment-draft]");
  const sent = document.querySelector("[data-comment-sent]");

  if (sent) {
    attempt(() => localStorage.removeItem(PREFIX + sent.dataset.commentSent));
  }
  if (!form) {
    return;
  }

  const key = PREFIX + form.dataset.commentDraft;
  const text = form.elements.namedItem("text");
  const button = form.querySelector("button[type='submit']");
  let timer = 0;

  const keep = () => {
    attempt(() => (text.value ? localStorage.setItem(key, text.value) : localStorage.removeItem(key)));
  };

  if (!text.value) {
    text.value = attempt(() => localStorage.getItem(key)) || "";
  }
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 500);
  });
  form.addEventListener("submit", () => {
    keep();
    button.disabled = true;
  });
  // Coming back to the page by the browser's own button, or after a lost connection.
  addEventListener("pageshow", () => {
    button.disabled = false;
  });
})();
