// The tool in its worker: starts it, and asks it one thing after another.

import type { FromWorker, Outcome, Parts, Step, ToWorker } from "./messages.js";

export class Tool {
  /** Settled once the tool has started, or cannot. */
  readonly ready: Promise<void>;
  private readonly worker: Worker;
  private settle: (outcome: Outcome) => void = () => undefined;
  private fail: (failure: Error) => void = () => undefined;

  constructor(script: string, parts: Parts, showProgress: (done: number) => void) {
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    this.worker = new Worker(url);
    this.ready = new Promise((resolve, reject) => {
      this.fail = reject;
      this.worker.onerror = (event) => { this.fail(new Error(event.message)); };
      this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if ("failure" in data) this.fail(new Error(data.failure));
        else if ("reply" in data) this.settle(data);
        else if (data.progress === 1) resolve();
        else showProgress(data.progress);
      };
    });
    this.send({ parts });
  }

  /** Has the tool do one thing, once it has started and the thing before is done. */
  async take(step: Step, file: Uint8Array | null): Promise<Outcome> {
    await this.ready;
    return new Promise((resolve, reject) => {
      this.settle = resolve;
      this.fail = reject;
      this.send({ step, file });
    });
  }

  private send(message: ToWorker): void {
    this.worker.postMessage(message);
  }
}
