"""A person at a terminal: each question is shown, answered through a front, and told back."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import Calendar
from aeo_cli.cli.prompt.front import COMMANDS, Front, MenuChoice, Several, Shortcut, is_sign
from aeo_cli.cli.prompt.front import NOTHING as NONE_OF_THESE
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.interview.dialogue import Interview, Move
from aeo_cli.interview.question import AnswerType, Question
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal import question as shown
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.profile.answers import Reply
from aeo_cli.profile.model import Evidence
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.values import Mistake, read, read_date, read_text

_SEVERAL = {AnswerType.SET: Several.EACH_ONCE, AnswerType.KINDS: Several.REPEATED}


class Person:
    """Who answers the questions.

    Args:
        front: how to talk to them.
        page: what is shown is laid out on it.
        calendar: for the verdicts so far.
    """

    def __init__(self, front: Front, page: Page, calendar: Calendar) -> None:
        self.front, self.page, self.calendar = front, page, calendar

    def __call__(self, question: Question, interview: Interview) -> Reply | Move:
        """Return what a person answers to a question, or where they want to go instead."""
        reply = None
        while reply is None:
            page = shown.layout(question, interview.profile, self.page, len(interview.answers))
            self.front.show(f"\n{blocks.printed(page, self.page)}")
            reply = self._reply(question, interview)
        return reply

    def say(self, text: Text, style: str = "") -> None:
        """Show a sentence."""
        self.front.show(blocks.printed(Prose(visible(text[self.page.lang]), style), self.page))

    def _reply(self, question: Question, interview: Interview) -> Reply | Move | None:
        """Return one reply; None: the question is to be put once more."""
        commands = [one for one in Shortcut if interview.answers or one is not Shortcut.BACK]
        match value := self._value(question, interview, commands):
            case Shortcut.LOOK:
                self._look(interview)
                return None
            case Shortcut.BACK:
                return Move.BACK
            case Shortcut.SKIP:
                return Move.SKIP
            case Shortcut.UNKNOWN:
                self._tell_back(COMMANDS[Shortcut.UNKNOWN])
                return Reply(question.fact, None)
        self._tell_back(self._spoken(question, value, interview))
        if question.reading:
            return self._confirmed(question.fact, value, interview.on)
        return Reply(question.fact, value)

    def _value(
        self, question: Question, interview: Interview, commands: Sequence[Shortcut]
    ) -> Value | Shortcut:
        if not question.choices:
            fact = _fact(question, interview)
            return self.front.enter(lambda typed: read(fact, _raw(fact, typed)), commands)
        choices = offered(question, self.page.lang)
        several = _SEVERAL.get(question.type, Several.ONE)
        chosen = self.front.choose(choices, several, commands)
        if isinstance(chosen, Shortcut):
            return chosen
        values = [question.choices[place].value for place in chosen]
        return values[0] if several is Several.ONE else tuple(map(str, values))

    def _confirmed(self, fact: str, value: Value, on: date) -> Reply | Move | None:
        """Ask who answered a question of law, and when; where nobody did, it stays open."""
        commands = (Shortcut.UNKNOWN, Shortcut.BACK)
        self.say(_WHO, blocks.STRONG)
        source = self.front.enter(_read_name, commands)
        day: date | Shortcut = on
        if isinstance(source, str):
            self._tell_back(both(source, source))
            self.say(_WHEN.fill(day=on.isoformat()), blocks.STRONG)
            day = self.front.enter(lambda typed: _read_day(typed, on), commands)
        if source is Shortcut.UNKNOWN:
            self.say(_STAYS_OPEN)
            return Reply(fact, None)
        if isinstance(source, Shortcut) or day in {Shortcut.BACK, Shortcut.SKIP}:
            return Move.SKIP if Shortcut.SKIP in {source, day} else None
        verified_on = None if isinstance(day, Shortcut) else day
        return Reply(fact, value, Evidence(source, verified_on, None))

    def _look(self, interview: Interview) -> None:
        report = assess(interview.catalogue, interview.profile, self.calendar, interview.on)
        words = ReportWords(report, interview.catalogue, self.page.lang)
        self.front.show(f"\n{blocks.printed(shown.verdicts_so_far(words, self.page), self.page)}")

    # Words

    def _tell_back(self, text: Text) -> None:
        told = Prose(f"→ {visible(text[self.page.lang])}", blocks.ACCENT)
        self.front.show(blocks.printed(told, self.page))

    def _spoken(self, question: Question, value: Value, interview: Interview) -> Text:
        """Return an answer in words."""
        words = CatalogueWords(interview.catalogue, self.page.lang)
        if question.type is AnswerType.KINDS and isinstance(value, tuple):
            counts = Counter(value).items()
            told = words.language.listed(
                words.kind_label(kind) if count == 1 else f"{words.kind_label(kind)} × {count}"
                for kind, count in counts
            )
        else:
            told = "" if value == () else words.value(_fact(question, interview), value)
        return both(told, told) if told else NONE_OF_THESE


def offered(question: Question, lang: Lang) -> list[MenuChoice]:
    """Return the choices of a question, in one language and understood in both."""
    other = Lang.EN if lang is Lang.ZH else Lang.ZH
    return [
        MenuChoice(
            key=one.key,
            label=visible(one.label[lang]),
            help=visible(one.help[lang]) if one.help else "",
            also=visible(one.label[other]),
        )
        for one in question.choices
    ]


def _fact(question: Question, interview: Interview) -> Fact:
    kinds = [item.kind for item in interview.profile.business]
    return interview.catalogue.fact(question.fact, kinds)


def _raw(fact: Fact, typed: str) -> object:
    """Return what was typed as a document would write it; full-width digits are digits."""
    digits = fact.type is FactType.INTEGER and typed.isdecimal() and len(typed) < _DIGITS
    return int(typed) if digits else typed


_DIGITS = 10


def _read_name(typed: str) -> str | Mistake:
    good = typed.isprintable() and 0 < len(typed) <= _LONGEST_NAME and not is_sign(typed)
    return read_text(typed) if good else Mistake(_A_NAME.fill(most=_LONGEST_NAME))


def _read_day(typed: str, on: date) -> date | Mistake:
    """Return the day of an answer, which nobody can give after the day of assessment."""
    day = read_date(typed) if typed else on
    if isinstance(day, Mistake) or day <= on:
        return day
    return Mistake(both("不晚于 {on} 的日期", "a day not after {on}").fill(on=on.isoformat()))


_LONGEST_NAME = 200
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
