// The Python of the page in Node, which answers a line of standard input with one of standard output.
//
//     node page_in_node.mjs aeo.html
//
// A line is `[request, file]` in JSON, as the page sends them to its worker, with the file in base64
// or null; it is answered by `[reply, file]`. `{"name": "profile.json"}` as the request opens a file
// without a view of its report, which would take most of the time. The first line of the output is
// empty, and says that Python has started.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { decompress } from "../../tools/page/node_modules/fzstd/esm/index.mjs";
import { loadPyodide, version } from "../../tools/page/node_modules/pyodide/pyodide.mjs";

const START = `
import json, sys
from base64 import b64decode, b64encode
sys.path.insert(0, "/tool")
from tools.page.app.requests import Requests

requests = Requests()

def answer(line):
    request, file = json.loads(line)
    content = None if file is None else b64decode(file)
    if isinstance(request, dict):
        requests.session.open(request["name"], content)
        return json.dumps(["{}", None])
    reply, file = requests.reply(request, content)
    return json.dumps([reply, None if file is None else b64encode(file).decode()])

answer
`;
const FILES = {
  runtime: "pyodide.asm.mjs",
  wasm: "pyodide.asm.wasm",
  library: "python_stdlib.zip",
};
const LOCK = new URL("../../tools/page/node_modules/pyodide/pyodide-lock.json", import.meta.url);
const page = readFileSync(process.argv[2], "utf8");

function part(name) {
  const start = page.indexOf(">", page.indexOf(`<script type="text/plain" id="${name}"`)) + 1;
  return decompress(Buffer.from(page.slice(start, page.indexOf("</script>", start)), "base64"));
}

async function started() {
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  const { info } = JSON.parse(readFileSync(LOCK, "utf8"));
  try {
    for (const [name, file] of Object.entries(FILES)) writeFileSync(join(folder, file), part(name));
    const pyodide = await loadPyodide({
      indexURL: `${folder}/`,
      lockFileContents: JSON.stringify({ info: { ...info, version }, packages: {} }),
    });
    pyodide.unpackArchive(part("packages"), "zip", { extractDir: "/tool" });
    return pyodide.runPython(START);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// The loader is a line of a megabyte, which Node would show with an error that it throws.
process.on("uncaughtException", (error) => {
  console.error(String(error).slice(-2000));
  process.exit(1);
});

const answer = await started();
console.log();
for await (const line of createInterface({ input: process.stdin })) console.log(answer(line));
