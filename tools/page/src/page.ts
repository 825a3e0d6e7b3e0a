// The page: shows the views that the tool makes, and tells it what the reader does with them.
//
// In a view, `data-do` names a request of the tool and `data-arguments` holds its arguments; a form
// or a field adds what was entered. `data-local` names what the page does by itself.

import { failure, one_file, open_sure, saved, start_over_sure, title, too_old, unreadable, working } from "../app/texts.json";
import { keep, keptInterview } from "./kept.js";
import { type Lang, PARTS, type Parts } from "./messages.js";
import { Tool } from "./tool.js";

const content = elementOf("content");
const status = elementOf("status");
const alerts = elementOf("alerts");
const picker = elementOf("file") as HTMLInputElement;
const agreed = elementOf("keep") as HTMLInputElement;

let lang: Lang = navigator.language.startsWith("zh") ? "zh" : "en";
let latest: string | null = null; // what the browser may keep of the interview
let isShown = false; // whether a view of the tool is shown; before that, it is the page's own
let isBusy = false;

function elementOf(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement;
}

/** Returns a part of the page, which is then removed, as it is large. */
function taken(id: string): string {
  const part = elementOf(id);
  const text = part.textContent;
  part.remove();
  return text;
}

const started = new Promise<Tool>((resolve, reject) => {
  document.addEventListener("DOMContentLoaded", () => {
    const parts = Object.fromEntries(PARTS.map((name) => [name, taken(name)])) as Parts;
    const bar = elementOf("progress") as HTMLProgressElement;
    try {
      resolve(new Tool(taken("worker"), parts, (done) => { bar.value = done; }));
    } catch (error) {
      reject(new Error(String(error)));
    }
  });
});

async function take(
  name: string,
  parameters: Record<string, unknown> = {},
  file: Uint8Array | null = null,
): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  content.setAttribute("aria-busy", "true");
  alerts.replaceChildren();
  const late = setTimeout(() => { status.textContent = working[lang]; }, 400);
  const step = { do: name, lang, arguments: parameters };
  const before = latest;
  let news = "";
  try {
    const { reply, file: download } = await (await started).take(step, file);
    if (download && reply.name) {
      save(reply.name, download);
      news = saved[lang].replace("{name}", reply.name);
    }
    if (reply.problems) alerts.innerHTML = reply.problems;
    if (reply.kept !== undefined) latest = reply.kept;
    if (download && parameters["document"] === "profile") latest = null; // it is in their hands
    // Until this interview has an answer, what is kept is of another one.
    if (agreed.checked && (latest ?? before) !== null) agreed.checked = keep(latest);
    if (reply.view) show(reply.view);
  } catch (error) {
    tell(failure[lang], String(error));
  } finally {
    clearTimeout(late);
    status.textContent = news;
    content.removeAttribute("aria-busy");
    isBusy = false;
  }
  if (step.lang !== lang) await take("show"); // it was changed meanwhile
}

/** Shows a view. Its markup comes from the tool's templates, which escape every value. */
function show(view: string): void {
  isShown = true;
  content.innerHTML = view;
  elementOf("keeping").hidden = content.querySelector("form, .answers") === null;
  offerUnfinished();
  const wrong = content.querySelector<HTMLElement>("[aria-invalid]");
  const heading = content.querySelector("h1");
  document.title = heading?.textContent ?? title[lang];
  if (heading) heading.tabIndex = -1;
  window.scrollTo(0, 0);
  (wrong?.querySelector("input") ?? wrong ?? heading)?.focus({ preventScroll: !wrong });
}

function offerUnfinished(): void {
  for (const offer of document.querySelectorAll<HTMLElement>(".unfinished")) {
    offer.hidden = keptInterview() === null;
  }
}

function tell(...lines: string[]): void {
  alerts.replaceChildren(
    ...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })),
  );
  alerts.scrollIntoView({ block: "nearest" });
}

function save(name: string, file: Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([file]));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => { URL.revokeObjectURL(url); }, 60_000);
}

async function open(files: FileList | null | undefined): Promise<void> {
  const [file, ...others] = files ?? [];
  if (others.length) tell(one_file[lang]);
  else if (file && (latest === null || window.confirm(open_sure[lang]))) {
    try {
      await take("open", { name: file.name }, new Uint8Array(await file.arrayBuffer()));
    } catch (error) {
      tell(unreadable[lang], String(error)); // it was removed meanwhile, or is a folder
    }
  }
}

function forgetInterview(): void {
  latest = null;
  agreed.checked = false;
  keep(null);
  offerUnfinished();
}

/** Returns what a form holds: of each field, what was entered or chosen. */
function fieldsOf(form: HTMLFormElement): Record<string, FormDataEntryValue[]> {
  const fields = new FormData(form);
  return Object.fromEntries([...new Set(fields.keys())].map((name) => [name, fields.getAll(name)]));
}

const LOCAL: Record<string, () => void> = {
  print: () => { window.print(); },
  open: () => { picker.click(); },
  resume: () => { void take("resume", { kept: keptInterview() }); },
  discard: forgetInterview,
  start_over: () => {
    if (!window.confirm(start_over_sure[lang])) return;
    forgetInterview();
    void take("start_over");
  },
};

function changeLanguage(): void {
  lang = lang === "zh" ? "en" : "zh";
  speak();
  const form = content.querySelector("form");
  if (isShown) void take("show", form ? { fields: fieldsOf(form) } : {});
}

function speak(): void {
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  document.title = title[lang];
}

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element && event.target.closest("button");
  if (!pressed) return;
  const { do: step, local, arguments: parameters } = pressed.dataset;
  if (local === "language") changeLanguage();
  else if (isBusy) return;
  else if (local) LOCAL[local]?.();
  else if (step) void take(step, JSON.parse(parameters ?? "{}") as Record<string, unknown>);
});
document.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  void take(form.dataset["do"] ?? "", { fields: fieldsOf(form) });
});
document.addEventListener("change", (event) => {
  const field = event.target as HTMLInputElement;
  if (field === picker) void open(picker.files).then(() => { picker.value = ""; });
  else if (field === agreed && agreed.checked) agreed.checked = keep(latest);
  else if (field === agreed) keep(null);
  else if (field.dataset["do"]) {
    void take(field.dataset["do"], { [field.name]: field.value });
  }
});
document.addEventListener("dragover", (event) => { event.preventDefault(); });
document.addEventListener("drop", (event) => {
  event.preventDefault();
  void open(event.dataTransfer?.files);
});

window.addEventListener("beforeunload", (event) => {
  if (latest !== null && !agreed.checked) event.preventDefault(); // the answers would be lost
});

agreed.checked = keptInterview() !== null; // the reader agreed the last time
document.documentElement.classList.add("running");
speak();
offerUnfinished();
void started
  .then((tool) => tool.ready)
  .catch((error: unknown) => {
    document.documentElement.classList.remove("running");
    tell(too_old[lang], String(error));
  })
  .finally(() => { elementOf("starting").remove(); });
