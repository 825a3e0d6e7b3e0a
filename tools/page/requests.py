"""The requests of the page and their replies, as they travel between it and its worker.

A request is JSON: what to do, its arguments, and the language. The reply is JSON too: the view to
show now, or what is wrong with an input. Files travel beside them, as bytes.
"""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from aeo_cli.documents.problems import InputError
from aeo_cli.documents.text import Lang
from tools.page import views
from tools.page.session import Session

View = Callable[[Session, Lang], str]
"""A view of a session, as HTML in a language."""


def _start(_session: Session, lang: Lang) -> str:
    return views.start(lang)


_STEPS: Mapping[str, Callable[..., None]] = {
    "ask": Session.ask,
    "leave_open": Session.leave_open,
    "skip_name": Session.skip_name,
    "go_back": Session.go_back,
    "finish": Session.finish,
    "change": Session.change,
    "add": Session.add,
    "go_on": Session.go_on,
    "resume": Session.resume,
}
"""Steps of the interview; the next question shows then, or all answers if none is asked."""


class Reply(NamedTuple):
    """What the page gets back."""

    text: str
    """JSON: the `view` and what may be `kept`; or `problems`; or the `name` of a file."""
    content: bytes | None = None
    """The file."""


class Requests:
    """Takes the requests of one page, and remembers what it shows."""

    def __init__(self) -> None:
        self.session = Session()
        self.shown: View = _start

    def reply(self, request: str, content: bytes | None = None) -> Reply:
        """Return the reply to a request, which may come with the content of a file."""
        document = json.loads(request)
        step, arguments, lang = document["do"], document["arguments"], Lang(document["lang"])
        try:
            if step == "download":
                from tools.page.downloads import download  # noqa: PLC0415  half of the start

                file = download(self.session, lang, **arguments)
                return Reply(_json(name=file.name), file.content)
            view = self._view_after(step, arguments, content, lang)
        except InputError as error:
            return Reply(_json(problems=views.problems(error, lang)))
        interview = self.session.interview
        kept = self.session.kept().model_dump_json() if interview and interview.answers else None
        return Reply(_json(view=view, kept=kept))

    def _view_after(
        self, step: str, arguments: dict[str, Any], content: bytes | None, lang: Lang
    ) -> str:
        """Take a step, and return what the page shows then."""
        session = self.session
        match step:
            case "show":
                pass
            case "licences":  # the view before stays the one to return to
                return views.licences(lang)
            case "answer":
                self.shown = views.question
                return views.question(session, lang, session.answer(**arguments))
            case "set_day":
                session.set_day(**arguments)
            case "start_over":
                session.start_over()
                self.shown = _start
            case "open":
                session.open(arguments["name"], content or b"")
                self.shown = views.report
            case "report":
                self.shown = views.report
            case "suppose":
                self.shown = partial(views.difference, **arguments)
            case _:
                _STEPS[step](session, **arguments)
                self.shown = views.question
        return self.shown(session, lang)


def _json(**document: object) -> str:
    return json.dumps(document, ensure_ascii=False)
