// Comfort only: every page does the same without it.
"use strict";

const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function inWords(seconds) {
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= 2 * size) || ["second", 1];
  return words.format(Math.round(seconds / size), unit);
}

// Milliseconds since the page came, so a wrong clock of the computer does no harm. While it
// sleeps one of the two clocks may stand still; the other may be set back.
const CAME = { counted: performance.now(), dated: Date.now() };
function elapsed() {
  return Math.max(performance.now() - CAME.counted, Date.now() - CAME.dated);
}

function tick() {
  for (const time of document.querySelectorAll("time[data-ago]")) {
    time.beganAt ??= elapsed() - 1000 * Number(time.dataset.ago);
    show(time, inWords(Math.ceil((time.beganAt - elapsed()) / 1000)));
  }
  for (const time of document.querySelectorAll("time[data-seconds]")) {
    time.endsAt ??= elapsed() + 1000 * Number(time.dataset.seconds);
    const left = Math.max(0, Math.ceil((time.endsAt - elapsed()) / 1000));
    show(time, inWords(left));
    if (left === 0) time.closest("[data-until-zero]")?.setAttribute("hidden", "");
  }
  document.querySelectorAll("[data-passes]").forEach(passWhenDue);
}

function show(time, text) {
  if (time.textContent !== text) time.textContent = text;
}

// A second late, so that who follows the offer at once finds the deadline passed there too.
function passWhenDue(place) {
  place.passesAt ??= elapsed() + 1000 * (Number(place.dataset.passes) + 1);
  if (elapsed() < place.passesAt) return;
  place.removeAttribute("data-passes");
  offer(place, place.querySelector("template"));
}

// Words and the next step in one click, beside what somebody has typed.
function offer(place, template) {
  place.replaceChildren(template.content.cloneNode(true));
  place.classList.add("over");
  place.querySelectorAll("form").forEach(sendOnce);
}

// The reader's own time beside UTC, which is all that the server knows.
function addLocalTimes(place) {
  for (const time of place.querySelectorAll("time[data-local]:not(:has(.mail))")) {
    const at = new Date(time.dateTime);
    if (at.getTimezoneOffset() === 0) continue;
    const own = document.createElement("span");
    own.className = "mail";
    own.textContent = at.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "long" });
    time.append(own);
  }
}

function isTyped(place) {
  const fields = [...place.querySelectorAll("input:not([type=hidden])")];
  return fields.some((field) => field.value !== field.defaultValue);
}

