"""Names of facts in conditions: of the enterprise, of a pending item, and of the day."""

ITEM = "item"
"""In a condition `item.X` is fact X of the pending item that is being looked at."""


ON = "on"
"""The day of assessment, as a fact that the condition of a caveat may name."""


def item_name(index: int) -> str:
    """Return the name of a pending item by its place in the profile, from zero."""
    return f"business[{index}]"


def item_index(fact: str) -> int | None:
    """Return the place of the item whose fact has this full name; None: it is no item's."""
    owner = fact.rpartition(".")[0]
    index = owner.removeprefix("business[").removesuffix("]")
    counts = index.isdecimal() and len(index) < _DIGITS
    return int(index) if counts and owner == item_name(int(index)) else None


_DIGITS = 10
"""Of a place in a profile, which is far from holding so many items."""
