// What the page and its worker send each other, and the views that Python gives (see views.py).

export interface Parts {
  /** Packed with Zstandard, then in base64, as the page holds them. */
  runtime: string;
  wasm: string;
  library: string;
  packages: string;
}

export type ToWorker =
  | { parts: Parts }
  | { id: number; request: string; content: Uint8Array | null };

export type FromWorker =
  | { progress: number }
  | { ready: true }
  | { failure: string }
  | { id: number; text: string; content: Uint8Array | null }
  | { id: number; failure: string };

export type Lang = "zh" | "en";
export type Text = Record<Lang, string>;

/** The document aeo-question/1, as far as the form is drawn from it. */
export interface Question {
  fact: string;
  type: "choice" | "set" | "boolean" | "integer" | "date" | "datetime" | "kinds";
  choices: { value: boolean | string; label: Text; help: Text | null }[];
  progress: { settled: number; answers: number; at_most: number | null };
}

export interface StartView {
  view: "start";
  title: string;
  measures: number;
  version: string;
}

export interface QuestionView {
  view: "question";
  heading: string;
  progress: string;
  rows: [string, string][];
  /** Null: it asks for a name. */
  question: Question | null;
  earlier: {
    keys: string[];
    typed: string;
    not_known: boolean;
    source: string;
    verified_on: string;
  } | null;
  /** Of a question of law: who answered it, and when. */
  evidence: { source: string; verified_on: string } | null;
  mistakes: Partial<Record<"answer" | "source" | "verified_on", string>>;
  not_known: string;
  none_of_these: string;
  can_go_back: boolean;
}

export interface AnswersView {
  view: "answers";
  answers: string[];
  can_go_on: boolean;
  can_add: boolean;
}

export interface ReportView {
  view: "report";
  html: string;
  notes: string[];
  name: string | null;
  on: string;
  is_saved: boolean;
  can_ask: boolean;
  questions_for_customs: number;
  presets: Record<string, string>;
}

export interface DifferenceView {
  view: "difference";
  html: string;
}

export interface LicencesView {
  view: "licences";
  components: { name: string; version: string; licence: string; source: string; text: string }[];
}

export type View =
  | StartView
  | QuestionView
  | AnswersView
  | ReportView
  | DifferenceView
  | LicencesView;
