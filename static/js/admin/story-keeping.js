// Keeps what is typed every few seconds, and says who else has the story open.

const TYPED_EVERY = 4000;
const HERE_EVERY = 20000;

const form = document.getElementById("edition_form");
const line = document.querySelector("[data-keeping]");
const presence = document.querySelector("[data-presence]");
const takeOver = document.querySelector("[data-take-over]");

const written = () => {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields.append(name, value);
  }
  return fields;
};

let opened = "";
let isTypedEarly = false;
let kept = "";
let lastBeat = 0;
let isSending = false;
let isLeaving = false;

const say = (element, text) => {
  if (element && element.textContent !== text) element.textContent = text;
};

const show = (answer) => {
  if (answer.kept) say(line, answer.kept);
  if (answer.notKept) say(line, answer.notKept);
  say(presence, answer.gaveWay || (answer.isOld ? line.dataset.old : "") || answer.others || "");
  if (takeOver) takeOver.hidden = !answer.mayTakeOver;
};

const send = async ({ isLast = false } = {}) => {
  // Left before it was ready: nothing was typed yet.
  if (!opened) return;
  const fields = written();
  const text = fields.toString();
  const hasTyped = text !== kept && (isTypedEarly || text !== opened);
  const now = Date.now();
  if (isSending || isLeaving || (!hasTyped && now - lastBeat < HERE_EVERY && !isLast)) return;
  if (isLast && !hasTyped) return;
  isSending = true;
  lastBeat = now;
  if (hasTyped) fields.append("_typed", "1");
  try {
    const response = await fetch(line.dataset.keeping, {
      method: "POST",
      body: fields,
      keepalive: isLast && text.length < 60000,
      redirect: "manual",
      signal: AbortSignal.timeout(15000),
    });
    if (response.ok) {
      show(await response.json());
      if (hasTyped) {
        kept = text;
        document.dispatchEvent(new CustomEvent("story:kept"));
      }
    } else {
      say(line, response.type === "opaqueredirect" ? line.dataset.out : line.dataset.lost);
    }
  } catch {
    say(line, line.dataset.lost);
  } finally {
    isSending = false;
  }
};

if (form && line && form.querySelector("[name=headline]")) {
  form.addEventListener("input", (event) => {
    if (!opened && event.isTrusted) isTypedEarly = true;
  });
  // The editor writes its first text into the form once it is ready.
  setTimeout(() => {
    opened = written().toString();
    send();
    setInterval(send, TYPED_EVERY);
  }, 1500);
  form.addEventListener("submit", () => {
    isLeaving = true;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send({ isLast: true });
  });
}
