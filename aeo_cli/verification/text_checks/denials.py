"""Checks of denials: a yes means what the label says, and no language denies alone."""

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


# Words that bound a number: they deny nothing either.
_BOUND = {
    Lang.ZH: r"不(?:超过|高于|多于|低于|少于|短于|长于)",
    Lang.EN: r"\b(?:no|not) (?:less|fewer|more|shorter|longer) than\b|\bnot exceed",
}
# Words that say in one language what the other denies: 失信企业以外的 is "that is not dishonest".
_EXCEPTION = {
    Lang.ZH: r"外|除|只|限",
    Lang.EN: r"\b(?:except|excluding|other than|outside|few|little|only|instead|rather than)\b",
}
_VERB = {Lang.ZH: r"没有|不|未", Lang.EN: r"\b(?:not|never|cannot)\b|n't\b"}
"""Words that deny what a sentence says, not only a part of a name, such as 非侵入."""


@check(
    CHECKS,
    both("问法与名称一致", "consistent negation"),
    both(
        "字段的名称和提问要么都是否定的，要么都不是，中英文也须一致；否则回答“是”的意思"
        "就与名称相反",
        "The label and question of a fact are both negative or both not, and the same "
        "in both languages; otherwise “yes” to the question would mean the opposite of "
        "the label",
    ),
)
def denials_alike(index: CatalogueIndex) -> Iterator[Breach]:
    for path, fact in index.facts:
        texts = {
            f"{name}.{lang}": _denials(text[lang], lang)
            for name, text in (("label", fact.label), ("question", fact.question))
            for lang in Lang
        }
        denying = ", ".join(place for place, count in texts.items() if count % 2)
        plain = ", ".join(place for place, count in texts.items() if not count % 2)
        if denying and plain:
            yield path, _TURNED.fill(denying=denying, plain=plain)


_TURNED = both("否定：{denying}；不否定：{plain}", "negative: {denying}; not negative: {plain}")


def _denials(text: str, lang: Lang) -> int:
    """Return how many words of a text deny: an even number of them denies nothing."""
    return len(re.findall(_DENIAL[lang], _plain(text, lang), re.IGNORECASE))


def _plain(text: str, lang: Lang) -> str:
    """Return a text without what looks like a denial but is not one."""
    return re.sub(_NEUTRAL[lang], " ", text, flags=re.IGNORECASE)


@check(
    CHECKS,
    both("两种语言否定一致", "same negation in both languages"),
    both(
        "条款摘要在一种语言里有否定的，在另一种语言里也有否定或除外的词",
        "If the summary of a provision is negative in one language, it has a word of "
        "negation or exception in the other",
    ),
)
def summaries_deny_alike(index: CatalogueIndex) -> Iterator[Breach]:
    for path, _, provision in index.provisions:
        for lang, other in ((Lang.ZH, Lang.EN), (Lang.EN, Lang.ZH)):
            text, beside = (
                _plain(re.sub(_BOUND[one], " ", provision.summary[one], flags=re.IGNORECASE), one)
                for one in (lang, other)
            )
            excepting = f"{_DENIAL[other]}|{_EXCEPTION[other]}"
            match = re.search(_VERB[lang], text, re.IGNORECASE)
            if match and not re.search(excepting, beside, re.IGNORECASE):
                yield f"{path}.summary.{lang}", match[0]
