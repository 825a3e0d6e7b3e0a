"""Where what stands in a workbook that is a profile: its sheets, and the keys of its heads.

The template is written by this, and a filled one read by it. Heads are keys in a hidden row or
column, and labels beside them; either is enough, so that neither a row that was deleted nor heads
that were translated make a difference.
"""

import re
from collections.abc import Mapping

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.labels import folded, key_of
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.profile.model import ITEM_KEY_LABELS, REF_LABEL
from aeo_cli.profile.possible_facts import facts_by_name
from aeo_cli.rules.fact_values import NOT_KNOWN
from aeo_cli.rules.facts import Fact

ENTERPRISE_SHEET, BUSINESS_SHEET = both("企业", "enterprise"), both("待办业务", "business")
"""The names of the sheets in the template; a sheet is known by its heads."""
INSTRUCTIONS, LISTS = both("说明", "instructions"), "lists"
"""The names of the sheets that hold no answers."""
FACT, VALUE = "fact", "value"
FACT_HEADS: Mapping[str, Text] = {
    FACT: both("字段", "fact"),
    "label": both("项目", "item"),
    VALUE: both("填写", "answer"),
    "source": both("依据", "source"),
    "verified_on": both("核实日期", "verified on"),
    "valid_until": both("有效期至", "valid until"),
    "how": both("怎样填写", "how to answer"),
}
"""The columns of the sheet of the enterprise, in which each fact has a row."""
SEPARATOR = " / "
"""Between the labels that kinds have for one fact."""
ENTERPRISE_HEADS = (frozenset({VALUE}), frozenset({FACT, "label"}))
BUSINESS_HEADS = (frozenset({"kind"}),)
"""The heads that a sheet needs: of each group one."""
NOT_STATED = both("尚未填写", "not stated yet")
"""In the column of kinds, alone: what is pending has not been asked; otherwise nothing is."""
EVIDENCE = ("source", "verified_on", "valid_until")


def enterprise_rows(catalogue: Catalogue) -> dict[str, Fact | None]:
    """Return the rows of the sheet of the enterprise; `ref` is no fact."""
    rows: dict[str, Fact | None] = {"ref": None}
    rows |= {f"enterprise.{name}": fact for name, fact in catalogue.enterprise.items()}
    return rows | {f"readings.{name}": fact for name, fact in catalogue.readings.items()}


def enterprise_labels(catalogue: Catalogue) -> dict[str, Text]:
    """Return the labels of the rows of the sheet of the enterprise."""
    rows = enterprise_rows(catalogue).items()
    return {name: fact.label if fact else REF_LABEL for name, fact in rows}


def columns_by_word(labels: Mapping[str, Text]) -> dict[str, frozenset[str]]:
    """Return the columns that each word may stand for, as words are compared.

    A word is a key, which goes before all labels, or a label in either language; of several labels
    that a column has, one is enough.
    """
    columns: dict[str, set[str]] = {}
    for key, label in labels.items():
        for text in (label.zh, label.en):
            for word in (text, *text.split(SEPARATOR)):
                columns.setdefault(folded(word), set()).add(key)
    return {word: frozenset(keys) for word, keys in {**columns, **{k: {k} for k in labels}}.items()}


def business_labels(catalogue: Catalogue) -> dict[str, Text]:
    """Return the labels of the columns of the sheet of pending business.

    A fact that several kinds call by other words has all of them.
    """
    labels = dict(ITEM_KEY_LABELS)
    for name, facts in facts_by_name(catalogue, None).items():
        words = list(dict.fromkeys(fact.label for fact in facts))
        texts = (SEPARATOR.join(word[lang] for word in words) for lang in Lang)
        labels[name] = both(*texts)
    return labels


def day_not_known(word: str) -> object:
    """Return the day on which something was not known, as a word says it: `I don't know (…)`.

    Returns:
        The day as it is written, true if there is none, and None if the word says nothing of it.
    """
    said = re.fullmatch(r"(.+?)\s*(?:\((.+)\))?", folded(word))
    return (said[2] or True) if said and key_of(said[1], _NOT_KNOWN) else None


_NOT_KNOWN = {"unknown": NOT_KNOWN}
UNKNOWN_COLUMN = both("没有 {name} 这一列", "unknown column {name}")
KEEP_ONE_COLUMN = both("请只保留一列", "keep one of them")
