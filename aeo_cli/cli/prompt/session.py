"""An interview at the terminal: resumed from a draft, and kept as one until it is saved."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from importlib import import_module

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import console
from aeo_cli.cli.prompt.ending import next_steps, offer_questions
from aeo_cli.cli.prompt.interviewer import Interviewer
from aeo_cli.cli.prompt.review import review
from aeo_cli.cli.prompt.saving import ProfileSaver, Saving
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.syntax import parse
from aeo_cli.documents.text import both
from aeo_cli.interview.dialogue import Interview, ask
from aeo_cli.interview.drafts import Draft
from aeo_cli.presentation.page import Page
from aeo_cli.profile.loader import LoadedProfile
from aeo_cli.profile.model import Profile


def terminal_interviewer(page: Page, calendar: Calendar, *, plain: bool) -> Interviewer:
    """Return an interviewer for this terminal.

    Args:
        page: the page on which to lay out text.
        calendar: the calendar for the verdicts so far.
        plain: whether to ask line by line even if the terminal allows arrow keys.
    """
    if plain or console.is_dumb():
        from aeo_cli.cli.prompt.line_frontend import LineFrontend  # noqa: PLC0415  only one of the two is needed

        with suppress(ImportError):  # without it, as on Windows, a line cannot be edited
            import_module("readline")
        return Interviewer(LineFrontend(page, console.emit, input), calendar)
    from aeo_cli.cli.prompt.key_frontend import KeyFrontend  # noqa: PLC0415

    return Interviewer(KeyFrontend(page, console.emit), calendar)


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
        self.has_input = True
        """Whether the person can still be asked: not after the end of input."""

    def run(self, name: str | None = None) -> Profile:
        """Ask the questions, let the person check and save the answers; return the profile.

        An unfinished interview is continued on request.

        Args:
            name: the new file in which to save the answers; None: where the person wants.
        """
        if resumed := self.draft.resume():
            self.interviewer.show_heading(_UNFINISHED.fill(count=len(resumed.answers)))
            if self.interviewer.choose(_GO_ON, _START_OVER) == 1:
                self.draft.delete()
            else:
                self.interview = resumed
        self.interview = ask(self.interview, self.interviewer, self._keep_draft)
        # To a profile a person may want to add an item even if nothing is asked of them.
        if self.interview.answers or self.saver.loaded:
            reviewed = review(self.interview, self.interviewer, self._keep_draft)
            self.interview, self.has_input = reviewed
        if self.interview.answers:
            self._save(name)
            if self.has_input:
                saved_as = self.saver.saved_as
                self.has_input = offer_questions(self.interviewer, self.interview, saved_as)
        else:
            self.interviewer.say(_NO_ANSWERS)
        self.interviewer.frontend.write("\n")
        return self.interview.profile

    @contextmanager
    def announce_draft_on_interrupt(self) -> Iterator[None]:
        """Say that the answers are kept, if a signal, an error or a closed terminal ends it."""
        try:
            yield
        except (KeyboardInterrupt, InputError, OSError):
            self.announce_draft()
            raise

    def announce_draft(self) -> None:
        """Say that the answers are kept as a draft, if they are."""
        if self.draft.path.exists() and not self.draft_error:
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

    def _save(self, name: str | None) -> None:
        """Save the answers as a profile, and remove the draft unless the input ends before."""
        if self.has_input:
            outcome = self.saver.save(self.interview, name)
            self.has_input = outcome is not Saving.UNDECIDED
        if self.has_input:
            self.draft.delete()

    def show_next_steps(self, report: Report) -> None:
        """Show in one line what to do next, below the report."""
        self.announce_draft()
        if self.saver.saved_as is not None:
            self.interviewer.frontend.write("\n")
            self.interviewer.say(next_steps(report, self.saver.saved_as))


_STOPPED = both(
    "您的回答已保留（{count} 个），下次运行时可以接着回答。",
    "Your answers are saved (answers: {count}); run the command again to continue.",
)
_UNKEPT = both(
    "回答无法保留，中途退出就会丢失：", "Your answers cannot be kept: if you stop, they are lost."
)
_UNFINISHED = both(
    "上次的问答没有完成（已保留 {count} 个回答）。",
    "You have an unfinished interview (answers saved: {count}).",
)
_GO_ON = both("接着回答", "continue")
_START_OVER = both("重新开始（放弃上次的回答）", "start over (discard those answers)")
_NO_ANSWERS = both("没有新的回答，无须保存。", "No new answers; there is nothing to save.")
