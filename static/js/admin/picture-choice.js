// Opens the picture library in a window of its own and waits for the picture chosen there. The
// library answers as CKEditor 4's file browsers do.

let last = 0;
const waiting = new Map();

window.CKEDITOR = window.CKEDITOR || {};
window.CKEDITOR.tools = {
  callFunction(number, url, facts) {
    const take = waiting.get(Number(number));
    waiting.delete(Number(number));
    take?.(url, facts || {});
  },
};

const sizeOf = (url) =>
  new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve([String(image.naturalWidth), String(image.naturalHeight)]);
    image.onerror = () => resolve([null, null]);
    image.src = url;
  });

export function pickPicture(libraryUrl, use) {
  last += 1;
  waiting.set(last, async (url, facts) => {
    const [width, height] = await sizeOf(url);
    use({
      id: String(facts.id ?? ""),
      url,
      alt: facts.alternative_text || "",
      caption: facts.caption || "",
      title: facts.title || "",
      width,
      height,
    });
  });
  window.open(`${libraryUrl}?CKEditorFuncNum=${last}`, "_blank", "width=900,height=700");
}
