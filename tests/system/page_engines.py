"""The Python of the page where it runs: in Node, and in the page's own worker in Chromium.

Both take requests as the page sends them and give the replies, so that they can be compared with
those of the same Python here.
"""

import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from tests.system.page_window import Window
from tools.page.app.requests import Requests

Asked = tuple[str, bytes | None]
"""A request of the page, and the file that comes with it."""
_IN_NODE = Path(__file__).with_name("page_in_node.mjs")


class Reply(NamedTuple):
    """The reply to a request, and the file that comes with it."""

    document: dict[str, Any]
    content: bytes | None


class Here:
    """The Python of the page in this process."""

    def __init__(self) -> None:
        self.requests = Requests()

    def replies(self, visit: Iterable[Asked]) -> list[Reply]:
        """Return the replies to requests, one after another."""
        replies = [self.requests.reply(request, file) for request, file in visit]
        return [Reply(json.loads(text), content) for text, content in replies]


class InNode:
    """The Python of the page in Node, until `process` is closed."""

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

    def open(self, content: bytes) -> None:
        """Open a profile without a view of its report, which would take most of the time."""
        self._answer({"name": "profile.json"}, content)

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


class InChromium:
    """The Python of the page in the page's own worker, in a window of Chromium."""

    def __init__(self, window: Window) -> None:
        [self.worker] = window.page.workers

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
    await self.onmessage({ data: { step: JSON.parse(text), file: bytes } });
  }
  self.postMessage = send;
  return answers;
}"""
"""In the worker: takes requests as from the page, and keeps what would be posted to it."""


def _packed(file: bytes | None) -> str | None:
    return None if file is None else b64encode(file).decode()


def _unpacked(file: str | None) -> bytes | None:
    return None if file is None else b64decode(file)
