"""A condition in words, line by line: what an explanation is made of."""

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from aeo_cli.assessment.report import ProvisionAnswer
from aeo_cli.catalogue.model import Provision
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.rules.evaluation import Scope, evaluate
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.traces import AllTrace, AnyTrace, CompareTrace, DefinedTrace, NotTrace, Trace


class Line(NamedTuple):
    """A line of a condition."""

    truth: Truth | None
    """None: it is told by itself, and not judged."""
    text: str
    asked: str | None
    """The question that settles it, with the fact's name; None: other lines settle it."""
    parts: tuple["Line", ...]
    counts: bool = True
    """Whether the line above came out as it did through this one."""


def outline(trace: Trace, words: CatalogueWords, *, judged: bool) -> Line:
    """Return a condition in words.

    Args:
        trace: the condition, evaluated.
        words: the words for its catalogue and items.
        judged: whether to tell the values that it met, or what it asks for alone.
    """
    return _Outline(words, judged=judged).line(trace)


class Tree(NamedTuple):
    """A condition with what it is the condition of."""

    name: str
    line: Line | None
    """None: there is nothing to ask for."""


def demanded(provision: Provision, words: CatalogueWords) -> tuple[Tree, Tree]:
    """Return what a provision asks of the enterprise and of a pending item, of any of them."""
    definitions = words.catalogue.conditions
    trace = evaluate(provision.entitled, Scope.of({}, definitions))
    entitled = Tree(words.say(_ENTITLED), outline(trace, words, judged=False))
    if provision.kind is None:
        return entitled, Tree(words.say(_STANDING), None)
    item = {"id": None, "kind": provision.kind, "note": None}
    imagined = CatalogueWords(words.catalogue, words.lang, [item])
    trace = evaluate(provision.triggered, Scope.of({}, definitions))
    name = words.say(_TRIGGERED, kind=imagined.kind(provision.kind))
    return entitled, Tree(name, outline(trace, imagined, judged=False))


def judged(answer: ProvisionAnswer, words: CatalogueWords) -> Iterator[Tree]:
    """Yield how the conditions of a provision came out: the enterprise's, then each item's.

    Where no item of its kind is pending, what one would have to meet is told by itself.
    """
    yield Tree(words.say(_ENTITLED), outline(answer.because, words, judged=True))
    if not answer.business:
        yield demanded(words.provisions[answer.id], words)[1]
    for item in answer.business:
        name = words.labelled(words.item(item.index), words.business(item.index))
        yield Tree(name, outline(item.because, words, judged=True))


class _Outline:
    def __init__(self, words: CatalogueWords, *, judged: bool) -> None:
        self.words, self.say, self.judged = words, words.say, judged

    def line(self, node: Trace) -> Line:
        match node:
            case AllTrace(parts=()):
                return self.grouped(node, _NO_CONDITION)
            case AllTrace():
                return self.grouped(node, _ALL)
            case AnyTrace():
                return self.grouped(node, _ANY)
            case NotTrace():
                return self.grouped(node, _NOT)
            case DefinedTrace():
                return self.defined(node)
            case CompareTrace():
                return self.compared(node)
            case _:
                assert_never(node)

    def grouped(self, node: Trace, heading: Text) -> Line:
        parts = (
            self.line(part)._replace(counts=part.truth is node.truth or isinstance(node, NotTrace))
            for part in node.parts
        )
        return Line(self.truth(node), self.say(heading), None, tuple(parts))

    def defined(self, node: DefinedTrace) -> Line:
        name = self.say(self.words.catalogue.definitions[node.definition].label)
        inner = self.line(node.is_)
        if inner.asked is not None:
            return Line(self.truth(node), name, None, (inner,))
        text = self.words.labelled(name, inner.text)
        return inner._replace(text=text)

    def compared(self, node: CompareTrace) -> Line:
        words = self.words
        wanted = words.labelled(words.label(node.fact), words.required(node))
        asked = words.aside(words.question(node.fact), node.fact)
        return Line(self.truth(node), words.met(node) if self.judged else wanted, asked, ())

    def truth(self, node: Trace) -> Truth | None:
        return node.truth if self.judged else None


_ALL = both("以下须全部成立", "all of these")
_ANY = both("以下至少一项须成立", "any of these")
_NOT = both("以下须不成立", "not this")
_NO_CONDITION = both("不设条件", "no condition")
_ENTITLED = both("主体条件", "The enterprise")
_TRIGGERED = both("业务条件：{kind}", "The business: {kind}")
_STANDING = both("不以具体业务为条件", "Standing: it needs no pending business")
