"""An interview at the terminal: resumed from a draft, and kept as one until it is saved."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from importlib import import_module

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import console
from aeo_cli.cli.prompt.frontend import Frontend
from aeo_cli.cli.prompt.interviewer import Interviewer
from aeo_cli.cli.prompt.saving import ProfileSaver
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.syntax import parse
from aeo_cli.documents.text import both
from aeo_cli.interview.dialogue import Interview, ask
from aeo_cli.interview.drafts import Draft
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal.question import not_asked_again
from aeo_cli.profile.loader import LoadedProfile
from aeo_cli.profile.model import Profile


def terminal_interviewer(page: Page, calendar: Calendar, *, plain: bool) -> Interviewer:
    """Return an interviewer for this terminal.

    Args:
        page: the page on which to lay out text.
        calendar: the calendar for the verdicts so far.
        plain: whether to ask line by line even if the terminal allows arrow keys.
    """
    return Interviewer(_frontend(page, plain=plain), page, calendar)


def _frontend(page: Page, *, plain: bool) -> Frontend:
    if plain or console.is_dumb():
        from aeo_cli.cli.prompt.line_frontend import LineFrontend  # noqa: PLC0415  only one of the two is needed

        with suppress(ImportError):  # without it, as on Windows, a line cannot be edited
            import_module("readline")
        return LineFrontend(page, console.emit, input)
    from aeo_cli.cli.prompt.key_frontend import KeyFrontend  # noqa: PLC0415

    return KeyFrontend(page, console.emit)


class Session:
    """An interview with a person.

    Args:
        catalogue: the catalogue that the questions serve.
        name: the file of the profile to start from; None: an empty profile.
        loaded: that profile.
        on: the day of assessment.
        interviewer: asks the person.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        name: str | None,
        loaded: LoadedProfile | None,
        on: date,
        interviewer: Interviewer,
    ) -> None:
        self.interviewer, self.lang = interviewer, interviewer.page.lang
        self.saver = ProfileSaver(interviewer, name, loaded)
        document = parse(loaded.text) if loaded else {"enterprise": {}}
        self.interview = Interview(catalogue, document, on)
        self.draft = Draft(self.interview, name)
        self.draft_error: InputError | None = None
        """The last reason why the answers could not be kept as a draft."""

    def run(self) -> Profile:
        """Ask the questions, continuing an unfinished interview on request; return the profile."""
        if resumed := self.draft.resume():
            self.interviewer.show_heading(_UNFINISHED.fill(count=len(resumed.answers)))
            if self.interviewer.choose(_GO_ON, _BEGIN_ANEW) == 1:
                self.draft.delete()
            else:
                self.interview = resumed
        self.interview = ask(self.interview, self.interviewer, self._keep_draft)
        self.interviewer.frontend.show("\n")
        return self.interview.profile

    @contextmanager
    def announce_draft_on_interrupt(self) -> Iterator[None]:
        """Say that the answers are kept, if a signal, an error or a closed terminal ends it all."""
        try:
            yield
        except (KeyboardInterrupt, InputError, OSError):
            self._announce_draft()
            raise

    def _announce_draft(self) -> None:
        if self.interview.answers and not self.draft_error:
            sentence = _STOPPED.fill(count=len(self.interview.answers))
            console.note(sentence[self.lang])

    def _keep_draft(self, interview: Interview) -> None:
        self.interview = interview
        try:
            self.draft.save(interview)
        except InputError as error:
            if self.draft_error is None:  # warn once, not after each answer
                self.interviewer.say(_UNKEPT)
                console.report_problems(error, self.lang)
            self.draft_error = error

    def save(self, name: str | None = None) -> None:
        """Save the answers as a profile, in a new file or where the person wants.

        The draft is removed, unless the input ends before the person has decided.
        """
        if not self.interview.answers:
            self.interviewer.say(_NOTHING_SAID)
            if self.interview.profile.unknown:
                self.interviewer.say(not_asked_again(self.interview.profile))
        elif self.saver.save(self.interview, name):
            self.draft.delete()
        else:
            self._announce_draft()


_STOPPED = both(
    "回答已保留（{count} 个），下次运行时可以接着回答。",
    "What you answered is kept (answers: {count}), and offered when you start again.",
)
_UNKEPT = both(
    "回答无法保留，中途停止即会丢失：", "The answers cannot be kept: if you stop, they are lost."
)
_UNFINISHED = both(
    "上次的问答没有完成（已保留 {count} 个回答）。",
    "An interview was not finished (answers kept: {count}).",
)
_GO_ON = both("接着回答", "go on")
_BEGIN_ANEW = both("重新开始（不用上次的回答）", "begin anew, without them")
_NOTHING_SAID = both("没有新的回答，不需要保存。", "Nothing was answered, nothing is saved.")
