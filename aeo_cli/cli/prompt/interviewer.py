"""The interview at a terminal: shows a question, takes the answer, and repeats it in words."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import Calendar
from aeo_cli.cli.prompt.frontend import (
    NONE_OF_THESE,
    SHORTCUT_LABELS,
    Frontend,
    MenuChoice,
    SelectionMode,
    Shortcut,
    is_shortcut,
    normalized,
)
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.numbers import whole_number
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.interview.dialogue import Interview, Navigation
from aeo_cli.interview.question import AnswerType, Question
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal import question as question_layout
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.model import Evidence
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.fact_values import Mistake, read, read_date, read_text
from aeo_cli.rules.facts import Fact, FactType

_MODES = {
    AnswerType.SET: SelectionMode.EACH_ONCE,
    AnswerType.KINDS: SelectionMode.REPEATED,
}


class Interviewer:
    """Asks a person at a terminal.

    Args:
        frontend: how to talk to the person.
        page: the page on which to lay out text.
        calendar: the calendar for the verdicts so far.
    """

    def __init__(self, frontend: Frontend, page: Page, calendar: Calendar) -> None:
        self.frontend, self.page, self.calendar = frontend, page, calendar

    def __call__(self, question: Question, interview: Interview) -> GivenAnswer | Navigation:
        """Return a person's reply to a question, or the move that they make instead."""
        reply = None
        while reply is None:
            layout = question_layout.layout(
                question, interview.profile, self.page, len(interview.answers)
            )
            self.frontend.show(f"\n{blocks.printed(layout, self.page)}")
            reply = self._reply(question, interview)
        return reply

    def say(self, text: Text, style: str = "") -> None:
        """Show a sentence."""
        self.frontend.show(blocks.printed(Prose(visible(text[self.page.lang]), style), self.page))

    def show_heading(self, text: Text) -> None:
        """Show a sentence in bold, below an empty line."""
        self.frontend.show("\n")
        self.say(text, blocks.STRONG)

    def choose(self, *labels: Text) -> int | None:
        """Return the index of the label that the person chooses; None: the input ended."""
        choices = [
            MenuChoice(str(number), label[self.page.lang]) for number, label in enumerate(labels, 1)
        ]
        selected = self.frontend.choose(choices, SelectionMode.ONE, ())
        return None if isinstance(selected, Shortcut) else selected[0]

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
                self._repeat(SHORTCUT_LABELS[Shortcut.UNKNOWN])
                return GivenAnswer(question.fact, None)
        self._repeat(self._in_words(question, value, interview))
        if question.reading:
            return self._with_evidence(question.fact, value, interview.on)
        return GivenAnswer(question.fact, value)

    def _value(
        self, question: Question, interview: Interview, shortcuts: Sequence[Shortcut]
    ) -> Value | Shortcut:
        if not question.choices:
            fact = _fact(question, interview)
            return self.frontend.enter(lambda typed: read(fact, _raw(fact, typed)), shortcuts)
        choices = menu_choices(question, self.page.lang)
        mode = _MODES.get(question.type, SelectionMode.ONE)
        selected = self.frontend.choose(choices, mode, shortcuts)
        if isinstance(selected, Shortcut):
            return selected
        values = [question.choices[index].value for index in selected]
        return values[0] if mode is SelectionMode.ONE else tuple(map(str, values))

    def _with_evidence(self, fact: str, value: Value, on: date) -> GivenAnswer | Navigation | None:
        """Ask who at customs gave this answer to a question of law, and when.

        Without such an answer the question stays open: the enterprise's own reading is no evidence.
        """
        shortcuts = (Shortcut.UNKNOWN, Shortcut.BACK)
        self.say(_WHO, blocks.STRONG)
        source = self.frontend.enter(_read_name, shortcuts)
        day: date | Shortcut = on
        if isinstance(source, str):
            self._repeat(both(source, source))
            self.say(_WHEN.fill(day=on.isoformat()), blocks.STRONG)
            day = self.frontend.enter(lambda typed: _read_day(typed, on), shortcuts)
        if source is Shortcut.UNKNOWN:
            self.say(_STAYS_OPEN)
            return GivenAnswer(fact, None)
        if isinstance(source, Shortcut) or day in {Shortcut.BACK, Shortcut.SKIP}:
            return Navigation.SKIP_REST if Shortcut.SKIP in {source, day} else None
        verified_on = None if isinstance(day, Shortcut) else day
        return GivenAnswer(fact, value, Evidence(source, verified_on, None))

    def _show_verdicts(self, interview: Interview) -> None:
        report = assess(interview.catalogue, interview.profile, self.calendar, interview.on)
        words = ReportWords(report, interview.catalogue, self.page.lang)
        layout = question_layout.verdicts_so_far(words, self.page)
        self.frontend.show(f"\n{blocks.printed(layout, self.page)}")

    def _repeat(self, text: Text) -> None:
        """Show an answer as it was understood."""
        line = Prose(f"→ {visible(text[self.page.lang])}", blocks.ACCENT)
        self.frontend.show(blocks.printed(line, self.page))

    def _in_words(self, question: Question, value: Value, interview: Interview) -> Text:
        words = CatalogueWords(interview.catalogue, self.page.lang)
        if question.type is AnswerType.KINDS and isinstance(value, tuple):
            counts = Counter(value).items()
            answer = words.language.listed(
                words.kind_label(kind) if count == 1 else f"{words.kind_label(kind)} × {count}"
                for kind, count in counts
            )
        else:
            answer = "" if value == () else words.value(_fact(question, interview), value)
        return both(answer, answer) if answer else NONE_OF_THESE


