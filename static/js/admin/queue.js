// The queue by keyboard. Each key presses a button that is on the page, so mouse, keys and a
// browser without script take one path. Everything here is extra.

const queue = document.querySelector("[data-queue]");
const keys = JSON.parse(document.getElementById("queue-keys").textContent);
const cards = () => [...queue.querySelectorAll("[data-comment]")];
const waiting = () => [...queue.querySelectorAll("[data-waits]")];
const chosen = () => document.querySelectorAll(".case__pick:checked").length;
let current = null;

function within(act) {
  const place = chosen() && ["approve", "spam"].includes(act) ? document.getElementById("bulk") : current;
  return place?.querySelector(`[data-act="${act}"], button[value="${act}"]`);
}

// A cap stands only on the card the keys act on, so that it never lies.
function setCap(place, key) {
  const cap = document.createElement("kbd");
  cap.className = "cap";
  cap.ariaHidden = "true";
  cap.textContent = key;
  place.prepend(cap, " ");
}

function showCaps() {
  document.querySelectorAll(".cap").forEach((cap) => cap.remove());
  if (!Object.keys(keys).length) return;
  const reasons = current?.querySelector("details[open] .reject__reasons");
  if (reasons) {
    [...reasons.querySelectorAll("label")].slice(0, 9).forEach((label, place) => setCap(label, place + 1));
    return;
  }
  for (const [key, act] of Object.entries(keys)) {
    const place = act === "undo" ? document.querySelector(".undo button") : within(act);
    if (!place) continue;
    setCap(place, key);
    place.setAttribute("aria-keyshortcuts", key);
  }
}

function go(card, { focus = true } = {}) {
  if (!card || card === current) return;
  current?.classList.remove("case--current");
  document.querySelector("[data-act=approve].default")?.classList.remove("default");
  current = card;
  card.classList.add("case--current");
  card.querySelector("[data-act=approve]")?.classList.add("default");
  if (focus) {
    card.scrollIntoView({ block: "nearest" });
    card.querySelector(".case__name").focus();
  }
  showCaps();
  tell(card.dataset.comment);
}

function step(by) {
  const all = cards();
  const next = all[all.indexOf(current) + by];
  if (next) go(next);
}

function open(details) {
  details.open = true;
  details.querySelector("input[type=radio], textarea")?.focus();
}

const acts = {
  next: () => step(1),
  previous: () => step(-1),
  reject: () => {
    if (chosen()) document.getElementById("bulk-reason")?.focus();
    else if (within("reject")) open(within("reject").closest("details"));
  },
  note: () => within("note") && open(within("note").closest("details")),
  undo: () => document.querySelector(".undo button")?.click(),
  choose: () => current?.querySelector(".case__pick")?.click(),
  story: () => current?.querySelector("[data-story]")?.click(),
  help: () => document.getElementById("keys").focus(),
};

function isTyping(target) {
  return target.matches("textarea, select, input:not([type=checkbox], [type=radio])");
}

document.addEventListener("keydown", (event) => {
  const form = event.target.closest("details[open] form");
  if (event.key === "Escape" && form) {
    const details = form.closest("details");
    details.open = false;
    details.querySelector("summary").focus();
    return;
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
    event.preventDefault();
    form.querySelector("button:not([type=button])").click();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  if (form && /^[1-9]$/.test(event.key)) {
    const reason = form.querySelectorAll("input[type=radio]")[event.key - 1];
    reason?.focus();
    reason?.click();
    return;
  }
  const act = form ? null : keys[event.key];
  if (!act) return;
  event.preventDefault();
  if (acts[act]) acts[act]();
  else within(act)?.click();
});

queue.addEventListener("focusin", (event) => go(event.target.closest("[data-comment]"), { focus: false }));
document.addEventListener("change", (event) => {
  if (event.target.matches(".case__pick")) showCaps();
});
queue.addEventListener("toggle", showCaps, { capture: true });

// One press is one decision, however often it is pressed.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent);
});

// Leases: what I read is said to others, and what they read or decided to me.
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

