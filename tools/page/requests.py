"""The requests of the page and their replies, as they travel between it and its worker.

A request is JSON: what to do, its arguments, and the language. The reply is JSON too: the view to
show now, or what is wrong with an input. Files travel beside them, as bytes.
"""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from aeo_cli.documents.problems import InputError, error_line
from aeo_cli.documents.text import Lang
from tools.page import downloads, views
from tools.page.session import Session
from tools.page.views import View

_FILES: Mapping[str, Callable[..., downloads.Download]] = {
    "download_report": downloads.report,
    "download_questions": downloads.questions,
    "download_profile": downloads.profile,
}
_VIEWS: Mapping[str, Callable[[Session, Lang], View]] = {
    "start_over": views.start,
    "ask": views.question,
    "leave_open": views.question,
    "go_back": views.question,
    "finish": views.question,
    "change": views.question,
    "add": views.question,
    "go_on": views.question,
    "report": views.report,
}
"""By what a reader does, which is a method of the session: what they see then."""


class Reply(NamedTuple):
    """What the page gets back."""

    text: str
    """JSON: `view` and `kept`, or `problems`, or the `name` of a file."""
    content: bytes | None = None
    """The file."""


class Requests:
    """Takes the requests of one page, and remembers what it shows."""

    def __init__(self) -> None:
        self.session = Session()
        self.shown: Callable[[Session, Lang], View] = views.start

    def reply(self, request: str, content: bytes | None = None) -> Reply:
        """Return the reply to a request, which may come with the content of a file."""
        document = json.loads(request)
        arguments, lang = document["arguments"], Lang(document["lang"])
        try:
            if render := _FILES.get(document["do"]):
                file = render(self.session, lang, **arguments)
                return Reply(_json({"name": file.name}), file.content)
            return Reply(_json(self._shown_after(document["do"], arguments, content, lang)))
        except InputError as error:
            lines = [error_line(problem, lang) for problem in error.problems]
            return Reply(_json({"problems": lines}))

    def _shown_after(
        self, step: str, arguments: dict[str, Any], content: bytes | None, lang: Lang
    ) -> dict[str, Any]:
        """Return what the page shows after a step, and what it may keep of the interview."""
        session, view = self.session, None
        match step:
            case "show":
                pass
            case "set_day":
                session.set_day(**arguments)
            case "open":
                session.open(**arguments, content=content or b"")
                self.shown = views.report
            case "resume":
                session.resume(**arguments)
                self.shown = views.question if session.interview else views.start
            case "answer":
                view = views.question(session, lang, session.answer(**arguments))
            case "suppose":
                self.shown = partial(views.difference, **arguments)
            case _:
                self.shown = _VIEWS[step]
                getattr(session, step)(**arguments)
        has_answers = session.interview is not None and bool(session.interview.answers)
        return {
            "view": view or self.shown(session, lang),
            "kept": session.kept() if has_answers else None,
        }


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False)
