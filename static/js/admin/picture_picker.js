// Hands the chosen picture to the window that opened this one, as CKEditor 4's file browsers do.

const number = new URLSearchParams(location.search).get("CKEditorFuncNum");

document.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-pick]");
  const tools = window.opener?.CKEDITOR?.tools;
  if (!chosen || !tools) return;
  tools.callFunction(number, chosen.dataset.url, {
    id: chosen.dataset.pick,
    alternative_text: chosen.dataset.alt,
    caption: chosen.dataset.caption,
  });
  window.close();
});
