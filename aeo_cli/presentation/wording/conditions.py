"""A condition in words, line by line, as an explanation shows it."""

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from aeo_cli.assessment.report import ProvisionAnswer
from aeo_cli.catalogue.model import Provision
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.labels import TRUTHS
from aeo_cli.presentation.wording.language import Language
from aeo_cli.rules.evaluation import Scope, evaluate
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.traces import (
    AllTrace,
    AnyTrace,
    CompareTrace,
    DefinedTrace,
    NotTrace,
    Trace,
    decides,
)


class ConditionLine(NamedTuple):
    """A line of a condition."""

    truth: Truth | None
    """None: the condition is shown without its result."""
    text: str
    question: str | None
    """The question that settles it, with the fact's name; None: the lines below settle it."""
    parts: tuple["ConditionLine", ...]
    is_decisive: bool = True
    """Whether this line decided the one above it."""

    def decisive_parts(self) -> tuple["ConditionLine", ...]:
        """Return the lines below this one, decisive only if this line decided anything itself."""
        return tuple(
            part._replace(is_decisive=part.is_decisive and self.is_decisive) for part in self.parts
        )


def truth_words(line: ConditionLine, language: Language) -> str:
    """Return the truth of a line, in brackets if it decided nothing; empty without a result."""
    if line.truth is None:
        return ""
    truth = TRUTHS[line.truth]
    return language.say(truth if line.is_decisive else _ASIDE.fill(it=truth))


class ConditionTree(NamedTuple):
    """A condition under its heading."""

    heading: str
    line: ConditionLine | None
    """None: there is no condition."""


def required_conditions(
    provision: Provision, words: CatalogueWords
) -> tuple[ConditionTree, ConditionTree]:
    """Return what a provision requires of the enterprise, and of any pending item."""
    trace = evaluate(provision.entitled, Scope.of({}, words.catalogue.conditions))
    entitled = ConditionTree(
        words.language.say(_ENTITLED), Outline(words, judged=False).line(trace)
    )
    return entitled, _required_of_item(provision, words)


def _required_of_item(provision: Provision, words: CatalogueWords) -> ConditionTree:
    """Return what a provision requires of any pending item."""
    if provision.kind is None:
        return ConditionTree(words.language.say(_STANDING), None)
    item_words = words.with_new_item(provision.kind)
    trace = evaluate(provision.triggered, Scope.of({}, words.catalogue.conditions))
    heading = words.language.say(_TRIGGERED, kind=words.kind_label(provision.kind))
    return ConditionTree(heading, Outline(item_words, judged=False).line(trace))


def judged_conditions(answer: ProvisionAnswer, words: CatalogueWords) -> Iterator[ConditionTree]:
    """Yield the conditions of a provision with their results: the enterprise's, then each item's.

    If no item of its kind is pending, the condition on items follows without a result.
    """
    yield ConditionTree(
        words.language.say(_ENTITLED), Outline(words, judged=True).line(answer.because)
    )
    if not answer.business:
        yield _required_of_item(words.provisions[answer.id], words)
    for item in answer.business:
        label, business = words.item_name(item.index), words.business(item.index)
        heading = words.language.labelled(label, business)
        yield ConditionTree(heading, Outline(words, judged=True).line(item.because))


class Outline:
    """Puts conditions into words.

    Args:
        words: the words of their catalogue and items.
        judged: whether to show the values found and the truth of each line, or only what is
            required.
    """

    def __init__(self, words: CatalogueWords, *, judged: bool) -> None:
        self.words, self.language, self.judged = words, words.language, judged

    def line(self, node: Trace) -> ConditionLine:
        """Return an evaluated condition in words."""
        match node:
            case AllTrace(parts=()):
                return self._grouped(node, _NO_CONDITION)
            case AllTrace():
                return self._grouped(node, _ALL)
            case AnyTrace():
                return self._grouped(node, _ANY)
            case NotTrace():
                return self._grouped(node, _NOT)
            case DefinedTrace():
                return self._defined(node)
            case CompareTrace():
                return self._compared(node)
            case _:
                assert_never(node)

    def _grouped(self, node: Trace, heading: Text) -> ConditionLine:
        parts = (self.line(part)._replace(is_decisive=decides(part, node)) for part in node.parts)
        return ConditionLine(self._truth(node), self.language.say(heading), None, tuple(parts))

    def _defined(self, node: DefinedTrace) -> ConditionLine:
        label = self.language.say(self.words.catalogue.definitions[node.definition].label)
        inner = self.line(node.is_)
        if inner.question is not None:
            return ConditionLine(self._truth(node), label, None, (inner,))
        return inner._replace(text=self.language.labelled(label, inner.text))

    def _compared(self, node: CompareTrace) -> ConditionLine:
        words, language, name = self.words, self.language, node.fact
        if self.judged:
            text = words.compared(node)
        else:
            label = words.fact_label(name, with_item=False)
            text = language.labelled(label, words.required(node))
        question = language.with_remark(words.question(name, with_item=False), name)
        return ConditionLine(self._truth(node), text, question, ())

    def _truth(self, node: Trace) -> Truth | None:
        return node.truth if self.judged else None


_ASIDE = both("（{it}）", "({it})")
"""For a line that decided nothing."""
_ALL = both("须同时符合下列条件", "all of the following")
_ANY = both("须符合下列条件之一", "any of the following")
_NOT = both("不得有下列情形", "the following must not be met")
_NO_CONDITION = both("不设条件", "no condition")
_ENTITLED = both("主体条件", "The enterprise")
_TRIGGERED = both("业务条件：{kind}", "The business: {kind}")
_STANDING = both("不以待办业务为条件", "No pending business required")
