// Offers titles while somebody types into a search field. Without it the form works all the same.
const PAUSE = 200;

function offer(list, titles) {
  list.replaceChildren(...titles.map(({ label }) => new Option(label, label)));
}

function follow(field) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-titles`;
  field.after(list);
  field.setAttribute("list", list.id);
  let timer = 0;
  let asked = "";
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      asked = field.value;
      if (asked.trim().length < 2) return;
      try {
        const answer = await fetch(`${field.form.action}titles.json?q=${encodeURIComponent(asked)}`);
        if (answer.ok && asked === field.value) offer(list, (await answer.json()).titles);
      } catch {
        // Offline: the field is a plain one.
      }
    }, PAUSE);
  });
}

document.querySelectorAll(".search-form__words").forEach(follow);
