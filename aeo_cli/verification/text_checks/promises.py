"""Checks of promises: a text promises what the data does, no more and no less."""

import re
from collections.abc import Iterator

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.effects import Comparator, Effect, Nature
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.modality import Force, Route
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.rules.conditions import Condition, comparisons
from aeo_cli.verification.figures import figures
from aeo_cli.verification.text_checks.walk import texts, texts_of

CHECKS: list[Check] = []

_HEDGES: dict[Force | None, dict[Lang, str]] = {
    Force.IN_PRINCIPLE: {Lang.ZH: r"原则上", Lang.EN: r"\bin principle\b"},
    Force.GENERALLY: {Lang.ZH: r"一般(?!企业|贸易)", Lang.EN: r"\bgenerally\b"},
}
"""The words that a summary has if, and only if, customs is bound no more firmly."""
_REQUIRED = _HEDGES | {
    Force.MAY: {
        Lang.ZH: r"可(?!能)|酌|海关[^，。；]*(?:决定|确定)",
        Lang.EN: r"\b(?:may|can|discretion)\b|\bcustoms (?:decides?|determines?)\b",
    }
}
"""The words of which a summary has some if it has this force."""
_RESERVED: dict[Force | None, dict[Lang, str]] = {
    **_HEDGES,
    None: {
        Lang.ZH: r"海关(?:应当|应|必须|须|有义务)",
        Lang.EN: r"\bcustoms (?:must|shall|has to|have to|is obliged|are obliged)\b",
    },
    Force.MAY: {Lang.ZH: r"海关(?:可以|可(?!能)|酌)", Lang.EN: r"\bcustoms (?:may|can)\b"},
}
"""The words that a summary has only if it has this force; None: never."""
_BOUNDS = {
    Comparator.AT_LEAST: {
        Lang.ZH: r"以上|不低于|不少于|不短于|至少|最少|下限",
        Lang.EN: r"\b(?:no|not) (?:less|fewer|shorter) than\b|\bat least\b|"
        r"\bor (?:more|above|longer)\b|\bminimum\b",
    },
    Comparator.AT_MOST: {
        Lang.ZH: r"不超过|不高于|不多于|不长于|以下|以内|(?<=[日天月年时钟周])内|至多|最多|上限",
        Lang.EN: r"\b(?:no|not) more than\b|\bat most\b|\bwithin\b|\bor (?:less|fewer|below)\b|"
        r"\bup to\b|\bnot exceed|\bmaximum\b",
    },
}
_NOT_AS_ROUTED = {
    True: {
        Lang.ZH: r"(?:无须|无需|不必|不须)[^，。；]{0,4}(?:申请|提出)",
        Lang.EN: r"\bnothing (?:more )?to (?:apply|ask) for\b|\bno separate request\b",
    },
    False: {
        Lang.ZH: r"(?<!无)(?:须|应当|必须)[^，。；]{0,4}(?:申请|提出)",
        Lang.EN: r"\bmust (?:apply|ask|file)\b|\bsomething to apply for\b",
    },
}
"""What a way to apply may not say, by whether the provision must be applied for."""
_FREE_OF_WORDS = frozenset({Nature.APPLICANT_NOTICE, Nature.INTERVAL})
"""Natures whose limits need no word that bounds them: "8 hours ahead", "a cycle of 12 months"."""


@check(
    CHECKS,
    both("约束力与用词一致", "wording matches the force"),
    both(
        "force 为 in_principle、generally 的条款摘要须写、其他的不得写“原则上”“一般”；"
        "force 为 may 的，摘要写明由海关酌定（可、决定），其他的不写“海关可以”；都不写“"
        "海关应当”",
        "A summary says “in principle” or “generally” if and only if that is the "
        "force; if the force is may, it leaves the decision to customs (may, decides), "
        "otherwise it does not say that customs may; it never says that customs must",
    ),
)
def forces_worded(index: CatalogueIndex) -> Iterator[Breach]:
    for path, _, provision in index.provisions:
        for lang in Lang:
            for found in _odd_force(provision, lang):
                yield f"{path}.summary.{lang}", found


_HAS_FORCE = both("缺少与 force {force} 相应的词", "no wording for the force {force}")
_BESIDE_FORCE = both("force 为 {force}，却写有“{word}”", "says “{word}”, but the force is {force}")


def _odd_force(provision: Provision, lang: Lang) -> Iterator[Text]:
    """Yield how the summary of a provision binds more or less than its force."""
    force, summary = provision.force, provision.summary[lang]
    required = _REQUIRED.get(force)
    if required and not re.search(required[lang], summary, re.IGNORECASE):
        yield _HAS_FORCE.fill(force=force)
    for owner, words in _RESERVED.items():
        match = re.search(words[lang], summary, re.IGNORECASE)
        if match and owner is not force:
            yield _BESIDE_FORCE.fill(force=force, word=match[0])


