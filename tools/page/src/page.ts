// The page: shows what the tool says, and tells it what the reader does.

import { element, save } from "./dom.js";
import type { Lang, Parts, View } from "./messages.js";
import { questionForm } from "./question.js";
import { Tool } from "./tool.js";
import {
  answersView,
  differenceView,
  licencesView,
  reportView,
  type Shell,
  startView,
} from "./views.js";
import { say } from "./words.js";

const KEPT = "aeo-interview";
const content = document.querySelector("main") as HTMLElement;
const status = document.getElementById("status") as HTMLElement;
const alerts = document.getElementById("alerts") as HTMLElement;
const keep = document.getElementById("keep") as HTMLInputElement;

let lang: Lang = navigator.language.startsWith("zh") ? "zh" : "en";
let shown: View | null = null;
let latest: string | null = null; // what the browser may keep of the interview
let tool: Tool | undefined;
let isBusy = false;

const started = new Promise<Tool>((resolve) => {
  document.addEventListener("DOMContentLoaded", () => {
    const parts = Object.fromEntries(
      ["runtime", "wasm", "library", "packages"].map((name) => [name, taken(name)]),
    );
    tool = new Tool(taken("worker"), parts as unknown as Parts, (done) => {
      const bar = document.getElementById("progress");
      if (bar instanceof HTMLProgressElement) bar.value = done;
    });
    resolve(tool);
  });
});

/** Returns a part of the page, which is then removed, as it is large. */
function taken(id: string): string {
  const part = document.getElementById(id) as HTMLElement;
  const text = part.textContent ?? "";
  part.remove();
  return text;
}

async function act(
  step: string,
  parameters: Record<string, unknown> = {},
  file: Uint8Array | null = null,
): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  content.setAttribute("aria-busy", "true");
  alerts.replaceChildren();
  const late = setTimeout(() => (status.textContent = say("working", lang)), 400);
  try {
    const reply = await (await started).ask(step, lang, parameters, file);
    if (reply.file) save(reply.file.name, reply.file.content);
    if (reply.problems) tell(say(step === "open" ? "problems" : "problem", lang), reply.problems);
    if (reply.kept !== undefined) latest = reply.kept;
    if (reply.view) {
      shown = reply.view;
      remember();
      draw(true);
    }
  } catch (error) {
    tell(say("failure", lang), [error instanceof Error ? error.message : String(error)]);
  } finally {
    clearTimeout(late);
    status.textContent = "";
    content.removeAttribute("aria-busy");
    isBusy = false;
  }
}

function tell(heading: string, lines: string[]): void {
  alerts.replaceChildren(
    element("h2", {}, heading),
    element("ul", {}, ...lines.map((line) => element("li", {}, line))),
  );
  alerts.scrollIntoView({ block: "nearest" });
}

const shell: Shell = {
  act: (step, parameters) => void act(step, parameters),
  download: (step, parameters) => void act(step, parameters),
  open: (file) => void open([file]),
  startOver: () => {
    if (window.confirm(say("start_over_sure", lang))) {
      forget();
      void act("start_over");
    }
  },
  get unfinished() {
    const kept = stored();
    if (!kept) return null;
    return {
      resume: () => void act("resume", { kept }),
      discard: () => {
        forget();
        draw(true);
      },
    };
  },
};

async function open(files: File[]): Promise<void> {
  const [file, ...others] = files;
  if (!file) return;
  if (others.length) tell(say("one_file", lang), []);
  else await act("open", { name: file.name }, new Uint8Array(await file.arrayBuffer()));
}

function draw(moveFocus: boolean): void {
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  for (const part of document.querySelectorAll<HTMLElement>("[data-say]")) {
    part.textContent = say(part.dataset["say"] as Parameters<typeof say>[0], lang);
  }
  content.replaceChildren(...view());
  document.getElementById("keeping")?.toggleAttribute("hidden", shown?.view !== "question");
  const heading = content.querySelector("h1");
  document.title = heading?.textContent ?? say("title", lang);
  if (moveFocus) {
    window.scrollTo(0, 0);
    heading?.focus({ preventScroll: true });
  }
}

function view(): HTMLElement[] {
  switch (shown?.view) {
    case "question":
      return questionForm(shown, lang, shell.act);
    case "answers":
      return answersView(shown, lang, shell);
    case "report":
      return reportView(shown, lang, shell);
    case "difference":
      return differenceView(shown.html, lang, shell);
    case "licences":
      return licencesView(shown, lang, shell);
    default:
      return startView(shown, lang, shell);
  }
}

// What is kept in the browser, if the reader agrees

function stored(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null; // storage is switched off
  }
}

function remember(): void {
  if (!keep.checked) return;
  try {
    if (latest && shown?.view === "question") localStorage.setItem(KEPT, latest);
  } catch {
    keep.checked = false;
  }
}

function forget(): void {
  latest = null;
  keep.checked = false;
  try {
    localStorage.removeItem(KEPT);
  } catch {
    // storage is switched off, so nothing was kept
  }
}

keep.addEventListener("change", () => {
  if (keep.checked) remember();
  else forget();
});
document.getElementById("language")?.addEventListener("click", () => {
  lang = lang === "zh" ? "en" : "zh";
  if (shown) void act("show");
  else draw(false);
});
document.getElementById("licences")?.addEventListener("click", () => void act("licences"));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  void open([...(event.dataTransfer?.files ?? [])]);
});

document.body.classList.add("running");
draw(false);
void started.then(async (running) => {
  try {
    await running.ready;
    document.getElementById("starting")?.remove();
    if (!shown && !isBusy) await act("show");
  } catch (error) {
    document.getElementById("starting")?.remove();
    document.body.classList.remove("running");
    tell(say("too_old", lang), [error instanceof Error ? error.message : String(error)]);
  }
});
