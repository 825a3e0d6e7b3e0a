"""The session of a reader of the page: what they opened and answered so far.

With `views` and `requests` it is all of the page that is Python; it runs in a worker of the
browser. What is asked, read, decided and counted here is asked, read, decided and counted by the
functions that the command line calls.
"""

from contextlib import chdir
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import Calendar, ChineseCalendar
from aeo_cli.assessment.loader import LoadedReport, load_report
from aeo_cli.assessment.report import REPORT, Report
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.documents import syntax
from aeo_cli.documents.model import Model
from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.text import Text, both
from aeo_cli.interview.dialogue import Interview
from aeo_cli.interview.draft_file import DraftFile
from aeo_cli.interview.naming import NamingQuestion
from aeo_cli.interview.question import Question
from aeo_cli.interview.revision import (
    question_of_answer,
    question_of_new_items,
    with_changed_answer,
)
from aeo_cli.presentation.wording.labels import DAY_OF_ASSESSMENT
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.changes import with_preset
from aeo_cli.profile.loader import LoadedProfile, load_profile
from aeo_cli.profile.model import BUSINESS
from aeo_cli.rules.dates import SHANGHAI, read_date
from aeo_cli.rules.mistakes import Mistake
from tools.page.forms import Entries, Fields, Mistakes, entries_of, read_form


class KeptInterview(Model):
    """An unfinished interview as a browser keeps it, with the profile that it started from."""

    name: str | None
    text: str | None
    draft: DraftFile


