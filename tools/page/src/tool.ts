// The tool in its worker: starts it, and asks it one thing after another.

import type { FromWorker, Lang, Parts, ToWorker, View } from "./messages.js";

export interface Reply {
  view?: View;
  /** What the browser may keep of the interview, so that it can be resumed. */
  kept?: string | null;
  problems?: string[];
  /** The file that was asked for. */
  file?: { name: string; content: Uint8Array };
}

type Answer = { text: string; content: Uint8Array | null };

export class Tool {
  /** Settled once the tool has started, or cannot. */
  readonly ready: Promise<void>;
  private readonly worker: Worker;
  private readonly waiting = new Map<
    number,
    { resolve: (answer: Answer) => void; reject: (failure: Error) => void }
  >();
  private asked = 0;

  constructor(script: string, parts: Parts, showProgress: (done: number) => void) {
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    this.worker = new Worker(url, { type: "module" });
    this.ready = new Promise((resolve, reject) => {
      this.worker.onerror = (event) => reject(new Error(event.message));
      this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if ("progress" in data) showProgress(data.progress);
        else if ("ready" in data) resolve();
        else if (!("id" in data)) reject(new Error(data.failure));
        else if ("failure" in data) this.waiting.get(data.id)?.reject(new Error(data.failure));
        else this.waiting.get(data.id)?.resolve(data);
      };
    });
    this.send({ parts });
  }

  /** Has the tool do something; the reply says what to show then. */
  async ask(
    step: string,
    lang: Lang,
    parameters: Record<string, unknown> = {},
    content: Uint8Array | null = null,
  ): Promise<Reply> {
    await this.ready;
    const id = (this.asked += 1);
    const request = JSON.stringify({ do: step, lang, arguments: parameters });
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.send({ id, request, content });
    }).finally(() => this.waiting.delete(id));
    const reply = JSON.parse(answer.text) as Reply & { name?: string };
    if (answer.content) reply.file = { name: reply.name ?? "", content: answer.content };
    return reply;
  }

  private send(message: ToWorker): void {
    this.worker.postMessage(message);
  }
}
