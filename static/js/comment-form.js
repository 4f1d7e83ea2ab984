/* Keeps an unsent comment in this browser until the server said that it has it, and asks for the
   form's token when somebody begins to write. The form works without this; nothing is kept
   anywhere else. */
(() => {
  "use strict";
  const PREFIX = "comment-draft:";
  const NAME = ":name";

  const attempt = (act) => {
    try {
      return act();
    } catch {
      return null; // storage is switched off or full: the form works as without script
    }
  };

  const IDENTITY = "comment-identity";
  const remember = document.querySelector("[data-comment-remember]");
  if (remember) {
    remember.hidden = false;
    remember.addEventListener("click", () => {
      attempt(() => localStorage.setItem(IDENTITY, remember.dataset.commentRemember));
      remember.disabled = true;
      remember.textContent = remember.dataset.done;
    });
  }

  const form = document.querySelector("form[data-comment-draft]");
  const sent = document.querySelector("[data-comment-sent]");

  if (sent) {
    attempt(() => localStorage.removeItem(PREFIX + sent.dataset.commentSent));
    attempt(() => localStorage.removeItem(PREFIX + sent.dataset.commentSent + NAME));
  }
  if (!form) {
    return;
  }

  const key = PREFIX + form.dataset.commentDraft;
  const text = form.elements.namedItem("text");
  const name = form.elements.namedItem("name");
  const token = form.elements.namedItem("token");
  const button = form.querySelector("button[type='submit']");
  const found = form.querySelector("[data-comment-found]");
  const offline = form.querySelector("[data-comment-offline]");
  let timer = 0;
  let asked = false;

  const put = (place, words) => {
    attempt(() => (words ? localStorage.setItem(place, words) : localStorage.removeItem(place)));
  };

  const keep = () => {
    put(key, text.value);
    put(key + NAME, text.value && name.value);
  };

  const askForToken = async () => {
    if (asked || token.value) {
      return;
    }
    asked = true;
    try {
      const answer = await fetch(form.dataset.commentToken, { credentials: "omit" });
      token.value = (await answer.json()).token;
    } catch {
      asked = false; // asked again at the next focus; a form without a token is taken too
    }
  };

  const identity = form.querySelector("[data-comment-identity]");
  const known = form.querySelector("[data-comment-known]");
  identity.value ||= attempt(() => localStorage.getItem(IDENTITY)) || "";
  known.hidden = !identity.value;
  form.querySelector("[data-comment-unknow]").addEventListener("click", () => {
    attempt(() => localStorage.removeItem(IDENTITY));
    identity.value = "";
    known.hidden = true;
  });

  if (!text.value) {
    text.value = attempt(() => localStorage.getItem(key)) || "";
    found.hidden = !text.value;
    name.value ||= attempt(() => localStorage.getItem(key + NAME)) || "";
  }
  form.querySelector("[data-comment-discard]").addEventListener("click", () => {
    text.value = "";
    keep();
    found.hidden = true;
    text.focus();
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 500);
  });
  form.addEventListener("focusin", askForToken);
  form.addEventListener("submit", (event) => {
    keep();
    if (navigator.onLine === false) {
      event.preventDefault();
      offline.hidden = false;
      return;
    }
    button.disabled = true;
  });
  addEventListener("online", () => {
    offline.hidden = true;
  });
  // Coming back to the page by the browser's own button, or after a lost connection.
  addEventListener("pageshow", () => {
    button.disabled = false;
  });
})();
