// What the page and its worker send each other.

export type Lang = "zh" | "en";

/** What the page holds packed: with Zstandard, then in base64. */
export const PARTS = ["runtime", "wasm", "library", "packages"] as const;
export type Parts = Record<(typeof PARTS)[number], string>;

/** What the reader does. */
export interface Step {
  do: string;
  lang: Lang;
  arguments: Record<string, unknown>;
}

export interface Reply {
  /** What the page shows now, as HTML. */
  view?: string;
  /** What the browser may keep of the interview, so that it can be resumed. */
  kept?: string | null;
  /** What is wrong with an input, as HTML. */
  problems?: string;
  /** The name of the file that comes with the reply. */
  name?: string;
}

/** What comes back of it. */
export interface Outcome {
  reply: Reply;
  file: Uint8Array<ArrayBuffer> | null;
}

/** First the parts, then one request after another. */
export type ToWorker = { parts: Parts } | { step: Step; file: Uint8Array | null };

export type FromWorker = { progress: number } | Outcome | { failure: string };
