// The parts of a story's text that its editor knows besides the common ones: citation marks,
// pull quotes, and figures with a picture of the library. What they write, the cleaner keeps.

import { Heading, Mark, Node, Table, TableHeader, mergeAttributes } from "django-prose-editor/editor";

const attribute = (name, html = name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(html),
  renderHTML: (attributes) => (attributes[name] ? { [html]: attributes[name] } : {}),
});

// A mark is one thing: it is passed over with one key and deleted as a whole.
export const Citation = Node.create({
  name: "citation",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,

  addAttributes() {
    return {
      key: {
        default: "",
        parseHTML: (element) => (element.getAttribute("href") || "").replace(/^.*#ref-/, ""),
        renderHTML: (attributes) => ({ href: `#ref-${attributes.key}` }),
      },
      number: {
        default: "1",
        parseHTML: (element) => element.textContent,
        renderHTML: () => ({}),
      },
    };
  },

  parseHTML() {
    return [{ tag: "a.cite", priority: 2000 }];
  },

  renderHTML({ node, HTMLAttributes }) {
    return ["a", mergeAttributes({ class: "cite" }, HTMLAttributes), node.attrs.number || "1"];
  },

  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("span");
      dom.className = "cite-chip";
      dom.dataset.key = node.attrs.key;
      dom.textContent = node.attrs.number;
      return { dom, ignoreMutation: () => true };
    };
  },
});

export const PullQuote = Node.create({
  name: "pullquote",
  group: "block",
  content: "paragraph+",
  defining: true,
  parseHTML: () => [{ tag: "aside" }],
  renderHTML: () => ["aside", { class: "pullquote" }, 0],
});

export const Picture = Node.create({
  name: "image",
  group: "block",
  atom: true,

  addAttributes() {
    return {
      src: attribute("src"),
      alt: {
        default: "",
        parseHTML: (element) => element.getAttribute("alt") || "",
        renderHTML: (attributes) => ({ alt: attributes.alt }),
      },
      width: attribute("width"),
      height: attribute("height"),
    };
  },

  parseHTML: () => [{ tag: "img[src]" }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
});

export const Caption = Node.create({
  name: "caption",
  content: "inline*",
  isolating: true,
  parseHTML: () => [{ tag: "figcaption" }],
  renderHTML: () => ["figcaption", 0],
});

export const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "image caption?",
  isolating: true,
  draggable: true,
  addAttributes: () => ({ image: attribute("image", "data-image") }),
  parseHTML: () => [{ tag: "figure" }],
  renderHTML: ({ HTMLAttributes }) => [
    "figure",
    mergeAttributes({ class: "figure" }, HTMLAttributes),
    0,
  ],
});

// Titles of works and the anchors of headings stay as they are.
export const Title = Mark.create({
  name: "cite",
  parseHTML: () => [{ tag: "cite" }],
  renderHTML: () => ["cite", 0],
});

export const AnchoredHeading = Heading.extend({
  addAttributes() {
    return { ...this.parent?.(), id: attribute("id") };
  },
});

export const ScopedHeader = TableHeader.extend({
  addAttributes() {
    return { ...this.parent?.(), scope: attribute("scope") };
  },
});

// A table with its caption, which is edited in the bar for tables.
export const CaptionedTable = Table.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: "",
        parseHTML: (element) => element.querySelector("caption")?.textContent ?? "",
        renderHTML: () => ({}),
      },
    };
  },

  parseHTML() {
    return [{ tag: "table" }, { tag: "caption", ignore: true }];
  },

  renderHTML({ node }) {
    const caption = node.attrs.caption ? [["caption", node.attrs.caption]] : [];
    return ["table", ...caption, ["tbody", 0]];
  },

  // The package's own view of a table would leave the caption out.
  addNodeView() {
    return null;
  },
});
