// Comforts of the story form. Everything works without them.

import { suggest } from "./suggestions.js";
import { pickPicture } from "./picture-choice.js";
import { lookInline } from "./source-lookup.js";

const form = document.getElementById("edition_form");
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

const grow = (area) => {
  if (!area.offsetParent) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
};

for (const area of document.querySelectorAll("[data-grow]")) {
  area.addEventListener("input", () => grow(area));
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && area.rows === 1) event.preventDefault();
  });
  window.addEventListener("resize", () => grow(area));
  grow(area);
}

// --- Keys ---------------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    const save = document.querySelector("[data-save]");
    if (!save) return;
    event.preventDefault();
    save.click();
  }
  if (event.altKey && event.shiftKey && event.code === "KeyP") {
    document.querySelector("[data-preview]")?.click();
  }
});

// --- Leaving without saving ---------------------------------------------------------------------

let isDirty = false;
form?.addEventListener("input", () => {
  isDirty = true;
});
form?.addEventListener("submit", () => {
  isDirty = false;
});
window.addEventListener("beforeunload", (event) => {
  if (isDirty) event.preventDefault();
});

// --- The address word follows the headline until somebody writes one ----------------------------

const slug = document.getElementById("id_slug");
const headline = document.getElementById("id_headline");
const slugOf = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 76)
    .replace(/^-+|-+$/g, "");
if (slug && headline && !slug.value) {
  let follows = true;
  slug.addEventListener("input", () => {
    follows = slug.value === "";
  });
  headline.addEventListener("input", () => {
    if (follows) slug.value = slugOf(headline.value);
  });
}

// --- Citations ----------------------------------------------------------------------------------

if (form) lookInline(form);

const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(6))].map((one) => LETTERS[one % 36]).join("");

const prepare = (place) => {
  for (const input of place.querySelectorAll("[data-offers]")) suggest(input);
};

document.addEventListener("formset:added", (event) => {
  const key = event.target.querySelector("input[name^='citations-'][name$='-key']");
  if (key) key.value = newKey();
  prepare(event.target);
});
prepare(document);

// --- The lead picture ---------------------------------------------------------------------------

const pick = document.querySelector("[data-pick-lead]");
const library = document.querySelector("[data-picker]")?.dataset.picker;
if (pick && library) {
  pick.hidden = false;
  pick.addEventListener("click", () => {
    pickPicture(library, ({ id, url, alt, title }) => {
      const select = document.getElementById("id_lead_image");
      select.append(new Option(title || alt || id, id, true, true));
      window.django?.jQuery(select).trigger("change");
      const preview = document.createElement("img");
      preview.className = "story-picture__preview";
      preview.src = url;
      preview.alt = "";
      const said = document.createElement("p");
      said.className = "story-side__said";
      said.textContent = alt;
      document.querySelector("[data-picture]").replaceChildren(preview, said);
      isDirty = true;
    });
  });
}

// --- A refused save: the list of what needs an eye comes first ----------------------------------

document.getElementById("errors")?.focus();
