// Offers what the library knows as one types: a combobox with a list below the field. The address
// in `data-offers` answers with options, each with the value it fills in and the label it shows.

const WAIT = 150;
let count = 0;

export function suggest(input) {
  if (input.dataset.suggests !== undefined || input.name.includes("__prefix__")) return;
  input.dataset.suggests = "";
  const list = document.createElement("ul");
  count += 1;
  list.id = `suggestions-${count}`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent ?? "");
  list.hidden = true;
  const set = (name, value) => input.setAttribute(name, value);
  set("role", "combobox");
  set("aria-autocomplete", "list");
  set("aria-controls", list.id);
  set("aria-expanded", "false");
  input.after(list);

  let timer = 0;
  let asked = "";

  const close = () => {
    list.hidden = true;
    set("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const options = () => [...list.children];
  const current = () => options().findIndex((one) => one.getAttribute("aria-selected") === "true");
  const mark = (at) => {
    for (const [index, one] of options().entries()) {
      one.setAttribute("aria-selected", String(index === at));
      if (index === at) set("aria-activedescendant", one.id);
    }
  };
  const take = (option) => {
    input.value = option.dataset.value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    close();
  };
  const show = (offers) => {
    list.replaceChildren(
      ...offers.map(({ value, label }, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.value = value;
        option.textContent = label;
        return option;
      }),
    );
    list.hidden = offers.length === 0;
    set("aria-expanded", String(offers.length > 0));
  };
  const ask = async () => {
    const query = input.value.trim();
    asked = query;
    if (query.length < 2) {
      close();
      return;
    }
    const answer = await fetch(`${input.dataset.offers}?q=${encodeURIComponent(query)}`).catch(
      () => null,
    );
    if (!answer?.ok || asked !== query) return;
    show((await answer.json()).options);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const number = options().length;
    const at = current();
    if (event.key === "ArrowDown") mark((at + 1) % number);
    else if (event.key === "ArrowUp") mark((at - 1 + number) % number);
    else if (event.key === "Enter" && at >= 0) take(options()[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  input.addEventListener("blur", close);
}
