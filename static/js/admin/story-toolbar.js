// The editor's buttons: one stop for the Tab key, arrow keys inside; what needs an answer opens a
// panel below the buttons.

import { pickPicture } from "./picture-choice.js";

const make = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("aria-") || name === "role") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
};

const button = (text, press, properties = {}) => {
  const made = make("button", { type: "button", textContent: text, ...properties });
  made.addEventListener("click", press);
  return made;
};

function itemsFor(editor, words, panels) {
  const run = (change) => () => change(editor.chain().focus()).run();
  const toggle = (name, change, label, attributes) => ({
    label,
    run: run(change),
    long: words[`${name}-long`],
    name,
    active: () => editor.isActive(name, attributes),
  });
  const heading = (level) => ({
    ...toggle("heading", (chain) => chain.toggleHeading({ level }), `H${level}`, { level }),
    name: `heading${level}`,
    long: `${words["heading-long"]} ${level}`,
  });
  return [
    [
      toggle("paragraph", (chain) => chain.setParagraph(), words.paragraph),
      heading(2),
      heading(3),
      heading(4),
    ],
    [
      toggle("bulletList", (chain) => chain.toggleBulletList(), words.bulletList),
      toggle("orderedList", (chain) => chain.toggleOrderedList(), words.orderedList),
      toggle("blockquote", (chain) => chain.toggleBlockquote(), words.blockquote),
      toggle("pullquote", (chain) => chain.toggleWrap("pullquote"), words.pullquote),
    ],
    [
      toggle("bold", (chain) => chain.toggleBold(), "B"),
      toggle("italic", (chain) => chain.toggleItalic(), "I"),
      toggle("subscript", (chain) => chain.toggleSubscript(), "x₂"),
      toggle("superscript", (chain) => chain.toggleSuperscript(), "x²"),
    ],
    [
      { name: "link", label: words.link, run: panels.link, active: () => editor.isActive("link") },
      { name: "citation", label: words.citation, run: panels.citation },
      { name: "figure", label: words.figure, run: panels.figure },
      {
        name: "table",
        label: words.table,
        run: run((chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true })),
        enabled: () => !editor.isActive("table"),
      },
    ],
    [
      {
        name: "undo",
        label: words.undo,
        run: run((chain) => chain.undo()),
        enabled: () => editor.can().undo(),
      },
      {
        name: "redo",
        label: words.redo,
        run: run((chain) => chain.redo()),
        enabled: () => editor.can().redo(),
      },
      { name: "html", label: words.html, long: words["html-long"], run: panels.html },
    ],
  ];
}

const TABLE_ACTS = [
  ["row-add", (chain) => chain.addRowAfter()],
  ["row-delete", (chain) => chain.deleteRow()],
  ["column-add", (chain) => chain.addColumnAfter()],
  ["column-delete", (chain) => chain.deleteColumn()],
  ["header-toggle", (chain) => chain.toggleHeaderRow()],
  ["table-delete", (chain) => chain.deleteTable()],
];

export function makeToolbar(editor, { words, references, pickerUrl }) {
  const bar = make("div", {
    className: "story-toolbar",
    role: "toolbar",
    "aria-label": words.toolbar,
  });
  const panel = make("div", { className: "story-panel", hidden: true });
  const panels = makePanels(editor, panel, { words, references, pickerUrl });
  const items = itemsFor(editor, words, panels);
  const buttons = [];
  for (const [index, group] of items.entries()) {
    if (index === 2) bar.append(make("span", { className: "story-toolbar__break" }));
    const box = make("span", { className: "story-toolbar__group" });
    for (const item of group) {
      const made = button(
        item.label,
        () => {
          if (made.getAttribute("aria-disabled") !== "true") item.run(made);
        },
        { className: `story-toolbar__button story-toolbar__button--${item.name}`, tabIndex: -1 },
      );
      if (item.long) {
        made.title = item.long;
        if (item.label.length < 3) made.setAttribute("aria-label", item.long);
      }
      made.addEventListener("mousedown", (event) => event.preventDefault());
      buttons.push([made, item]);
      box.append(made);
    }
    bar.append(box);
  }
  roam(bar, buttons.map(([made]) => made));

  const tableBar = make("div", {
    className: "story-toolbar story-toolbar--table",
    role: "toolbar",
    "aria-label": words.table,
    hidden: true,
  });
  const acts = TABLE_ACTS.map(([name, change]) =>
    button(words[name], () => change(editor.chain().focus()).run(), {
      className: "story-toolbar__button",
      tabIndex: -1,
    }),
  );
  const caption = make("input", { type: "text", id: "story-table-caption" });
  caption.addEventListener("input", () =>
    editor.commands.updateAttributes("table", { caption: caption.value }),
  );
  caption.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  const label = make("label", { htmlFor: caption.id, textContent: words["table-caption"] });
  tableBar.append(...acts, label, caption);
  roam(tableBar, acts);

  const update = () => {
    for (const [made, item] of buttons) {
      if (item.active) made.setAttribute("aria-pressed", String(item.active()));
      if (item.enabled) made.setAttribute("aria-disabled", String(!item.enabled()));
    }
    tableBar.hidden = !editor.isActive("table");
    if (document.activeElement !== caption) {
      caption.value = editor.getAttributes("table").caption ?? "";
    }
  };
  editor.on("transaction", update);
  update();
  return [bar, tableBar, panel];
}