function offerCopying(button) {
  const label = button.textContent;
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    await navigator.clipboard.writeText(text.replaceAll(/\s/g, ""));
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

// Of this tab; null in a browser that is told to keep nothing (reading it throws there).
const MEMORY = (() => { try { return sessionStorage; } catch { return null; } })();

// A code that is complete is sent, but not for somebody who was wrong at this step before,
// or where that cannot be remembered.
function sendComplete(field) {
  const key = `wrong at ${field.form.getAttribute("action")}`;
  const hint = document.getElementById(field.dataset.complete);
  if (!hint) MEMORY?.setItem(key, "1");
  if (!MEMORY || MEMORY.getItem(key)) return;
  hint.hidden = false;
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${hint.id}`);
  field.addEventListener("input", () => {
    if (field.value.match(/\p{Nd}/gu)?.length === Number(field.dataset.digits)) field.form.requestSubmit();
  });
}

function offerShowing(button) {
  const field = document.getElementById(button.dataset.shows);
  const show = (shown) => {
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", shown);
  };
  button.hidden = false;
  button.addEventListener("click", () => show(field.type === "password"));
  field.form.addEventListener("submit", () => show(false)); // or browsers would keep it as text
  for (const kind of ["keydown", "keyup"]) field.addEventListener(kind, warnOfCapsLock);
}

function warnOfCapsLock(event) {
  const on = event.getModifierState?.("CapsLock");
  event.target.closest(".field").querySelector(".caps-lock span").hidden = !on;
}

// What was typed outlives the end of the session, in this tab and for the same person: it is
// kept from a form's submission to the page after it, and past a sign-in. Passwords and codes
// are not kept, and nothing is ever sent by itself.
const KEPT = "typed";
const NOT_KEPT = "[type=hidden], [type=password], [autocomplete$=password], [autocomplete=one-time-code]";

function keepTyped(form) {
  const whose = document.getElementById("kept")?.dataset.whose;
  const fields = [...form.elements].filter((field) => field.name && !field.matches(NOT_KEPT) && "value" in field && field.type !== "submit");
  if (!MEMORY || !whose || form.method !== "post" || !fields.length) return;
  const typed = fields.map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]);
  const page = location.pathname + location.search;
  MEMORY.setItem(KEPT, JSON.stringify({ whose, page, action: form.getAttribute("action"), typed }));
}

function fillKept() {
  const kept = JSON.parse(MEMORY?.getItem(KEPT) ?? null);
  if (!kept) return;
  if (/^\/(sign-in|verify)/.test(location.pathname)) {
    MEMORY.setItem(KEPT, JSON.stringify({ ...kept, ended: true }));
    return;
  }
  // The act is not done yet: the page holds its form, and asks for a proof.
  if (document.getElementById("content")?.dataset.step === "step-up") return;
  MEMORY.removeItem(KEPT);
  const notice = document.getElementById("kept");
  const form = [...document.forms].find((form) => form.getAttribute("action") === kept.action);
  const here = location.pathname + location.search === kept.page;
  if (!kept.ended || !here || !form || notice?.dataset.whose !== kept.whose) return;
  for (const [name, value] of kept.typed) {
    const field = form.elements[name];
    if (!field || field.matches(NOT_KEPT)) continue;
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
  }
  form.before(notice.content.cloneNode(true));
}

// What is marked as live is fetched again while the page says so; the rest, with what
// somebody is typing, stays. A flow that has moved on is shown as a whole, at once where
// nothing is lost by it.
async function refresh() {
  const answer = await fetch(location.href, { headers: { "Doorstep-Refresh": "1" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const step = (page) => page.getElementById("content")?.dataset.step;
  if (step(fresh) !== step(document)) {
    const moved = document.getElementById("moved");
    if (!moved || !isTyped(document)) {
      for (const form of document.forms) if (isTyped(form)) keepTyped(form);
      location.reload();
    }
    else offer(document.querySelector(".passed"), moved);
    return;
  }
  for (const old of document.querySelectorAll("[data-live]")) {
    const now = fresh.getElementById(old.id);
    if (!now) continue;
    if (sentence(now) === sentence(old)) keepTime(old, now);
    else take(old, now);
  }
  document.title = fresh.title;
}

// Without times that are left or gone, which alone are no news.
function sentence(element) {
  const copy = element.cloneNode(true);
  for (const time of copy.querySelectorAll("time")) time.remove();
  return copy.textContent.trim();
}

function keepTime(old, now) {
  const fresh = [...now.querySelectorAll("time[data-seconds]")];
  for (const [at, time] of [...old.querySelectorAll("time[data-seconds]")].entries()) {
    if (time.dateTime === fresh[at].dateTime) continue;
    time.dateTime = fresh[at].dateTime;
    time.dataset.seconds = fresh[at].dataset.seconds;
    delete time.endsAt;
  }
}

// The element itself stays, so that a screen reader hears of its new words, and who is
// at one of its buttons stays there.
function take(old, now) {
  const at = old.contains(document.activeElement) ? document.activeElement.id : "";
  for (const { name } of [...old.attributes]) if (!now.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of now.attributes) old.setAttribute(name, value);
  old.replaceChildren(...now.childNodes);
  delete old.passesAt;
  addLocalTimes(old);
  if (at) document.getElementById(at)?.focus();
}

function scheduleRefresh() {
  const seconds = document.querySelector("[data-refresh]")?.dataset.refresh;
  if (!seconds) return;
  setTimeout(async () => {
    if (!document.hidden) await refresh().catch(() => {});
    scheduleRefresh();
  }, 1000 * Number(seconds));
}

// A second click on the same button is not a second try.
function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    else keepTyped(form);
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 8000);
  });
}

function openNamed() {
  const named = document.getElementById(location.hash.slice(1));
  for (let each = named; each; each = each.parentElement) if (each.matches("details")) each.open = true;
  named?.scrollIntoView();
}

function openAll() {
  for (const each of document.querySelectorAll("details")) each.open = true;
}

function offerOpening(button) {
  button.hidden = false;
  button.addEventListener("click", openAll);
}

document.querySelectorAll("[data-copy]").forEach(offerCopying);
document.querySelectorAll("[data-opens-all]").forEach(offerOpening);
document.querySelectorAll("[data-shows]").forEach(offerShowing);
document.querySelectorAll("form").forEach(sendOnce);
document.querySelector("form[data-send-now]")?.requestSubmit();
fillKept();
addLocalTimes(document);
document.querySelectorAll("input.code[autofocus]").forEach(sendComplete);
openNamed();
window.addEventListener("hashchange", openNamed);
window.addEventListener("beforeprint", openAll); // what is folded is not printed
tick();
setInterval(tick, 1000);
document.addEventListener("visibilitychange", tick);
if (!document.querySelector("[autofocus]")) document.getElementById("heading")?.focus();
scheduleRefresh();
