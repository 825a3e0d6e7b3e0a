"""The questions that only customs can answer, on a sheet to take to customs and fill in.

It is plain text, for a letter, a printer or an e-mail: each question with what depends on it, and
room for the answer, for who gave it, and when.
"""

from collections.abc import Iterator

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.padding import Padding

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import both
from aeo_cli.presentation.page import LabelledRow, Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import STRONG
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.names import item_index

_BLANK = 40
"""Columns of a line to write on."""


def sheet(report_words: ReportWords, page: Page, profile: str | None) -> str:
    """Return the sheet as text.

    Args:
        report_words: the words of the report in which the questions are open.
        page: the page.
        profile: the file of the profile; None: it has none.
    """
    return blocks.printed(_Sheet(report_words, page).content(profile), page)


class _Sheet:
    """The layout of the sheet."""

    def __init__(self, report_words: ReportWords, page: Page) -> None:
        self.report_words, self.words, self.page = report_words, report_words.words, page
        self.say = report_words.language.say

    def content(self, profile: str | None) -> RenderableType:
        report = self.report_words.report
        questions = report.questions_for_customs
        head = Digest(self.report_words).head()
        parts = [
            part
            for number, fact in enumerate(questions, 1)
            for part in self.question(number, fact.fact)
        ]
        then = self.instructions(profile) if questions else ("", Prose(self.say(_NONE)))
        title = Prose(self.say(_TITLE), STRONG)
        return Stack(title, "", blocks.rows(head, self.page), *parts, *then)

    def question(self, number: int, name: str) -> Iterator[RenderableType]:
        """Yield a question, the measures that it affects, and room for the answer."""
        fact = self.words.fact(name)
        index = item_index(name)
        wording = self.say(fact.question)
        if index is not None:
            words, language = self.words, self.report_words.language
            item = language.with_remark(words.business(index), words.item_name(index))
            wording = language.labelled(item, wording)
        yield blocks.section(f"{number}. {wording}")
        yield Padding(blocks.rows(self.rows(name), self.page), (0, 0, 0, 3))

    def rows(self, name: str) -> Iterator[LabelledRow]:
        """Yield what a reader has to know about a question, and the lines to fill in."""
        fact, blank = self.words.fact(name), "_" * min(_BLANK, self.page.width // 2)
        if fact.help:
            yield self.say(both("说明", "help")), self.say(fact.help)
        yield self.say(both("影响", "affects")), self.affected(name)
        answer = blank
        if fact.type is FactType.BOOLEAN:
            answer = self.say(both("□ 是    □ 否", "[ ] yes    [ ] no"))
        elif fact.choices:
            labels = (self.say(choice) for choice in fact.choices.values())
            answer = "    ".join(f"{self.say(both('□', '[ ]'))} {label}" for label in labels)
        yield self.say(both("答复", "answer")), answer
        yield self.say(both("答复人", "by")), blank
        yield self.say(both("答复日期", "date")), blank

    def affected(self, name: str) -> str:
        """Return the measures that a fact affects, with the provisions."""
        ids = set(self.report_words.provisions_by_open_fact[name])
        return self.report_words.language.clauses(
            f"{self.report_words.language.listed(hit)} {self.say(measure.title)}"
            for measure in self.report_words.report.measures
            if (hit := [provision.id for provision in measure.provisions if provision.id in ids])
        )

    def instructions(self, profile: str | None) -> Iterator[RenderableType]:
        """Yield how to put the answers into the profile."""
        name = visible(profile or "profile.toml")
        yield blocks.section(self.say(_THEN))
        yield Prose(self.say(_ASK_AGAIN, name=name))


_TITLE = both("请海关答复的问题", "Questions for customs")
_NONE = both("没有须问海关的问题。", "There are no questions for customs.")
_THEN = both("得到答复后", "When customs has answered")
_ASK_AGAIN = both(
    "运行 aeo check {name} --ask，逐项填入答复、答复人和日期。",
    "Run aeo check {name} --ask and enter each answer, who gave it, and when.",
)