@check(
    CHECKS,
    both("上下限与用词一致", "bounds match the data"),
    both(
        "摘要里的上限（不超过、以内）和下限（不低于、以上）与 effect、entitled、"
        "triggered 一致，otherwise 里的与 ordinary 一致；限额写明上限或下限，等额不写",
        "In a summary, upper bounds (at most, within) and lower bounds (at least, or "
        "more) match effect, entitled and triggered; in otherwise they match ordinary; "
        "a limit has such words, an equal amount does not",
    ),
)
def bounds_worded(index: CatalogueIndex) -> Iterator[Breach]:
    for path, _, provision in index.provisions:
        pairs: list[tuple[str, Text | None, tuple[Condition, ...]]] = [
            ("summary", provision.summary, (provision.entitled, provision.triggered)),
            ("otherwise", provision.otherwise, (provision.ordinary,)),
        ]
        for lang in Lang:
            if (effect := provision.effect) and not _bounds_fit(effect, provision.summary, lang):
                data = _BOUNDED.fill(comparator=effect.to.comparator, value=effect.to.value)
                yield f"{path}.summary.{lang}", data
            values = {quantity.value for quantity in effect.quantities} if effect else set[int]()
            for name, text, conditions in pairs:
                for comparator, value in _bounds_of_conditions(conditions, index.catalogue):
                    found = bounds(text[lang], lang, value) if text else set()
                    if found - {comparator} and value not in values:
                        data = _BOUNDED.fill(comparator=comparator, value=value)
                        yield f"{path}.{name}.{lang}", data


_BOUNDED = both("数据为 {comparator} {value}", "the data says {comparator} {value}")


def _bounds_fit(effect: Effect, summary: Text, lang: Lang) -> bool:
    """Return whether a summary bounds the new limit as its effect does, if it states it at all."""
    if effect.to.value not in figures(summary[lang], lang).values:
        return True
    found = bounds(summary[lang], lang, effect.to.value)
    expected = {effect.to.comparator} - {Comparator.EQUAL}
    return found == expected or (effect.nature in _FREE_OF_WORDS and not found)


def _bounds_of_conditions(
    conditions: tuple[Condition, ...], catalogue: Catalogue
) -> Iterator[tuple[Comparator, int]]:
    """Yield the bounds that conditions set to numbers."""
    for condition in conditions:
        for comparison in comparisons(condition, catalogue.conditions):
            is_number = type(comparison.operand) is int  # a bool is an int to Python, too
            if comparison.operator in set(Comparator) and is_number:
                yield Comparator(comparison.operator), int(str(comparison.operand))


def bounds(text: str, lang: Lang, value: int | None = None) -> set[Comparator]:
    """Return the directions in which a text bounds a number, in the clauses that state it.

    Args:
        text: the text.
        lang: its language.
        value: the number; None: any part of the text counts.
    """
    clauses = [text]
    if value is not None:
        parted = re.split(r"[，。；：、]|[,.;:](?=\s|$)", text)
        clauses = [clause for clause in parted if value in figures(clause, lang).values]
    return {
        comparator
        for comparator, patterns in _BOUNDS.items()
        if any(re.search(patterns[lang], clause, re.IGNORECASE) for clause in clauses)
    }


@check(
    CHECKS,
    both("两种语言上下限一致", "same bounds in both languages"),
    both(
        "一种语言只写上限的，另一种语言不得只写下限",
        "If one language states only upper bounds, the other does not state only lower bounds",
    ),
)
def bounds_alike(index: CatalogueIndex) -> Iterator[Breach]:
    for path, text in texts_of(index):
        found = [bounds(text[lang], lang) for lang in Lang]
        if all(found) and not set.intersection(*found):
            sides = [", ".join(sorted(side)) for side in found]
            yield path, both("{zh}；{en}", "{zh}; {en}").fill(zh=sides[0], en=sides[1])


@check(
    CHECKS,
    both("申请办法", "ways to apply"),
    both(
        "须申请的条款写明如何办理（how），不写“无须申请”；其他条款不写“须申请”",
        "A provision that requires an application says how to apply (`how`) and does "
        "not say that none is needed; other provisions do not say that one must apply",
    ),
)
def ways_told(index: CatalogueIndex) -> Iterator[Breach]:
    for path, _, provision in index.provisions:
        is_applied_for = provision.route is Route.ON_APPLICATION
        if is_applied_for and provision.how is None:
            yield f"{path}.how", provision.route
        how = provision.how.text if provision.how else None
        for place, text in texts({"act": provision.act, "how.text": how}, path):
            for lang, words in _NOT_AS_ROUTED[is_applied_for].items():
                if match := re.search(words, text[lang], re.IGNORECASE):
                    yield f"{place}.{lang}", match[0]
