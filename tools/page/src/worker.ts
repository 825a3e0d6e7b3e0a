// The worker of the page: starts Python from what the page holds, and hands it the page's requests.

import { decompress } from "fzstd";
import { loadPyodide, type PyodideAPI, version } from "pyodide";
import { info } from "pyodide/pyodide-lock.json";
import type { FromWorker, Parts, ToWorker } from "./messages.js";

type Reply = (request: string, content: Uint8Array | null) => { toJs(): [string, Uint8Array | null] };

const NOWHERE = "https://nowhere.invalid/"; // a name that never exists; nothing is loaded from it
const LIBRARY = "python_stdlib.zip";
const START = `
import sys
sys.path.insert(0, "/tool")
from tools.page.requests import Requests
def _reply(requests):
    return lambda text, content: requests.reply(text, content and content.to_bytes())
_reply(Requests())
`;

let reply: Reply | undefined;

self.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  try {
    if ("parts" in data) {
      reply = await start(data.parts);
      send({ ready: true });
    } else if (reply) {
      const answer = reply(data.request, data.content);
      const [text, content] = answer.toJs();
      send({ id: data.id, text, content });
    }
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    send("parts" in data ? { failure } : { id: data.id, failure });
  }
};

function send(message: FromWorker): void {
  self.postMessage(message);
}

async function start(parts: Parts): Promise<Reply> {
  const wasm = unpacked(parts.wasm);
  const library = unpacked(parts.library);
  send({ progress: 0.2 });
  answerLoader({
    "pyodide.asm.wasm": new Response(wasm, { headers: { "content-type": "application/wasm" } }),
    [LIBRARY]: new Response(library),
  });
  const runtime = new Blob([unpacked(parts.runtime)], { type: "text/javascript" });
  const { default: createPyodideModule } = await import(URL.createObjectURL(runtime));
  send({ progress: 0.3 });
  const python = await loadPyodide({
    createPyodideModule,
    indexURL: NOWHERE,
    lockFileContents: { info: { ...info, version }, packages: {} },
    stdLibURL: NOWHERE + LIBRARY,
  });
  send({ progress: 0.6 });
  python.unpackArchive(unpacked(parts.packages), "zip", { extractDir: "/tool" });
  send({ progress: 0.7 });
  return runStart(python);
}

function runStart(python: PyodideAPI): Reply {
  return python.runPython(START) as Reply;
}

// Pyodide's loader fetches its files; these are at hand, and nothing else may be fetched.
function answerLoader(files: Record<string, Response>): void {
  self.fetch = (resource) => {
    const url = resource instanceof Request ? resource.url : String(resource);
    const file = files[url.slice(NOWHERE.length)];
    return file ? Promise.resolve(file) : Promise.reject(new TypeError(`not part of the page: ${url}`));
  };
}

function unpacked(part: string): Uint8Array<ArrayBuffer> {
  const text = atob(part);
  const packed = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) packed[index] = text.charCodeAt(index);
  return decompress(packed) as Uint8Array<ArrayBuffer>;
}
