"""Profiles at random, for properties: any facts known, any items pending."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.rules.facts import Fact, FactType
from tests.conftest import LOTUS_BAY


def values(fact: Fact) -> st.SearchStrategy[Any]:
    match fact.type:
        case FactType.BOOLEAN:
            return st.booleans()
        case FactType.CHOICE:
            return st.sampled_from(list(fact.choices))
        case FactType.SET:
            return st.lists(st.sampled_from(list(fact.choices)))
        case FactType.INTEGER:
            return st.integers(0, 5)
        case FactType.DATE:
            return st.dates(date(2007, 1, 1), date(2027, 6, 1)).map(str)
        case FactType.DATETIME:
            return st.datetimes().map(lambda at: f"2026-{at:%m-%d}T{at:%H:%M}")
        case FactType.TEXT:
            return st.none() if fact.format else st.text(st.characters(codec="utf-8"))


def table(facts: dict[str, Fact]) -> st.SearchStrategy[dict[str, Any]]:
    found = {name: values(fact) for name, fact in facts.items()}
    return st.fixed_dictionaries({}, optional=found)


def profiles_of(catalogue: Catalogue) -> st.SearchStrategy[dict[str, Any]]:
    items = st.sampled_from(list(catalogue.kinds)).flatmap(
        lambda kind: table(catalogue.kinds[kind].facts).map(lambda facts: {"kind": kind, **facts})
    )
    return st.fixed_dictionaries(
        {"enterprise": table(catalogue.enterprise)},
        optional={
            "readings": table(catalogue.readings),
            "business": st.lists(items, max_size=4),
            "ref": st.none() | st.text(st.characters(codec="utf-8")),
        },
    )


profiles = profiles_of(load_catalogue(str(LOTUS_BAY)))
"""Profiles for the tests' own catalogue, which a property is tried on many times as fast."""