// Until the first answer came nothing was chosen by the moderator: where somebody else was quicker,
// the next free comment is theirs.
const isAfterDecision = new URLSearchParams(location.search).has("done");
let isArriving = !location.hash || isAfterDecision;

function words(name, comment) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", token);
  data.set(name, comment);
  data.set("shown", waiting().map((card) => card.dataset.comment).join(","));
  return data;
}

async function tell(comment) {
  if (!token) return;
  try {
    const answer = await fetch(queue.dataset.reading, { method: "POST", body: words("comment", comment) });
    if (!answer.ok) return;
    show((await answer.json()).said);
    if (current.dataset.comment === comment) settleOn(current);
  } catch {
    // Without a connection nobody is told; the version still keeps decisions apart.
  }
}

function settleOn(card) {
  const isTaken = card.hasAttribute("data-taken");
  card.toggleAttribute("data-mine", !isTaken);
  const free = isTaken && isArriving ? firstFree() : null;
  isArriving = false;
  if (free) go(free, { focus: card.contains(document.activeElement) });
}

function firstFree() {
  return cards().find((card) => !card.hasAttribute("data-taken"));
}

function show(said) {
  for (const card of cards()) {
    const sentence = said[card.dataset.comment] ?? "";
    card.querySelector("[data-reader]").textContent = sentence;
    card.toggleAttribute("data-taken", Boolean(sentence));
  }
}

setInterval(() => {
  if (document.visibilityState === "visible" && current) tell(current.dataset.comment);
}, 20_000);
window.addEventListener("pagehide", () => {
  if (token && current) navigator.sendBeacon(queue.dataset.reading, words("left", current.dataset.comment));
});

// Where nothing can be decided the page looks again by itself, and opens anew at what has become
// free. It waits while somebody types or has the focus elsewhere.
const again = document.querySelector("[data-again]");

function isIdle() {
  const place = document.activeElement ?? document.body;
  const isHere = place === document.body || place.id === "queue-title" || queue.contains(place);
  return isHere && !queue.querySelector(".case__reject[open]");
}

async function lookAgain() {
  again.hidden = Boolean(firstFree());
  if (again.hidden || document.visibilityState !== "visible" || !isIdle()) return;
  try {
    const answer = await fetch(again.dataset.again);
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const free = page.querySelector("[data-waits]:not([data-taken])");
    if (free && isIdle()) location.assign(`${again.dataset.again}&again=${Date.now()}#${free.id}`);
  } catch {
    // Without a connection the link is still there.
  }
}

if (again) {
  again.querySelector("[data-looks]").hidden = false;
  setInterval(lookAgain, 30_000);
}

// The message follows the reason as long as nobody typed one of their own.
let ready = null;
queue.addEventListener("change", async (event) => {
  const form = event.target.closest(".reject");
  const field = form?.querySelector("[data-message]");
  if (!field || event.target.name !== "reason_code") return;
  try {
    ready ??= (await (await fetch(queue.dataset.ready)).json()).messages;
  } catch {
    return; // Left empty, the server fills it in.
  }
  if (!field.value || Object.values(ready).includes(field.value)) field.value = ready[event.target.value] ?? "";
});

// The undo bar counts down in text; afterwards the list of decided comments keeps the way back.
const bar = document.querySelector(".undo [data-until]");
if (bar) {
  const clock = setInterval(() => {
    const left = Math.ceil((Number(bar.dataset.until) - Date.now()) / 1000);
    const isHeld = bar.closest(".undo").matches(":hover, :focus-within");
    bar.textContent = left > 0 ? `${left} s` : "";
    if (left <= 0 && !isHeld) {
      clearInterval(clock);
      bar.closest(".undo").remove();
    }
  }, 250);
}

document.querySelectorAll("#keys, [data-keys]").forEach((place) => (place.hidden = false));
const asked = location.hash && document.querySelector(`[data-comment]${CSS.escape(location.hash).replace("\\#", "#")}`);
const next = asked && !asked.hasAttribute("data-taken") ? asked : (firstFree() ?? cards()[0]);
const isBack = Boolean(location.hash) || isAfterDecision;
if (next) go(next, { focus: isBack });
else if (isBack) document.getElementById("queue-title").focus();
