/* Turns a link to a reference as plain text into one that copies it, and shows the buttons that copy an
   address and open the device's own way to share. Without this the link opens the text. */
(() => {
  "use strict";
  const SHOWN_FOR = 2000;
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "u-hidden";
  document.body.append(status);

  const textOf = (scope) => {
    const texts = [...scope.querySelectorAll("[data-copied]")];
    const lines = texts.map((text) => text.textContent.replace(/\s+/g, " ").trim());
    return lines.length > 1 ? lines.map((line, place) => `${place + 1}. ${line}`).join("\n") : lines[0];
  };

  const share = async ({ shares, address }) => {
    try {
      await navigator.share({ title: shares, url: address });
    } catch {
      // closed again by the reader, who knows
    }
  };

  const confirm = (link) => {
    const inside = [...link.childNodes];
    status.textContent = link.dataset.copies;
    link.replaceChildren(link.dataset.copies);
    setTimeout(() => {
      link.replaceChildren(...inside);
      status.textContent = "";
    }, SHOWN_FOR);
  };

  document.addEventListener("click", async (event) => {
    const sharer = event.target.closest("[data-shares]");
    if (sharer) share(sharer.dataset);
    const link = event.target.closest("[data-copies]");
    if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.textContent === link.dataset.copies) return;
    try {
      await navigator.clipboard.writeText(textOf(link.closest("[data-copy-scope]")));
      confirm(link);
    } catch {
      if (link.href) location.assign(link.href); // the browser forbids it: the text itself is one step away
    }
  });

  const shown = { "[data-copies]": navigator.clipboard, "[data-shares]": navigator.share };
  for (const [kind, can] of Object.entries(shown)) {
    for (const button of document.querySelectorAll(`button${kind}`)) button.hidden = !can;
  }
})();
