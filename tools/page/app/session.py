"""The session of a reader of the page: what they opened and answered so far.

It runs in a worker of the browser. What is asked, read, decided and counted here is so by the
functions that the command line calls.
"""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import Calendar, ChineseCalendar
from aeo_cli.assessment.loader import LoadedReport, load_report
from aeo_cli.assessment.report import REPORT, Report
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.documents import syntax
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.text import both
from aeo_cli.interview import naming
from aeo_cli.interview.dialogue import Interview
from aeo_cli.interview.naming import NamingQuestion
from aeo_cli.interview.question import Question
from aeo_cli.interview.revision import (
    question_of_answer,
    question_of_fact,
    question_of_new_items,
    with_changed_answer,
)
from aeo_cli.presentation.wording.labels import DAY_OF_ASSESSMENT
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.loader import LoadedProfile, load_profile
from aeo_cli.profile.model import BUSINESS
from aeo_cli.rules.dates import SHANGHAI, read_date
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.mistakes import Mistake
from tools.page.app.forms import Fields, Mistakes, read_form


class Aside(NamedTuple):
    """Why a question is asked that is not next in turn: to correct something, or to add items."""

    corrected: GivenAnswer | None = None
    """The answer that it would correct; None: it adds one."""
    position: int | None = None
    """Of that answer among those given; None: it is in the open profile."""


class Session:
    """What one reader opened and answered; each method is something that they can do."""

    def __init__(self) -> None:
        self.catalogue = load_catalogue()
        self.calendar: Calendar = ChineseCalendar()
        self.start_over()

    def start_over(self) -> None:
        """Forget everything: what was opened and answered, and the day that was set."""
        self.on = datetime.now(SHANGHAI).date()
        """The day of assessment."""
        self.forget()

    def forget(self) -> None:
        """Forget what was opened and answered."""
        self.name: str | None = None
        """Of the open file."""
        self.loaded: LoadedProfile | None = None
        self.saved: LoadedReport | None = None
        self.interview: Interview | None = None
        self.asked: Question | NamingQuestion | None = None
        self.aside: Aside | None = None
        """Of the asked question; None: it was next in turn."""

    def set_day(self, on: str) -> None:
        """Assess as of another day.

        Raises:
            InputError: it is no date, or out of range.
        """
        day = read_date(on)
        if isinstance(day, Mistake):
            raise InputError([Problem(DAY_OF_ASSESSMENT, quoted(on), day.expected, day.hint)])
        self._require_no_report()
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
        opened = self.read(name, content)
        self.forget()
        self.name = name
        if isinstance(opened, LoadedReport):
            self.saved = opened
        else:
            self.loaded = opened

    def read(self, name: str, content: bytes) -> LoadedProfile | LoadedReport:
        """Return what is in a file. Its name is one of another computer, and no path here.

        Raises:
            InputError: it cannot be read, with every problem.
        """
        load = load_report if _is_report(content) else load_profile
        with TemporaryDirectory() as folder:
            path = Path(folder) / "opened"
            path.write_bytes(content)
            try:
                return load(str(path), self.catalogue)
            except InputError as error:
                raise error.within(visible(name)) from error

    def ask(self) -> None:
        """Begin the interview: about the open profile, or about an enterprise not yet described."""
        self.continue_with(self._first_interview())

    def _require_no_report(self) -> None:
        """Require that no saved report is open, which is as it is.

        Raises:
            InputError: one is.
        """
        if self.saved:
            raise InputError([_SAVED])

    def _first_interview(self) -> Interview:
        self._require_no_report()
        return self.interview_about(self.loaded)

    def interview_about(self, loaded: LoadedProfile | None) -> Interview:
        """Return the interview at its start: about a profile, or one that says nothing."""
        document = syntax.parse(loaded.text) if loaded else {"enterprise": {}}
        return Interview(self.catalogue, document, self.on)

    def continue_with(self, interview: Interview) -> None:
        """Ask the next question of an interview, if one is left."""
        self.interview, self.asked = interview, interview.question_for_person
        self.aside = None

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
        if self.aside and self.aside.position is not None:
            self.continue_with(with_changed_answer(self.current, self.aside.position, answer))
        elif self.aside and answer.fact == BUSINESS and not answer.value:
            self.continue_with(self.current)  # nothing is added to what is pending
        else:
            self.continue_with(self.current.with_answer(answer))

    def go_back(self) -> None:
        """Return to the question before, or to the answers if this one was not next in turn."""
        if self.aside or not self.current.answers:
            self.finish()
        else:
            self.continue_with(self.current.without_last_answer())

    def finish(self) -> None:
        """Leave all questions that were not answered open."""
        self.asked, self.aside = None, None

    def change(self, position: int) -> None:
        """Ask the question again that the answer at a position answered."""
        self.asked = question_of_answer(self.current, position)
        self.aside = Aside(self.current.answers[position], position)

    def correct(self, fact: str) -> None:
        """Ask the question of a fact that the open profile states."""
        stated = {answer.fact: answer for answer in self.stated}
        self.asked = question_of_fact(self.current, fact)
        self.aside = Aside(stated[fact])

    def add(self) -> None:
        """Ask which further items are pending."""
        self.asked, self.aside = question_of_new_items(self.current), Aside()

    def go_on(self) -> None:
        """Ask the questions that were left open."""
        self.continue_with(self.current)

    def report(self) -> Report:
        """Return the report: the saved one, or on the profile."""
        if self.saved:
            return self.saved.report
        return assess(self.catalogue, self.current.profile, self.calendar, self.on)

    @property
    def stated(self) -> list[GivenAnswer]:
        """What the open profile states, as answers: those that can be asked for anew."""
        if self.loaded is None:
            return []
        interview, profile = self.current, self.loaded.profile
        known, answered = profile.known(), {answer.fact for answer in interview.answers}
        name = naming.enterprise_name(self.catalogue)
        return [
            GivenAnswer(fact, known.get(fact), profile.evidence.get(fact))
            for fact in dict.fromkeys((*known, *profile.unknown))
            if fact not in answered
            if fact == name or (fact != BUSINESS and interview.fact(fact).type is not FactType.TEXT)
        ]

    @property
    def calendar_of_report(self) -> Calendar:
        """The calendar that counted the dates of the report."""
        return self.saved.calendar if self.saved else self.calendar


def _is_report(content: bytes) -> bool:
    """Return whether a file says that it is a saved report."""
    try:
        return bool(syntax.parse(syntax.decode(content)[0]).get("schema") == REPORT)
    except InputError:
        return False


_SAVED = Problem(
    "",
    both("保存的报告不能更改", "a saved report cannot be changed"),
    None,
    both("请打开企业情况文件", "open the profile instead"),
)
