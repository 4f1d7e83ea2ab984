// Small courtesies of the desk's frame. Every page works without them.

// The person's menu closes with Escape and with a click beside it; focus returns to its opener.
const menu = document.querySelector(".person-menu");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu?.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});

// A field that offers as one types takes its name from the label of the list it stands for.
function name(box) {
  const list = box.closest(".select2")?.previousElementSibling;
  const label = list?.labels?.[0]?.textContent.trim() || list?.getAttribute("aria-label");
  if (!label || box.hasAttribute("aria-label")) return;
  const shown = box.getAttribute("aria-labelledby");
  box.removeAttribute("aria-labelledby");
  box.setAttribute("aria-label", label);
  if (shown) box.setAttribute("aria-describedby", shown);
  box.querySelector("[role=textbox]")?.setAttribute("aria-label", label);
}

// The open list: its search field has the same name, and the box says which list it opened.
function nameOpen(box) {
  const list = box.getAttribute("aria-owns");
  if (list) box.setAttribute("aria-controls", list);
  else box.removeAttribute("aria-controls");
  const search = list && document.getElementById(list)?.closest(".select2-dropdown")?.querySelector("input");
  if (search && box.hasAttribute("aria-label")) {
    search.setAttribute("aria-label", box.getAttribute("aria-label"));
  }
}

const BOXES = ".select2-selection[role=combobox]";
const nameAll = () => {
  document.querySelectorAll(BOXES).forEach((box) => {
    name(box);
    nameOpen(box);
  });
};

new MutationObserver(nameAll).observe(document.body, {
  attributeFilter: ["aria-owns"],
  childList: true,
  subtree: true,
});
nameAll();
