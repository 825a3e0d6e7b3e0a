"""The interview at a terminal: shows a question, takes the answer, and repeats it in words."""

from collections.abc import Sequence
from functools import partial

from rich.console import RenderableType

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import Calendar
from aeo_cli.cli.prompt.choices import menu_choices, preset_of
from aeo_cli.cli.prompt.frontend import (
    SHORTCUT_LABELS,
    Frontend,
    MenuChoice,
    Preset,
    SelectionMode,
    Shortcut,
    is_shortcut,
)
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Text
from aeo_cli.interview.dialogue import Interview, Navigation
from aeo_cli.interview.entries import (
    as_typed,
    read_entry,
    read_source,
    read_verified_on,
    selected,
)
from aeo_cli.interview.naming import NamingQuestion
from aeo_cli.interview.question import AnswerType, Question
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal import question as question_layout
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.answers import AnswerWords
from aeo_cli.presentation.wording.question import STAYS_OPEN, WHEN_ANSWERED, WHO_ANSWERED
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.model import Evidence
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.mistakes import Mistake

_MODES = {AnswerType.SET: SelectionMode.EACH_ONCE, AnswerType.KINDS: SelectionMode.REPEATED}


class Interviewer:
    """Asks a person at a terminal.

    Args:
        frontend: how to talk to the person.
        calendar: the calendar for the verdicts so far.
    """

    def __init__(self, frontend: Frontend, calendar: Calendar) -> None:
        self.frontend, self.page, self.calendar = frontend, frontend.page, calendar
        self.say = frontend.say

    def __call__(
        self, question: Question | NamingQuestion, interview: Interview
    ) -> GivenAnswer | Navigation:
        """Return a person's reply to a question, or the move that they make instead."""
        if isinstance(question, NamingQuestion):
            return self._name(question, interview)
        reply = None
        while reply is None:
            layout = question_layout.layout(
                question,
                interview.profile,
                self.page,
                len(interview.answers),
                interview.first_profile,
            )
            self._show_below(layout)
            reply = self._reply(question, interview)
        return reply

    def show_heading(self, text: Text) -> None:
        """Show a sentence in bold, below an empty line."""
        self.frontend.write("\n")
        self.say(text, blocks.STRONG)

    def choose(self, *labels: Text) -> int | None:
        """Return the index of the label that the person chooses; None: the input ended.

        Enter alone chooses the first.
        """
        return self.choose_line([label[self.page.lang] for label in labels], 0)

    def choose_line(self, lines: Sequence[str], default: int) -> int | None:
        """Return the index of the line that the person chooses; None: the input ended.

        Args:
            lines: what can be chosen.
            default: the index of the line that Enter alone chooses.
        """
        choices = [MenuChoice(str(number), line) for number, line in enumerate(lines, 1)]
        preset = Preset((default,), is_answer=False)
        indexes = self.frontend.choose(choices, SelectionMode.ONE, (), preset)
        return None if isinstance(indexes, Shortcut) else indexes[0]

    def _name(self, question: NamingQuestion, interview: Interview) -> GivenAnswer | Navigation:
        """Return the name that a person enters, empty if they skip it."""
        earlier = interview.earlier.get(question.fact)
        preset = Preset(text=as_typed(earlier.value)) if earlier and earlier.value else None
        layout = question_layout.naming_layout(
            question,
            interview.profile,
            self.page,
            len(interview.answers),
            has_answer=preset is not None,
        )
        self._show_below(layout)
        shortcuts = [Shortcut.SKIP] if not interview.answers else [Shortcut.BACK, Shortcut.SKIP]
        match name := self._entry(question, interview, shortcuts, preset):
            case Shortcut.BACK:
                return Navigation.BACK
            case Shortcut():
                return Navigation.SKIP_REST
        if name:
            self._repeat(str(name))
        return GivenAnswer(question.fact, name)

    def _reply(self, question: Question, interview: Interview) -> GivenAnswer | Navigation | None:
        """Return one reply; None: ask the question once more."""
        shortcuts = [
            shortcut for shortcut in Shortcut if interview.answers or shortcut is not Shortcut.BACK
        ]
        match value := self._value(question, interview, shortcuts):
            case Shortcut.LOOK:
                self._show_verdicts(interview)
                return None
            case Shortcut.BACK:
                return Navigation.BACK
            case Shortcut.SKIP:
                return Navigation.SKIP_REST
            case Shortcut.UNKNOWN:
                self._repeat(SHORTCUT_LABELS[Shortcut.UNKNOWN][self.page.lang])
                return GivenAnswer(question.fact, None)
        self._repeat(AnswerWords(interview, self.page.lang).value(question.fact, value))
        if question.reading:
            return self._with_evidence(question.fact, value, interview)
        return GivenAnswer(question.fact, value)

    def _value(
        self, question: Question, interview: Interview, shortcuts: Sequence[Shortcut]
    ) -> Value | Shortcut:
        preset = preset_of(interview.earlier.get(question.fact), question)
        if not question.choices:
            return self._entry(question, interview, shortcuts, preset)
        choices = menu_choices(question, self.page.lang)
        mode = _MODES.get(question.type, SelectionMode.ONE)
        indexes = self.frontend.choose(choices, mode, shortcuts, preset)
        return indexes if isinstance(indexes, Shortcut) else selected(question, indexes)

    def _entry(
        self,
        question: Question | NamingQuestion,
        interview: Interview,
        shortcuts: Sequence[Shortcut],
        preset: Preset | None,
    ) -> Value | Shortcut:
        """Return what a person types where there is nothing to choose from."""
        return self.frontend.enter(partial(read_entry, question, interview), shortcuts, preset)

    def _with_evidence(
        self, fact: str, value: Value, interview: Interview
    ) -> GivenAnswer | Navigation | None:
        """Ask who at customs gave this answer to a question of law, and when.

        Without such an answer the question stays open: the enterprise's own reading is no evidence.
        """
        shortcuts, on = (Shortcut.UNKNOWN, Shortcut.BACK), interview.on
        earlier = interview.earlier.get(fact)
        evidence = earlier.evidence if earlier and earlier.value == value else None
        known_source, known_day, _ = evidence or (None, None, None)
        while True:
            self.say(WHO_ANSWERED, blocks.STRONG)
            preset = Preset(text=known_source) if known_source else None
            match source := self.frontend.enter(_read_source, shortcuts, preset):
                case Shortcut.UNKNOWN:
                    self.say(STAYS_OPEN)
                    return GivenAnswer(fact, None)
                case Shortcut():
                    return Navigation.SKIP_REST if source is Shortcut.SKIP else None
            self._repeat(source)
            self.say(WHEN_ANSWERED.fill(day=on.isoformat()), blocks.STRONG)
            preset = Preset(text=known_day.isoformat()) if known_day else None
            day = self.frontend.enter(lambda typed: read_verified_on(typed, on), shortcuts, preset)
            if day is Shortcut.SKIP:
                return Navigation.SKIP_REST
            if day is not Shortcut.BACK:
                verified_on = None if isinstance(day, Shortcut) else day
                return GivenAnswer(fact, value, Evidence(source, verified_on, None))
            known_source = source  # the question before this one comes again, as it was answered

    def _show_verdicts(self, interview: Interview) -> None:
        report = assess(interview.catalogue, interview.profile, self.calendar, interview.on)
        words = ReportWords(report, interview.catalogue, self.page.lang)
        layout = question_layout.verdicts_so_far(words, self.page)
        self._show_below(layout)

    def _repeat(self, answer: str) -> None:
        """Show an answer as it was understood."""
        self.frontend.show(Prose(f"→ {visible(answer)}", blocks.ACCENT))

    def _show_below(self, layout: RenderableType) -> None:
        """Show a layout below an empty line."""
        self.frontend.write("\n")
        self.frontend.show(layout)


def _read_source(typed: str) -> str | Mistake:
    return read_source("" if is_shortcut(typed) else typed)
