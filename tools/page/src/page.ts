// The page: shows the views that the tool makes, and tells it what the reader does with them.
//
// In a view, `data-do` names a request of the tool and `data-arguments` holds its arguments; a form
// or a field adds what was entered. `data-local` names what the page does by itself.

import { failure, one_file, start_over_sure, title, too_old, working } from "../texts.json";
import { forget, keptInterview, remember } from "./kept.js";
import { type Lang, PARTS, type Parts } from "./messages.js";
import { Tool } from "./tool.js";

const content = elementOf("content");
const status = elementOf("status");
const alerts = elementOf("alerts");
const picker = elementOf("file") as HTMLInputElement;
const keep = elementOf("keep") as HTMLInputElement;

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

const started = new Promise<Tool>((resolve) => {
  document.addEventListener("DOMContentLoaded", () => {
    const parts = Object.fromEntries(PARTS.map((name) => [name, taken(name)])) as Parts;
    const bar = elementOf("progress") as HTMLProgressElement;
    resolve(new Tool(taken("worker"), parts, (done) => (bar.value = done)));
  });
});

async function ask(
  step: string,
  parameters: Record<string, unknown> = {},
  file: Uint8Array | null = null,
): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  content.setAttribute("aria-busy", "true");
  alerts.replaceChildren();
  const late = setTimeout(() => (status.textContent = working[lang]), 400);
  try {
    const request = { do: step, lang, arguments: parameters };
    const { reply, file: saved } = await (await started).ask(request, file);
    if (saved && reply.name) save(reply.name, saved);
    if (reply.problems) alerts.innerHTML = reply.problems;
    if (reply.kept !== undefined) latest = reply.kept;
    if (reply.view) show(reply.view);
  } catch (error) {
    tell(failure[lang], String(error));
  } finally {
    clearTimeout(late);
    status.textContent = "";
    content.removeAttribute("aria-busy");
    isBusy = false;
  }
}

/** Shows a view. Its markup comes from the tool's templates, which escape every value. */
function show(view: string): void {
  isShown = true;
  content.innerHTML = view;
  const isQuestion = content.querySelector("form") !== null;
  elementOf("keeping").hidden = !isQuestion;
  if (isQuestion && keep.checked) keep.checked = remember(latest);
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
  else if (file) await ask("open", { name: file.name }, new Uint8Array(await file.arrayBuffer()));
}

function forgetInterview(): void {
  latest = null;
  keep.checked = false;
  forget();
  offerUnfinished();
}

const LOCAL: Record<string, () => void> = {
  print: () => { window.print(); },
  open: () => { picker.click(); },
  resume: () => {
    keep.checked = true;
    void ask("resume", { kept: keptInterview() });
  },
  discard: forgetInterview,
  start_over: () => {
    if (!window.confirm(start_over_sure[lang])) return;
    forgetInterview();
    void ask("start_over");
  },
  language: () => {
    lang = lang === "zh" ? "en" : "zh";
    speak();
    if (isShown) void ask("show");
  },
};

function speak(): void {
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  document.title = title[lang];
}

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element && event.target.closest("button");
  if (!pressed) return;
  const { do: step, local, arguments: parameters } = pressed.dataset;
  if (local) LOCAL[local]?.();
  else if (step) void ask(step, JSON.parse(parameters ?? "{}") as Record<string, unknown>);
});
document.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const fields = new FormData(form);
  const step = form.dataset["do"] ?? "";
  const names = [...new Set(fields.keys())];
  void ask(step, { fields: Object.fromEntries(names.map((name) => [name, fields.getAll(name)])) });
});
document.addEventListener("change", (event) => {
  const field = event.target as HTMLInputElement;
  if (field === picker) void open(picker.files).then(() => (picker.value = ""));
  else if (field === keep && !keep.checked) forgetInterview();
  else if (field === keep) keep.checked = remember(latest);
  else if (field.dataset["do"] && field.value) {
    void ask(field.dataset["do"], { [field.name]: field.value });
  }
});
document.addEventListener("dragover", (event) => { event.preventDefault(); });
document.addEventListener("drop", (event) => {
  event.preventDefault();
  void open(event.dataTransfer?.files);
});

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
