// The worker of the page: starts Python from what the page holds, and hands it the page's requests.

import { decompress } from "fzstd";
import { loadPyodide, type PyodideConfigWithDefaults, version } from "pyodide";
import { info } from "pyodide/pyodide-lock.json";
import type { FromWorker, Outcome, Parts, Reply, ToWorker } from "./messages.js";

type Bytes = Uint8Array<ArrayBuffer>;
type PythonReply = { toJs(): [string, Bytes | null]; destroy(): void };
type Python = (request: string, file: Uint8Array | null) => PythonReply;

const NOWHERE = "https://nowhere.invalid/"; // no such host exists, and the policy allows none
const LIBRARY = "python_stdlib.zip";
const START = `
import sys, warnings
warnings.simplefilter("ignore") # dateutil misses other time zones, which are not needed
sys.path.insert(0, "/tool")
from tools.page.app.requests import Requests
requests = Requests()
lambda request, file: requests.reply(request, file and file.to_bytes())
`;

let python: Python | undefined;

self.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  try {
    if ("parts" in data) python = await start(data.parts);
    else if (python) send(outcomeOf(python(JSON.stringify(data.step), data.file)));
  } catch (error) {
    send({ failure: error instanceof Error ? error.message : String(error) });
  }
};

function send(message: FromWorker): void {
  self.postMessage(message);
}

function outcomeOf(result: PythonReply): Outcome {
  const [text, file] = result.toJs();
  result.destroy();
  return { reply: JSON.parse(text) as Reply, file };
}

async function start(parts: Parts): Promise<Python> {
  const wasm = unpacked(parts.wasm);
  const library = unpacked(parts.library);
  const runtime = new Blob([unpacked(parts.runtime)], { type: "text/javascript" });
  send({ progress: 0.2 });
  answerLoader({
    "pyodide.asm.wasm": new Response(wasm, { headers: { "content-type": "application/wasm" } }),
    [LIBRARY]: new Response(library),
  });
  const { default: createPyodideModule } = (await import(
    URL.createObjectURL(runtime)
  )) as { default: PyodideConfigWithDefaults["createPyodideModule"] };
  const pyodide = await loadPyodide({
    createPyodideModule,
    indexURL: NOWHERE,
    lockFileContents: JSON.stringify({ info: { ...info, version }, packages: {} }),
    stdLibURL: NOWHERE + LIBRARY,
  });
  send({ progress: 0.6 });
  pyodide.unpackArchive(unpacked(parts.packages), "zip", { extractDir: "/tool" });
  send({ progress: 0.7 });
  const run = pyodide.runPython(START) as Python;
  send({ progress: 1 });
  return run;
}

// Pyodide's loader fetches its files. Those are at hand, and nothing else is ever fetched.
function answerLoader(files: Record<string, Response>): void {
  self.fetch = (resource) => {
    const url = resource instanceof Request ? resource.url : String(resource);
    const file = files[url.slice(NOWHERE.length)];
    return file
      ? Promise.resolve(file)
      : Promise.reject(new TypeError(`this is no part of the page: ${url}`));
  };
}

function unpacked(part: string): Bytes {
  const text = atob(part);
  const packed = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) packed[index] = text.charCodeAt(index);
  return decompress(packed) as Bytes;
}
