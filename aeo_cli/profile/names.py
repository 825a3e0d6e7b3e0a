"""The names of facts: `enterprise.X`, `readings.X`, and `business[0].X` in every spelling."""

from collections.abc import Iterable, Mapping, Sequence

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.labels import folded
from aeo_cli.documents.numbers import whole_number
from aeo_cli.documents.problems import Problem, quoted
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import Text, both, listed
from aeo_cli.profile.model import BUSINESS
from aeo_cli.profile.possible_facts import facts_by_name
from aeo_cli.rules.names import item_name


def spellings(position: int, id_: str | None, pending: int) -> list[str]:
    """Return every way to name a pending item in a profile, the full name first.

    For example `business[0]`, `business.0` and `business[A-17]`.

    Args:
        position: the item's index, from zero.
        id_: its id, if it has one.
        pending: the number of items; an id that is the index of one of them is no name.
    """
    by_index = [item_name(position), f"{BUSINESS}.{position}"]
    index = whole_number(id_) if id_ is not None else None
    is_index = index is not None and index < pending
    return by_index if id_ is None or is_index else [*by_index, f"{BUSINESS}[{id_}]"]


def fact_names(
    catalogue: Catalogue, items: Sequence[tuple[str | None, str | None]]
) -> dict[str, str]:
    """Return a dictionary from every way to name a fact to its full name.

    `business[1]` is the item at that index, from zero, even if the id of another is "1".

    Args:
        catalogue: the catalogue.
        items: the id and the kind of each pending item; one of no known kind may have the facts of
            any.
    """
    names = {name: name for name in catalogue.facts()}
    for index, (id_, kind) in enumerate(items):
        facts = facts_by_name(catalogue, kind)
        for spelling in spellings(index, id_, len(items)):
            names |= {f"{spelling}.{fact}": f"{item_name(index)}.{fact}" for fact in facts}
    return names | _label_names(names.values(), catalogue)


def _label_names(full_names: Iterable[str], catalogue: Catalogue) -> dict[str, str]:
    """Return the labels that name one of some facts, in both languages, each with its full name."""
    by_key: dict[str, set[str]] = {}
    for name in full_names:
        by_key.setdefault(name.rpartition(".")[2], set()).add(name)
    labels = keys_by_label(catalogue)
    return {
        label: next(iter(by_key[key]))
        for label, key in labels.items()
        if len(by_key.get(key, ())) == 1
    }


def keys_by_label(catalogue: Catalogue) -> dict[str, str]:
    """Return the keys of all facts by their labels in both languages, if a label has one key."""
    keys: dict[str, set[str]] = {}
    tables = [catalogue.enterprise, catalogue.readings]
    for facts in (*tables, *(kind.facts for kind in catalogue.kinds.values())):
        for key, fact in facts.items():
            for label in (fact.label.zh, fact.label.en):
                keys.setdefault(folded(label), set()).add(key)
    return {label: found.pop() for label, found in keys.items() if len(found) == 1}


def full_name(word: str, names: Mapping[str, str]) -> str | None:
    """Return the full name of the fact that a word names.

    Args:
        word: as it was written.
        names: every way to name a fact, with its full name.
    """
    return names.get(word) or names.get(folded(word))


def unknown_fact(place: str, raw: object, names: Mapping[str, str]) -> Problem:
    """Return the problem that something is not the name of a fact.

    Args:
        place: where it is in the input.
        raw: the value there. If it names an owner, only that owner's facts are suggested.
        names: every way to name a fact, with its full name.
    """
    owner = raw.rpartition(".")[0] if isinstance(raw, str) else ""
    of_owner = [name for name in names if name.rpartition(".")[0] == owner]
    if not of_owner and owner.startswith(BUSINESS):
        hint: Text | None = _items(names)
    else:
        hint = _meant(raw, of_owner or [*names], names) if isinstance(raw, str) else None
    expected = both(
        "字段的全名，如 enterprise.credit_level 或 business[0].on_site",
        "the full name of a fact, such as enterprise.credit_level or business[0].on_site",
    )
    return Problem(place, quoted(raw), expected, hint or SCHEMA_HINT)


def _meant(word: str, options: Sequence[str], names: Mapping[str, str]) -> Text | None:
    """Return a hint at the fact that a word seems to mean: the one with this key comes first."""
    full = [name for name in dict.fromkeys(names.values()) if name.endswith(f".{word}")]
    return did_you_mean(full[0] if len(full) == 1 else word, dict.fromkeys(options))


def _items(names: Mapping[str, str]) -> Text:
    """Return a hint that lists the pending items by their full names."""
    owners = dict.fromkeys(name.rpartition(".")[0] for name in names.values())
    pending = [owner for owner in owners if owner.startswith(BUSINESS)]
    if not pending:
        return both("没有可填写字段的待办业务", "no pending item has any facts")
    return both("待办业务有：{items}", "pending items: {items}").fill(items=listed(pending))


NO_KINDS = both(
    "不填待办业务（措施目录中没有业务种类）", "no pending business: the catalogue has no kinds"
)
SCHEMA_HINT = both("详见 aeo schema profile", "see aeo schema profile")
