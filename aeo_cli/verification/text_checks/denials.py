"""A check of questions: a yes to one means what the label says, in either language."""

import re
from collections.abc import Iterator

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.documents.text import Lang, both

CHECKS: list[Check] = []

# What only asks (是否), or is part of a word that denies nothing (不同).
_NEUTRAL = {
    Lang.ZH: r"是不是|有没有|能不能|是否|能否|可否|与否|不得不|不仅|不但|不同|不论|不断|无论|无人|"
    r"未来|非常|除非",
    Lang.EN: r"\bno\. |\bwhether or not\b|\bnot only\b|\bregardless\b|\bunless\b|"
    r"\bun(?:der|til|i[a-z])\w*",
}
# Words that deny.
_DENIAL = {
    Lang.ZH: r"没有|不|未|无|非",
    Lang.EN: r"\b(?:not|no|none|nor|neither|never|nothing|without|cannot)\b|n't\b|\bnon-?[a-z]|"
    r"\bun[a-z]{4}|\bin(?:complete|eligible|valid|correct|sufficient)|\birregular|[a-z]less\b",
}


@check(
    CHECKS,
    both("问法与名称一致", "questions that do not turn"),
    both(
        "字段的名称和提问要么都是否定的，要么都不是，中文和英文也一样；"
        "否则回答“是”的意思就与名称相反",
        "The label and the question of a fact deny alike, in Chinese as in English, or a yes to "
        "the question would mean a no to the label",
    ),
)
def denials_alike(index: CatalogueIndex) -> Iterator[Breach]:
    for path, fact in index.facts:
        texts = {
            f"{path}.{name}.{lang}": _denials(text[lang], lang)
            for name, text in (("label", fact.label), ("question", fact.question))
            for lang in Lang
        }
        denying = [place for place, count in texts.items() if count % 2]
        plain = [place for place, count in texts.items() if not count % 2]
        if denying and plain:
            rest = path.count(".") + 1
            sides = [
                ", ".join(".".join(place.split(".")[rest:]) for place in side)
                for side in (denying, plain)
            ]
            yield path, _TURNED.fill(denying=sides[0], plain=sides[1])


_TURNED = both("否定：{denying}；不否定：{plain}", "{denying} deny, {plain} do not")


def _denials(text: str, lang: Lang) -> int:
    """Return how many words of a text deny: an even number of them denies nothing."""
    rest = re.sub(_NEUTRAL[lang], " ", text, flags=re.IGNORECASE)
    return len(re.findall(_DENIAL[lang], rest, re.IGNORECASE))
