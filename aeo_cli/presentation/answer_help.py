"""The help beside an answer in a workbook: what is asked, and how to write it."""

from collections.abc import Callable, Sequence

from aeo_cli.documents.text import Text, both
from aeo_cli.rules.fact_values import MEMBER_SEPARATOR
from aeo_cli.rules.facts import Fact, FactType, ImpliedBy, KnownBy


def answer_help(fact: Fact | None, say: Callable[[Text], str]) -> str:
    """Return the question and its help, and how a set is written.

    Args:
        fact: the fact; None: it is `ref`.
        say: returns a text in the language of the workbook.
    """
    if fact is None:
        return say(_REF)
    texts: list[Text] = [fact.question, *filter(None, [fact.help])]
    if fact.known_by is KnownBy.CUSTOMS:
        texts.append(_FOR_CUSTOMS)
    if fact.implied_by is ImpliedBy.KIND:
        texts.append(_IMPLIED)
    lines = [say(text) for text in texts]
    if fact.type is FactType.SET:
        words = f"{MEMBER_SEPARATOR} ".join(say(label) for label in fact.choices.values())
        lines.append(say(_SEVERAL.fill(words=words)))
    return "\n".join(lines)


def column_help(facts: Sequence[Fact], say: Callable[[Text], str]) -> str:
    """Return the help of a fact of pending items, for each kind that asks in other words."""
    return "\n\n".join(dict.fromkeys(answer_help(fact, say) for fact in facts))


_REF = both(
    "在多家企业中识别本企业的编号，可不填", "identifies the enterprise among others; optional"
)
_SEVERAL = both(
    "可填多项，用分号隔开：{words}", "Separate several answers with semicolons: {words}"
)
_IMPLIED = both(
    "留空视为“是”，因为该业务种类已含此意；不清楚的，请选“不知道”。",
    "An empty cell means yes, as the kind of business implies; if not known, choose I don't know.",
)
_FOR_CUSTOMS = both(
    "须由海关答复；未获答复前请留空。",
    "Only customs can answer this; leave it empty until customs has answered.",
)
