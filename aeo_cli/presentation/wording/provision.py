"""What a report says of a provision whichever pending item it is put to.

A report of many items repeats these phrases with each of them, so each is put together once.
"""

from functools import cached_property

from aeo_cli.assessment.report import ProvisionAnswer
from aeo_cli.documents.text import both
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.rules.kleene import Truth


class ProvisionWords:
    """The words of a provision in a report, in one language."""

    def __init__(self, words: CatalogueWords, answer: ProvisionAnswer) -> None:
        self.words, self.answer, self.say = words, answer, words.language.say

    @cached_property
    def label(self) -> str:
        """Route and binding force."""
        return self.words.label(self.answer)

    @cached_property
    def effect(self) -> str | None:
        """What it changes, if it changes a number."""
        return self.words.effect(self.answer.effect, self.answer.force)

    @cached_property
    def source(self) -> LabelledRow:
        """Its place in its document."""
        return self.words.source(self.answer.citation)

    @cached_property
    def caveats(self) -> list[str]:
        """Its own caveats."""
        return list(map(self.words.caveat, self.answer.caveats))

    @cached_property
    def start_label(self) -> str | None:
        """The label of the fact from which its limit runs, if it has one."""
        provision = self.words.provisions[self.answer.id]
        if provision.kind is None or provision.runs_from is None:
            return None
        return self.say(self.words.catalogue.kinds[provision.kind].facts[provision.runs_from].label)

    @cached_property
    def otherwise(self) -> str | None:
        """What the enterprise can use instead, as far as the ordinary rule is open to it."""
        if self.answer.ordinary is Truth.FALSE:
            return self.say(NOT_OPEN)
        instead = None if self.answer.otherwise is None else self.say(self.answer.otherwise)
        if self.answer.ordinary is Truth.TRUE:
            return instead
        perhaps = self.say(PERHAPS_OPEN)
        return perhaps if instead is None else self.words.language.clauses((perhaps, instead))


NOT_OPEN = both(
    "无，通常规则也不适用于该企业",
    "none; the ordinary rule is not available to the enterprise either",
)
PERHAPS_OPEN = both(
    "通常规则是否适用于该企业待定",
    "whether the ordinary rule is available to the enterprise is undetermined",
)
