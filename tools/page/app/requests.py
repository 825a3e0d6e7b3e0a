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
from tools.page.app import views
from tools.page.app.kept import kept, resume
from tools.page.app.session import Session

View = Callable[[Session, Lang], str]
"""A view of a session, as HTML in a language."""


def _start(_session: Session, lang: Lang) -> str:
    return views.start(lang)


def _licences(_session: Session, lang: Lang) -> str:
    return views.licences(lang)


_STEPS: Mapping[str, tuple[Callable[..., None], View | None]] = {
    "ask": (Session.ask, views.question),
    "leave_open": (Session.leave_open, views.question),
    "skip_name": (Session.skip_name, views.question),
    "go_back": (Session.go_back, views.question),
    "finish": (Session.finish, views.question),
    "change": (Session.change, views.question),
    "correct": (Session.correct, views.question),
    "add": (Session.add, views.question),
    "go_on": (Session.go_on, views.question),
    "resume": (resume, views.question),
    "report": (Session.finish, views.report),
    "start_over": (Session.start_over, _start),
    "set_day": (Session.set_day, None),
}
"""What a reader can do in a session, and what shows then; None: what is shown now, anew."""


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
        self.before: View = _start
        """What was shown before the licences."""

    def reply(self, request: str, content: bytes | None = None) -> Reply:
        """Return the reply to a request, which may come with the content of a file."""
        document = json.loads(request)
        step, arguments, lang = document["do"], document["arguments"], Lang(document["lang"])
        try:
            if step == "download":
                from tools.page.app.downloads import download  # noqa: PLC0415  half of the start

                file = download(self.session, lang, **arguments)
                return Reply(_json(name=file.name), file.content)
            view = self._view_after(step, arguments, content, lang)
        except InputError as error:
            return Reply(_json(problems=views.problems(error, lang)))
        return Reply(_json(view=view, kept=kept(self.session)))

    def _view_after(
        self, step: str, arguments: dict[str, Any], content: bytes | None, lang: Lang
    ) -> str:
        """Take a step, and return what the page shows then."""
        if step in _STEPS:
            take, view = _STEPS[step]
            take(self.session, **arguments)
            self.shown = view or self.shown
            return self.shown(self.session, lang)
        match step:
            case "show" if arguments:  # a form is shown as it is filled in
                self.shown = partial(views.question, **arguments)
            case "answer":
                mistakes = self.session.answer(**arguments)
                filled = {**arguments, "mistakes": mistakes} if mistakes else {}
                self.shown = partial(views.question, **filled)
            case "open":
                self.session.open(arguments["name"], content or b"")
                self.shown = views.report
            case "suppose":
                self.shown = partial(views.difference, **arguments)
            case "licences" if self.shown is not _licences:
                self.before, self.shown = self.shown, _licences
            case "return":
                self.shown = self.before
            case "show" | "licences":
                pass
            case _:
                raise KeyError(step)
        return self.shown(self.session, lang)


def _json(**document: object) -> str:
    return json.dumps(document, ensure_ascii=False)