def menu_choices(question: Question, lang: Lang) -> list[MenuChoice]:
    """Return the choices of a question, shown in one language and understood in both."""
    other_lang = Lang.EN if lang is Lang.ZH else Lang.ZH
    return [
        MenuChoice(
            key=choice.key,
            label=visible(choice.label[lang]),
            help=visible(choice.help[lang]) if choice.help else "",
            other_label=visible(choice.label[other_lang]),
        )
        for choice in question.choices
    ]


def _fact(question: Question, interview: Interview) -> Fact:
    kinds = [item.kind for item in interview.profile.business]
    return interview.catalogue.fact(question.fact, kinds)


def _raw(fact: Fact, typed: str) -> object:
    """Return typed text as the value of a document; full-width digits count as digits."""
    is_number = fact.type is FactType.INTEGER and typed.isdecimal()
    number = whole_number(normalized(typed)) if is_number else None
    return typed if number is None else number


def _read_name(typed: str) -> str | Mistake:
    is_line = typed.isprintable() and 0 < len(typed) <= _MAX_NAME
    if is_line and not is_shortcut(typed):
        return read_text(typed)
    return Mistake(_A_NAME.fill(most=_MAX_NAME))


def _read_day(typed: str, on: date) -> date | Mistake:
    """Return the day of an answer, which is not after the day of assessment."""
    day = read_date(typed) if typed else on
    if isinstance(day, Mistake) or day <= on:
        return day
    return Mistake(both("不晚于 {on} 的日期", "a day not after {on}").fill(on=on.isoformat()))


_MAX_NAME = 200
_A_NAME = both(
    "答复的海关部门或协调员，一行，不超过 {most} 字",
    "the office or coordinator that answered, in one line of {most} characters at most",
)
_WHO = both(
    "海关哪个部门、哪位协调员这样答复？（没有人答复过，请选“不知道”）",
    "Which office or coordinator of customs said so? (If nobody has, you do not know.)",
)
_WHEN = both("哪一天答复的？（直接回车即为 {day}）", "On which day? (Enter alone: {day})")
_STAYS_OPEN = both(
    "没有海关的答复，这个问题留作未知。", "Without an answer from customs the question stays open."
)
