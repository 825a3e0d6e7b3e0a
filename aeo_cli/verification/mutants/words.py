"""Changes of words: names that change places, denials, figures, and words that bind or bound.

Only what a rule or a book can notice is changed: what nothing but the official text can show is
left to a reader.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from aeo_cli.catalogue.effects import Comparator
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.modality import Force
from aeo_cli.catalogue.model import Provision
from aeo_cli.documents.text import Lang, Text
from aeo_cli.verification.mutants.change import Change, Edit
from aeo_cli.verification.text_checks.promises import bounds
from aeo_cli.verification.text_checks.walk import texts_of

_NEGATIONS = {Lang.ZH: ("没有", r"没有|不(?!同)|未|无|非"), Lang.EN: ("not ", r"\bnot ")}
"""A word that denies, and the words that deny, by language."""
Words = dict[Lang, tuple[tuple[str, str], ...]]
"""Words, and what may be written in their place, by language."""
_BINDING: dict[Force, Words] = {
    Force.IN_PRINCIPLE: {Lang.ZH: (("原则上", ""),), Lang.EN: (("in principle", ""),)},
    Force.GENERALLY: {Lang.ZH: (("一般", ""),), Lang.EN: (("generally", ""),)},
    Force.MAY: {
        Lang.ZH: (("海关可以", "海关应当"), ("海关可", "海关应当")),
        Lang.EN: (("ustoms may", "ustoms must"),),
    },
}
"""Words by which a summary binds less than firmly."""
_BOUNDING: Words = {
    Lang.ZH: (("不超过", "不低于"), ("以内", "以上"), ("以下", "以上"), ("以上", "以下")),
    Lang.EN: (
        *(("at most", "at least"), ("within", "after at least"), ("at least", "at most")),
        *(("no less than", "no more than"), ("or less", "or more")),
    ),
}
"""Words by which a summary bounds a number, and the other direction."""
_DATE_OR_NUMBER = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|(?<![A-Za-z0-9-])[0-9]+(?![0-9a-z-])")


def word_edits(index: CatalogueIndex) -> Iterator[Edit]:
    """Yield every edit of words."""
    yield from _interchanged_names(index)
    for path, fact in index.facts:
        for name, text in (("label", fact.label), ("question", fact.question)):
            yield from _denials(f"{path}.{name}", text)
    for path, text in texts_of(index):
        yield from _other_figures(path, text)
    for path, _, provision in index.provisions:
        yield from _other_promises(f"{path}.summary", provision)


def _interchanged_names(index: CatalogueIndex) -> Iterator[Edit]:
    """Yield each two neighbours with their labels, titles or questions interchanged."""
    for owner, facts in index.facts_by_owner.items():
        labels = {f"{owner}.{name}.label": fact.label for name, fact in facts.items()}
        questions = {f"{owner}.{name}.question": fact.question for name, fact in facts.items()}
        yield from _interchanged(Change.LABEL, labels, *Lang)
        yield from _interchanged(Change.QUESTION, questions, *Lang)
        for name, fact in facts.items():
            path = f"{owner}.{name}.choices"
            choices = {f"{path}.{key}": choice for key, choice in fact.choices.items()}
            yield from _interchanged(Change.LABEL, choices, *Lang)
    kinds = {f"kinds.{name}.label": kind.label for name, kind in index.catalogue.kinds.items()}
    yield from _interchanged(Change.LABEL, kinds, *Lang)
    titles = {f"{path}.title": measure.title for path, measure in index.measures}
    yield from _interchanged(Change.LABEL, titles, Lang.EN)  # in Chinese, only a reader can tell
    short = {f"{path}.short": one.short for path, one in index.measures if one.short}
    yield from _interchanged(Change.LABEL, short, *Lang)


def _interchanged(change: Change, names: Mapping[str, Text], *langs: Lang) -> Iterator[Edit]:
    for (path, text), (other_path, other) in pairwise(names.items()):
        for lang in langs:
            if text[lang] != other[lang]:
                places = ((f"{path}.{lang}", other[lang]), (f"{other_path}.{lang}", text[lang]))
                yield Edit(change, places)


def _denials(path: str, text: Text) -> Iterator[Edit]:
    """Yield a text that denies more and, where it denies, less by one word, in each language."""
    for lang, (word, words) in _NEGATIONS.items():
        yield Edit(Change.NEGATION, ((f"{path}.{lang}", word + text[lang]),))
        less = re.sub(words, "", text[lang], count=1)
        if less != text[lang]:
            yield Edit(Change.NEGATION, ((f"{path}.{lang}", less),))


def _other_figures(path: str, text: Text) -> Iterator[Edit]:
    """Yield a text with each figure that both languages write in digits raised by one."""
    found = [_DATE_OR_NUMBER.findall(text[lang]) for lang in Lang]
    for figure in dict.fromkeys(found[0]):
        if figure in found[1]:
            raised = re.sub(r"[0-9]+$", lambda digits: _raised(digits[0]), figure)
            places = ((f"{path}.{lang}", _replaced(text[lang], figure, raised)) for lang in Lang)
            yield Edit(Change.FIGURE, tuple(places))


def _raised(digits: str) -> str:
    return f"{int(digits) + 1:0{len(digits)}}"


def _replaced(text: str, figure: str, raised: str) -> str:
    return _DATE_OR_NUMBER.sub(lambda one: raised if one[0] == figure else one[0], text)


def _other_promises(path: str, provision: Provision) -> Iterator[Edit]:
    """Yield a summary with each word that binds, or bounds the number of the effect, replaced."""
    to = provision.effect.to if provision.effect else None
    for lang in Lang:
        before = provision.summary[lang]
        for word, other in _BINDING.get(provision.force, {}).get(lang, ()):
            if word in before:
                after = before.replace(word, other)
                yield Edit(Change.PROMISE, ((f"{path}.{lang}", after),))
        for word, other in _BOUNDING[lang] if to and to.comparator is not Comparator.EQUAL else ():
            after = before.replace(word, other)
            value = to.value if to else None
            if bounds(before, lang, value) != bounds(after, lang, value):
                yield Edit(Change.PROMISE, ((f"{path}.{lang}", after),))
