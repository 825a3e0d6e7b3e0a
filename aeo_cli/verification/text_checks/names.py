"""Checks of names: labels, titles and questions tell parts apart, and stand where they belong."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.verification.likeness import Likeness, Match, contained, interchanged, shared

CHECKS: list[Check] = []
Names = dict[str, Text]
"""Texts of one kind, by the path of each."""
Besides = list[tuple[str, Text, list[Text]]]
"""Names of one kind, each with its path, and with the texts that it should be like."""


class Label(NamedTuple):
    """A label or title of a part that has a key."""

    path: str
    key: str
    text: Text


@check(
    CHECKS,
    both("名称不重复", "distinct names"),
    both(
        "同一字段的选项、同一处的字段、业务种类、措施、条款、定义、类别、文件、预设和单"
        "位，名称、简称、提问和说明互不重复",
        "Within a fact, choices have different labels; the same holds for the facts of "
        "one owner, kinds, measures, provisions, definitions, categories, documents, "
        "presets and units, and for their titles, short titles, questions and help",
    ),
)
def names_distinct(index: CatalogueIndex) -> Iterator[Breach]:
    for group in _groups(index):
        for lang in Lang:
            first: dict[str, str] = {}
            for path, text in group.items():
                if first.setdefault(text[lang], path) != path:
                    yield f"{path}.{lang}", text[lang]


def _groups(index: CatalogueIndex) -> Iterator[Names]:
    """Yield the texts that must differ from each other, group by group."""
    catalogue = index.catalogue
    for owner, facts in index.facts_by_owner.items():
        yield {f"{owner}.{name}.label": fact.label for name, fact in facts.items()}
        yield {f"{owner}.{name}.question": fact.question for name, fact in facts.items()}
        yield {f"{owner}.{name}.help": fact.help for name, fact in facts.items() if fact.help}
        for name, fact in facts.items():
            yield {f"{owner}.{name}.choices.{key}": label for key, label in fact.choices.items()}
    for labels in _labels(index).values():
        yield {label.path: label.text for label in labels}
    yield {f"{path}.short": measure.short for path, measure in index.measures if measure.short}
    yield {f"units.{name}.words": unit.words for name, unit in catalogue.units.items()}
    yield {f"{path}.summary": provision.summary for path, _, provision in index.provisions}


def _labels(index: CatalogueIndex) -> dict[str, list[Label]]:
    """Return the labels and titles of each group of the catalogue, by the group's name."""
    labels: dict[str, list[Label]] = {}
    for group, field in _LABELS.items():
        parts = getattr(index.catalogue, group).items()
        labels[group] = [
            Label(f"{group}.{k}.{field}", k, getattr(part, field)) for k, part in parts
        ]
    titles = [Label(f"{path}.title", one.id, one.title) for path, one in index.measures]
    return labels | {"measures": titles}


_LABELS = {
    **dict.fromkeys(("kinds", "definitions", "presets"), "label"),
    **dict.fromkeys(("categories", "documents"), "title"),
}
"""What the label is called in each group of the catalogue whose parts have a key."""


@check(
    CHECKS,
    both("名称各归其位", "names not swapped"),
    both(
        "字段名称与其提问相符，英文名称与代号相符，业务种类名称与相关条款相符，"
        "措施的简称（short）与措施相符，预设名称与所设的值相符；任何两个名称都不会互换后更相符",
        "The label of a fact matches its question, an English label its key, the label "
        "of a kind its provisions, a short title its measure, and the label of a preset its "
        "values: no two labels would match better if swapped",
    ),
)
def names_fit(index: CatalogueIndex) -> Iterator[Breach]:
    for owner, facts in index.facts_by_owner.items():
        questions = [
            (f"{owner}.{k}.label", fact.label, [fact.question]) for k, fact in facts.items()
        ]
        for lang in Lang:
            yield from _misplaced(questions, lang)
        yield from _unlike_keys(
            Label(f"{owner}.{k}.label", k, one.label) for k, one in facts.items()
        )
        for name, fact in facts.items():
            path = f"{owner}.{name}.choices"
            yield from _unlike_keys(Label(f"{path}.{k}", k, one) for k, one in fact.choices.items())
    for group, labels in _labels(index).items():
        if group not in {"presets", "documents"}:  # their keys need not be words of the name
            yield from _unlike_keys(labels)
    for lang in Lang:
        yield from _misplaced(_kinds_beside_provisions(index), lang, contained)
        yield from _misplaced(_short_titles_beside_measures(index), lang, contained)
        yield from _misplaced(_presets_beside_values(index.catalogue), lang)


def _misplaced(besides: Besides, lang: Lang, likeness: Likeness = shared) -> Iterator[Breach]:
    """Yield the names that fit the texts beside others better than those beside themselves."""
    yield from _swapped(
        (
            Match(f"{path}.{lang}", name[lang], " ".join(text[lang] for text in beside))
            for path, name, beside in besides
        ),
        likeness,
    )


def _unlike_keys(labels: Iterable[Label]) -> Iterator[Breach]:
    """Yield the English labels that fit the keys of others better than their own."""
    yield from _swapped(
        Match(f"{path}.en", label.en, key.replace("_", " ")) for path, key, label in labels
    )


def _swapped(matches: Iterable[Match], likeness: Likeness = shared) -> Iterator[Breach]:
    for path, other in interchanged(tuple(matches), likeness):
        yield path, _FITS_OTHER.fill(other=other)


_FITS_OTHER = both("与 {other} 互换更相符", "would match better if swapped with {other}")


def _kinds_beside_provisions(index: CatalogueIndex) -> Besides:
    """Return the label of each kind, and what the provisions that serve it say."""
    served: dict[str, list[Text]] = {name: [] for name in index.catalogue.kinds}
    for _, measure, provision in index.provisions:
        if provision.kind in served:
            how = provision.how.text if provision.how else None
            served[provision.kind] += filter(None, (measure.title, provision.summary, how))
    kinds = index.catalogue.kinds.items()
    return [(f"kinds.{name}.label", kind.label, served[name]) for name, kind in kinds]


def _short_titles_beside_measures(index: CatalogueIndex) -> Besides:
    """Return the short title of each measure, and what the measure says of itself."""
    return [
        (f"{path}.short", one.short, [one.title, *(part.summary for part in one.provisions)])
        for path, one in index.measures
        if one.short
    ]


def _presets_beside_values(catalogue: Catalogue) -> Besides:
    """Return the label of each preset, and the labels of the values that it sets."""
    facts, besides = catalogue.facts(), []
    for name, preset in catalogue.presets.items():
        values: list[Text] = [
            facts[fact].choices[str(value)]
            for fact, given in preset.facts.items()
            for value in (given if isinstance(given, tuple) else (given,))
            if fact in facts and str(value) in facts[fact].choices
        ]
        besides.append((f"presets.{name}.label", preset.label, values))
    return besides
