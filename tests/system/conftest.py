"""What tests of the offline page share: the page itself, and its Python in Node and Chromium."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.conftest import ROOT

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
"""Of Chromium."""
_IN_NODE = Path(__file__).with_name("page_in_node.mjs")


@pytest.fixture(scope="session")
def built_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page that `AEO_PAGE` names, or else build it, once for all processes of a run."""
    if named := os.environ.get("AEO_PAGE"):
        return Path(named)
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    page = folder / "page" / "aeo.html"
    with (folder / "page.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not page.exists():
            wheels = folder / "wheels"
            _run("build", "--wheel", "--outdir", str(wheels))
            [wheel] = wheels.iterdir()
            _run("tools.page.build", "--wheel", str(wheel), "--out", str(page.parent))
    return page


def _run(module: str, *arguments: str) -> None:
    words = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


Asked = tuple[str, bytes | None]
"""A request of the page, and the file that comes with it."""


class Reply(NamedTuple):
    """The reply to a request, and the file that comes with it."""

    document: dict[str, Any]
    content: bytes | None


class InNode:
    """The Python of the page, in Node."""

    def __init__(self, page: Path) -> None:
        self.process = subprocess.Popen(
            ["node", str(_IN_NODE), str(page)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        assert self._line() == "\n"

    def replies(self, visit: Iterable[Asked]) -> list[Reply]:
        """Return the replies to requests, one after another."""
        return [self._answer(request, file) for request, file in visit]

    def open(self, content: bytes, on: str) -> None:
        """Open a profile without a view of its report, which would take most of the time."""
        self._answer({"name": "profile.json", "on": on}, content)

    def _answer(self, request: str | dict[str, str], content: bytes | None) -> Reply:
        assert self.process.stdin
        self.process.stdin.write(json.dumps([request, _packed(content)]) + "\n")
        self.process.stdin.flush()
        reply, file = json.loads(self._line())
        return Reply(json.loads(reply), _unpacked(file))

    def _line(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "Node ended; its error is above"
        return line


@pytest.fixture(scope="session")
def in_node(built_page: Path) -> Iterator[InNode]:
    node = InNode(built_page)
    with node.process:
        yield node


class InChromium:
    """The Python of the page in its own worker, where Chromium opened it from a file."""

    def __init__(self, opened: Page) -> None:
        opened.locator("#starting").wait_for(state="detached", timeout=120_000)
        [self.worker] = opened.workers

    def replies(self, visit: Iterable[Asked]) -> list[Reply]:
        """Return the replies to requests, one after another."""
        requests = [(request, _packed(file)) for request, file in visit]
        answers = self.worker.evaluate(_VISIT, requests)
        return [Reply(json.loads(reply), _unpacked(file)) for reply, file in answers]


_VISIT = """async (visit) => {
  const answers = [], send = self.postMessage;
  self.postMessage = ({ reply, file, failure }) => {
    const url = file && new FileReaderSync().readAsDataURL(new Blob([file]));
    answers.push([JSON.stringify(reply ?? { failure }), url && url.split(",")[1]]);
  };
  for (const [text, file] of visit) {
    const bytes = file === null ? null : Uint8Array.from(atob(file), (one) => one.charCodeAt(0));
    await self.onmessage({ data: { request: JSON.parse(text), file: bytes } });
  }
  self.postMessage = send;
  return answers;
}"""
"""In the worker: takes requests as from the page, and keeps what would be posted to it."""


@pytest.fixture
def in_chromium(built_page: Path) -> Iterator[InChromium]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as engines:
        browser = engines.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_context(offline=True).new_page()
        page.goto(built_page.as_uri())
        yield InChromium(page)
        browser.close()


def _packed(file: bytes | None) -> str | None:
    return None if file is None else b64encode(file).decode()


def _unpacked(file: str | None) -> bytes | None:
    return None if file is None else b64decode(file)
