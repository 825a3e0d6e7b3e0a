"""Checks of names: labels, titles and questions tell parts apart, and stand where they belong."""

from collections.abc import Iterator, Mapping

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.verification.likeness import Match, contained, interchanged, shared

CHECKS: list[Check] = []
Names = dict[str, Text]
"""Texts of one kind, by the path of each."""


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
    yield from _labels(index).values()
    yield _short_titles(index)
    yield {f"units.{name}.words": unit.words for name, unit in catalogue.units.items()}
    yield {f"{path}.summary": provision.summary for path, _, provision in index.provisions}


def _labels(index: CatalogueIndex) -> dict[str, Names]:
    """Return the labels and titles of each group of the catalogue, by the group's name."""
    labels: dict[str, Names] = {}
    for group, field in _LABELS.items():
        parts = getattr(index.catalogue, group).items()
        labels[group] = {f"{group}.{key}.{field}": getattr(part, field) for key, part in parts}
    titles = {f"{path}.title": measure.title for path, measure in index.measures}
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
    catalogue = index.catalogue
    for owner, facts in index.facts_by_owner.items():
        for lang in Lang:
            yield from _misplaced(
                [
                    Match(f"{owner}.{name}.label.{lang}", fact.label[lang], fact.question[lang])
                    for name, fact in facts.items()
                ]
            )
        yield from _unlike_keys(
            {f"{owner}.{name}.label": fact.label for name, fact in facts.items()}
        )
        for name, fact in facts.items():
            path = f"{owner}.{name}.choices"
            yield from _unlike_keys({f"{path}.{key}": label for key, label in fact.choices.items()})
    for group, labels in _labels(index).items():
        if group == "measures":
            ids = {f"{path}.title": measure.id for path, measure in index.measures}
            yield from _unlike_keys(labels, ids)
        elif group not in {"presets", "documents"}:  # their keys need not be words of the name
            yield from _unlike_keys(labels)
    for lang in Lang:
        yield from _misplaced(_kinds_beside_provisions(index, lang), is_contained=True)
        yield from _misplaced(_short_titles_beside_measures(index, lang), is_contained=True)
        yield from _misplaced(_presets_beside_values(catalogue, lang))


_FITS_OTHER = both("与 {other} 互换更相符", "would match better if swapped with {other}")


def _misplaced(matches: list[Match], *, is_contained: bool = False) -> Iterator[Breach]:
    pairs = interchanged(tuple(matches), contained if is_contained else shared)
    yield from ((path, _FITS_OTHER.fill(other=other)) for path, other in pairs)


def _unlike_keys(labels: Names, keys: Mapping[str, str] | None = None) -> Iterator[Breach]:
    """Yield the English labels that fit the keys of others better than their own.

    Args:
        labels: the labels, by their paths.
        keys: the key of each; None: the last name in the path that is no field of the format.
    """
    fields = (".label", ".title")
    matches = []
    for path, label in labels.items():
        key = keys[path] if keys else path.removesuffix(fields[0]).removesuffix(fields[1])
        matches.append(Match(f"{path}.en", label.en, key.rpartition(".")[2].replace("_", " ")))
    yield from _misplaced(matches)


def _kinds_beside_provisions(index: CatalogueIndex, lang: Lang) -> list[Match]:
    """Return the label of each kind, and what the provisions that serve it say."""
    served: dict[str, list[str]] = {name: [] for name in index.catalogue.kinds}
    for _, measure, provision in index.provisions:
        if provision.kind in served:
            how = provision.how.text if provision.how else None
            parts = (measure.title, provision.summary, how)
            served[provision.kind] += [part[lang] for part in parts if part]
    kinds = index.catalogue.kinds.items()
    return [
        Match(f"kinds.{name}.label.{lang}", kind.label[lang], " ".join(served[name]))
        for name, kind in kinds
    ]


def _short_titles(index: CatalogueIndex) -> Names:
    return {f"{path}.short": measure.short for path, measure in index.measures if measure.short}


def _short_titles_beside_measures(index: CatalogueIndex, lang: Lang) -> list[Match]:
    """Return the short title of each measure, and what the measure says of itself."""
    long = {path: [measure.title] for path, measure in index.measures}
    for path, _, provision in index.provisions:
        long[path.partition(".")[0]].append(provision.summary)
    return [
        Match(f"{path}.{lang}", text[lang], " ".join(part[lang] for part in long[path[:-6]]))
        for path, text in _short_titles(index).items()
    ]


def _presets_beside_values(catalogue: Catalogue, lang: Lang) -> list[Match]:
    """Return the label of each preset, and the labels of the values that it sets."""
    facts, matches = catalogue.facts(), []
    for name, preset in catalogue.presets.items():
        values = [
            facts[fact].choices[str(value)][lang]
            for fact, given in preset.facts.items()
            for value in (given if isinstance(given, tuple) else (given,))
            if fact in facts and str(value) in facts[fact].choices
        ]
        matches.append(Match(f"presets.{name}.label.{lang}", preset.label[lang], " ".join(values)))
    return matches
