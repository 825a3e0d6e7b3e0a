"""How facts are named: `enterprise.X`, `readings.X`, and `business[0].X` in every spelling."""

from collections.abc import Mapping, Sequence

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import Problem, did_you_mean, quoted
from aeo_cli.documents.text import Text, both
from aeo_cli.profile.model import BUSINESS, Item
from aeo_cli.rules.names import item_name


def spellings(position: int, id_: str | None, pending: int) -> list[str]:
    """Return every way in which a profile may name a pending item, the full name first.

    Args:
        position: its place, from zero.
        id_: its id, if it has one.
        pending: how many items there are; an id that is a place among them is no name.
    """
    named = [item_name(position), f"{BUSINESS}.{position}"]
    is_place = id_ is not None and id_.isdecimal() and int(id_) < pending
    return named if id_ is None or is_place else [*named, f"{BUSINESS}[{id_}]"]


def fact_names(catalogue: Catalogue, business: Sequence[Item]) -> dict[str, str]:
    """Return the full name of each fact by every way in which it may be named.

    `business[1]` is the item at that place, from zero, even if the id of another is "1".
    """
    names = {name: name for name in catalogue.facts()}
    for item in business:
        for spelling in reversed(spellings(item.position, item.id, len(business))):
            for fact in catalogue.kinds[item.kind].facts:
                names[f"{spelling}.{fact}"] = f"{item.name}.{fact}"
    return names


def unknown_fact(place: str, raw: object, names: Mapping[str, str]) -> Problem:
    """Return what to complain of where something is the name of no fact.

    Args:
        place: where it stands.
        raw: what stands there. What begins like a pending item is held against its facts alone.
        names: the full name of each fact by every way in which it may be named.
    """
    owner = raw.rpartition(".")[0] if isinstance(raw, str) else ""
    alike = [name for name in names if name.rpartition(".")[0] == owner]
    if not alike and owner.startswith(BUSINESS):
        hint: Text | None = _items(names)
    else:
        hint = did_you_mean(raw, dict.fromkeys(alike or names)) if isinstance(raw, str) else None
    expected = both(
        "字段的全名，如 enterprise.credit_level 或 business[0].on_site",
        "the full name of a fact, as in enterprise.credit_level or business[0].on_site",
    )
    return Problem(place, quoted(raw), expected, hint or LISTED)


def _items(names: Mapping[str, str]) -> Text:
    """Return a hint that names the pending items, each by its id if it has one."""
    items = {full.rpartition(".")[0]: name.rpartition(".")[0] for name, full in names.items()}
    known = [visible(name) for name in items.values() if name.startswith(BUSINESS)]
    if not known:
        return both("没有待办业务有字段可写", "no pending item has a fact that can be named")
    listed = both("待办业务有：{zh}", "the pending items are {en}")
    return listed.fill(zh="、".join(known), en=", ".join(known))


LISTED = both("aeo schema profile 列出全部", "aeo schema profile lists them all")
