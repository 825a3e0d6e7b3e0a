"""Names of facts: `enterprise.X`, `readings.X`, `business[0].X`; in conditions also `item.X`."""

import re

from aeo_cli.documents.numbers import MAX_DIGITS

ITEM = "item"
"""In a condition `item.X` is fact X of whichever pending item the condition is evaluated for."""
_OF_ITEM = f"{ITEM}."
ON = "on"
"""The day of assessment, which the condition of a caveat may name like a fact."""


def item_name(index: int) -> str:
    """Return the name of the pending item at an index, from zero: `business[0]`."""
    return f"business[{index}]"


def item_index(fact: str) -> int | None:
    """Return the index of the item that a fact's full name belongs to; None: it is no item's fact.

    `business[3].accepted_on` is a fact of item 3. Only the canonical spelling counts: not
    `business[03].accepted_on`.
    """
    match = _ITEM_FACT.fullmatch(fact)
    return int(match[1]) if match else None


_ITEM_FACT = re.compile(rf"business\[(0|[1-9][0-9]{{0,{MAX_DIGITS - 1}}})\]\.[^.]*")


def item_fact(fact: str, item: str) -> str:
    """Return the full name of a fact named in a condition that is about an item: `business[0]`."""
    return item + fact.removeprefix(ITEM) if fact.startswith(_OF_ITEM) else fact


def condition_name(fact: str) -> str:
    """Return the name of a fact as conditions write it: `business[0].X` -> `item.X`."""
    return fact if item_index(fact) is None else f"{ITEM}.{fact.rpartition('.')[2]}"