class Session:
    """What one reader opened and answered; each method is something that they can do."""

    def __init__(self) -> None:
        self.catalogue = load_catalogue()
        self.calendar: Calendar = ChineseCalendar()
        self.on = datetime.now(SHANGHAI).date()
        """The day of assessment."""
        self.start_over()

    def start_over(self) -> None:
        """Forget what was opened and answered."""
        self.name: str | None = None
        """Of the open file."""
        self.loaded: LoadedProfile | None = None
        self.saved: LoadedReport | None = None
        self.interview: Interview | None = None
        self.asked: Question | NamingQuestion | None = None
        self.changed: int | None = None
        """The position of the answer that the asked question would change; None: it adds one."""

    def set_day(self, on: str) -> None:
        """Assess as of another day.

        Raises:
            InputError: it is no date, or out of range.
        """
        day = read_date(on)
        if isinstance(day, Mistake):
            raise InputError([Problem(DAY_OF_ASSESSMENT, quoted(on), day.expected, day.hint)])
        self.on = day
        if before := self.interview:
            self.interview = Interview(
                self.catalogue, before.document, day, before.answers, before.earlier
            )

    def open(self, name: str, content: bytes) -> None:
        """Open a profile, a workbook that was filled in, or a saved report.

        Raises:
            InputError: it is none of them, or has mistakes; what was open before stays open.
        """
        with TemporaryDirectory() as folder, chdir(folder):
            Path(name).write_bytes(content)
            load = load_report if _is_report(content) else load_profile
            opened = load(name, self.catalogue)
        self.start_over()
        self.name = name
        if isinstance(opened, LoadedReport):
            self.saved = opened
        else:
            self.loaded = opened

    def ask(self) -> None:
        """Begin the interview: about the open profile, or about an enterprise not yet described."""
        self._ask_next(self._first_interview())

    def _first_interview(self) -> Interview:
        document = syntax.parse(self.loaded.text) if self.loaded else {"enterprise": {}}
        return Interview(self.catalogue, document, self.on)

    def _ask_next(self, interview: Interview) -> None:
        """Ask the next question of an interview, if one is left."""
        self.interview, self.changed = interview, None
        self.asked = interview.question_for_person

    @property
    def current(self) -> Interview:
        """The interview; it begins when it is first asked for."""
        if self.interview is None:
            self.interview = self._first_interview()
        return self.interview

    def answer(self, fields: Fields) -> Mistakes:
        """Answer the question as its form is filled in, unless that has mistakes: these."""
        if self.asked is None:
            return {}
        read = read_form(self.asked, self.current, self.on, fields)
        if not isinstance(read, GivenAnswer):
            return read
        self._give(read)
        return {}

    def skip_name(self) -> None:
        """Leave a name out."""
        self.answer({})

    def leave_open(self) -> None:
        """Answer the question with "I don't know"."""
        if self.asked is not None:
            self._give(GivenAnswer(self.asked.fact, None))

    def _give(self, answer: GivenAnswer) -> None:
        if self.changed is not None:
            self._ask_next(with_changed_answer(self.current, self.changed, answer))
        elif answer.fact == BUSINESS and not answer.value and self.current.profile.business_given:
            self._ask_next(self.current)  # nothing is added to what is pending
        else:
            self._ask_next(self.current.with_answer(answer))

    def go_back(self) -> None:
        """Return to the question before; from the first, or while an answer is changed, to none."""
        if self.changed is None and self.current.answers:
            self._ask_next(self.current.without_last_answer())
        else:
            self.finish()

    def finish(self) -> None:
        """Leave all questions that were not answered open."""
        self.asked, self.changed = None, None

    def change(self, position: int) -> None:
        """Ask the question again that the answer at a position answered."""
        self.asked, self.changed = question_of_answer(self.current, position), position

    def add(self) -> None:
        """Ask which further items are pending."""
        self.asked, self.changed = question_of_new_items(self.current), None

    def go_on(self) -> None:
        """Ask the questions that were left open."""
        self._ask_next(self.current)

    def report(self) -> Report:
        """Return the report: the saved one, or on the profile."""
        if self.saved:
            return self.saved.report
        return assess(self.catalogue, self.current.profile, self.calendar, self.on)

    def supposed_report(self, preset: str) -> Report:
        """Return the report if what a preset of the catalogue says were so."""
        change, catalogue = self.catalogue.presets[preset], self.catalogue
        profile = with_preset(self.current.profile, change, catalogue, self.on)
        return assess(self.catalogue, profile, self.calendar, self.on)

    def entries(self) -> Entries:
        """Return what was entered for the asked question before."""
        if self.asked is None:
            return Entries()
        if self.changed is not None:
            return entries_of(self.asked, self.current.answers[self.changed])
        return entries_of(self.asked, self.current.earlier.get(self.asked.fact))

    @property
    def calendar_of_report(self) -> Calendar:
        """The calendar that counted the dates of the report."""
        return self.saved.calendar if self.saved else self.calendar

    @property
    def notes(self) -> tuple[Text, ...]:
        """How the open file was read."""
        opened = self.saved or self.loaded
        return opened.notes if opened else ()

    def kept(self) -> KeptInterview:
        """Return what a browser has to keep, so that the interview can be resumed."""
        text, draft = self.loaded and self.loaded.text, DraftFile.of(self.current)
        return KeptInterview(name=self.name, text=text, draft=draft)

    def resume(self, kept: str) -> None:
        """Resume an interview that a browser kept.

        Raises:
            InputError: it is damaged, or of another catalogue, or none of its answers fits.
        """
        try:
            content = KeptInterview.model_validate_json(kept)
        except ValidationError as error:
            raise InputError([_NOT_RESUMED]) from error
        self.start_over()
        if content.name is not None and content.text is not None:
            self.open(content.name, content.text.encode())
        resumed = content.draft.resumed(self._first_interview())
        if resumed is None:
            raise InputError([_NOT_RESUMED])
        self._ask_next(resumed)


def _is_report(content: bytes) -> bool:
    """Return whether a file says that it is a saved report."""
    try:
        return bool(syntax.parse(syntax.decode(content)[0]).get("schema") == REPORT)
    except InputError:
        return False


_NOT_RESUMED = Problem(
    "",
    both("上次的回答已不能使用", "those answers cannot be used any more"),
    None,
    both("请放弃上次的回答，重新开始", "discard them and start over"),
)
