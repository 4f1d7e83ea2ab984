// Puts the editor over the story's textarea. The textarea stays the field that is posted.

import {
  Blockquote,
  Bold,
  BulletList,
  Code,
  CodeBlock,
  Document,
  Dropcursor,
  Editor,
  Gapcursor,
  HardBreak,
  History,
  HorizontalRule,
  Italic,
  Link,
  ListItem,
  OrderedList,
  Paragraph,
  Subscript,
  Superscript,
  TableCell,
  TableRow,
  Text,
} from "django-prose-editor/editor";
import {
  AnchoredHeading,
  Caption,
  CaptionedTable,
  Citation,
  Figure,
  Picture,
  PullQuote,
  ScopedHeader,
  Title,
} from "./story-nodes.js";
import { makeToolbar } from "./story-toolbar.js";

const EXTENSIONS = [
  Document,
  Paragraph,
  Text,
  HardBreak,
  AnchoredHeading.configure({ levels: [2, 3, 4] }),
  BulletList,
  OrderedList,
  ListItem,
  Blockquote,
  PullQuote,
  HorizontalRule,
  CodeBlock,
  Code,
  Bold,
  Italic,
  Subscript,
  Superscript,
  Title,
  Citation,
  Figure,
  Picture,
  Caption,
  Link.configure({ enableTarget: false }),
  CaptionedTable.configure({ resizable: false }),
  TableRow,
  ScopedHeader,
  TableCell,
  History,
  Dropcursor,
  Gapcursor,
];
const WATCHED =
  "h2,h3,h4,li,blockquote,aside,figure,img,figcaption,table,caption,td,th,a,pre,code,cite,sub,sup,hr".split(
    ",",
  );

const words = Object.fromEntries(
  [...(document.getElementById("editor-words")?.content.querySelectorAll("[data-word]") ?? [])].map(
    (element) => [element.dataset.word, element.textContent],
  ),
);

const counted = (html) => {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return WATCHED.map((tag) => parsed.querySelectorAll(tag).length);
};

// A text with a part that the editor does not know stays HTML, so that nothing of it is lost.
const loses = (before, after) => {
  const kept = counted(after);
  return counted(before).some((number, index) => number > kept[index]);
};

// The editor wraps every cell and list entry in a paragraph and knows no head of a table. What is
// posted has neither more paragraphs nor fewer heads than a person would write.
function tidy(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const holder of body.querySelectorAll("li, td, th")) {
    const [only] = holder.children;
    if (only?.matches("p") && only.nextSibling?.nodeName !== "P") only.replaceWith(...only.childNodes);
  }
  for (const cell of body.querySelectorAll("td, th")) {
    for (const name of ["colspan", "rowspan"]) {
      if (cell.getAttribute(name) === "1") cell.removeAttribute(name);
    }
  }
  for (const table of body.querySelectorAll("table")) {
    const rows = [...table.querySelectorAll("tr")];
    const first = rows.findIndex((row) => row.querySelector("td"));
    if (first <= 0) continue;
    const head = document.createElement("thead");
    head.append(...rows.slice(0, first));
    table.querySelector("tbody").before(head);
  }
  return body.innerHTML;
}

const isEmpty = (html) => /^<p><\/p>$/.test(html);

function references() {
  const rows = document.querySelectorAll("[data-citation]:not(.empty-form)");
  return [...rows]
    .filter((row) => !row.querySelector("input[name$='-DELETE']")?.checked)
    .map((row) => ({ key: row.querySelector("input[name$='-key']")?.value, text: said(row) }))
    .filter((reference) => reference.key && reference.text);
}

function said(row) {
  const reference = row.querySelector("[data-reference]");
  if (reference) return reference.textContent.trim().replace(/\s+/g, " ");
  const chosen = row.querySelector("select[name$='-work'] option:checked");
  if (chosen?.value) return chosen.textContent.trim();
  const fields = ["lookup", "title", "journal"].map((name) =>
    row.querySelector(`[name$='-${name}']`)?.value.trim(),
  );
  return fields.find(Boolean) || "";
}

// Numbers follow the order of mention, as on the readers' page.
function renumber(editor) {
  const order = [];
  const known = new Map(references().map((reference) => [reference.key, reference.text]));
  for (const chip of editor.view.dom.querySelectorAll(".cite-chip")) {
    const { key } = chip.dataset;
    if (!order.includes(key)) order.push(key);
    chip.textContent = known.has(key) ? order.indexOf(key) + 1 : "?";
    chip.title = known.get(key) ?? "";
    chip.classList.toggle("cite-chip--lost", !known.has(key));
  }
}

function start(textarea) {
  const frame = document.createElement("div");
  frame.className = "story-editor";
  const place = document.createElement("div");
  frame.append(place);
  const label = document.getElementById("body-label");

  const editor = new Editor({
    element: place,
    extensions: EXTENSIONS,
    content: textarea.value,
    injectCSS: false,
    editorProps: {
      attributes: {
        "aria-labelledby": "body-label",
        "aria-multiline": "true",
        role: "textbox",
        class: "story-editor__text",
      },
    },
    onUpdate({ editor: changed }) {
      const html = tidy(changed.getHTML());
      textarea.value = isEmpty(html) ? "" : html;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
    onTransaction({ editor: changed }) {
      renumber(changed);
    },
  });
  if (loses(textarea.value, tidy(editor.getHTML()))) {
    editor.destroy();
    return;
  }
  textarea.before(frame);
  textarea.hidden = true;
  frame.prepend(
    ...makeToolbar(editor, { words, references, pickerUrl: textarea.dataset.picker }),
  );
  label?.addEventListener("click", (event) => {
    event.preventDefault();
    editor.commands.focus();
  });
  document.addEventListener("change", () => renumber(editor));
  document.addEventListener("formset:removed", () => renumber(editor));
  renumber(editor);
  frame.dataset.ready = "";
}

for (const textarea of document.querySelectorAll("[data-story-editor]")) start(textarea);