function roam(bar, buttons) {
  buttons[0].tabIndex = 0;
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const last = buttons.length - 1;
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    focusOn(buttons, next < 0 ? last : next > last ? 0 : next);
  });
  bar.addEventListener("focusin", (event) => {
    const at = buttons.indexOf(event.target);
    if (at >= 0) for (const one of buttons) one.tabIndex = one === event.target ? 0 : -1;
  });
}

function focusOn(buttons, at) {
  buttons[at].focus();
}

function makePanels(editor, panel, { words, references, pickerUrl }) {
  let opener = null;
  const close = () => {
    panel.hidden = true;
    panel.replaceChildren();
    opener?.focus();
  };
  const open = (from, ...children) => {
    opener = from;
    panel.replaceChildren(...children, button(words.close, close, { className: "story-link" }));
    panel.hidden = false;
    panel.querySelector("input, textarea, button")?.focus();
  };
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    // Enter must not press a button of the form behind.
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      panel.querySelector("[data-default]")?.click();
    }
  });
  const insert = (content) => {
    panel.hidden = true;
    panel.replaceChildren();
    editor.chain().focus().insertContent(content).run();
  };
  return {
    link: (from) => openLink(editor, words, open.bind(null, from), close),
    citation: (from) => openCitations(words, references(), open.bind(null, from), insert),
    html: (from) => openHtml(editor, words, open.bind(null, from), close),
    figure: () => pickPicture(pickerUrl, (picture) => insert(figureOf(picture))),
  };
}

function openLink(editor, words, open, close) {
  if (editor.state.selection.empty && !editor.isActive("link")) {
    open(make("p", { textContent: words["link-none"] }));
    return;
  }
  const input = make("input", {
    type: "text",
    inputMode: "url",
    id: "story-link-address",
    value: editor.getAttributes("link").href ?? "",
  });
  const label = make("label", { htmlFor: input.id, textContent: words["link-address"] });
  const set = button(words["link-set"], () => {
    const href = input.value.trim();
    const chain = editor.chain().focus().extendMarkRange("link");
    if (href) chain.setLink({ href }).run();
    else chain.unsetLink().run();
    close();
    editor.commands.focus();
  });
  set.dataset.default = "";
  const remove = button(words["link-remove"], () => {
    editor.chain().focus().extendMarkRange("link").unsetLink().run();
    close();
    editor.commands.focus();
  });
  open(label, input, set, ...(editor.isActive("link") ? [remove] : []));
}

function openCitations(words, found, open, insert) {
  if (!found.length) {
    open(make("p", { textContent: words["citation-none"] }));
    return;
  }
  const list = make("ol", { className: "story-panel__list" });
  for (const { key, text } of found) {
    const choice = button(text, () => insert({ type: "citation", attrs: { key } }));
    list.append(make("li", {}, choice));
  }
  open(make("p", { textContent: words["citation-which"] }), list);
}

function openHtml(editor, words, open, close) {
  const area = make("textarea", { rows: 12, value: editor.getHTML(), "aria-label": words.html });
  const set = button(words["html-long"], () => {
    editor.chain().focus().setContent(area.value, { emitUpdate: true }).run();
    close();
    editor.commands.focus();
  });
  open(area, set);
}

function figureOf({ id, url, alt, caption, width, height }) {
  const image = { type: "image", attrs: { src: url, alt, width, height } };
  const text = caption ? [{ type: "text", text: caption }] : [];
  return {
    type: "figure",
    attrs: { image: id },
    content: [image, { type: "caption", content: text }],
  };
}
