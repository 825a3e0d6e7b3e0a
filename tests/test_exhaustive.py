"""On the catalogues themselves: Kleene's answers are right, and open facts are those that matter.

`aeo catalogue verify` tries the classes of values of one condition at a time; here every single
choice is tried, on both conditions of a provision together, by code that shares nothing with it.
"""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.rules.conditions import AllOf, Compare, Condition, Value, comparisons
from aeo_cli.rules.evaluation import Scope, Trace, evaluate, open_facts
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.kleene import Truth
from conftest import CATALOGUES

PROVISIONS = [
    (catalogue, limb)
    for catalogue in map(load_catalogue, map(str, CATALOGUES))
    for _, limb in catalogue.provisions()
]
Known = dict[str, Value]


def domain(fact: Fact, compared: list[Compare]) -> list[Value]:
    """Return values of a fact, one for each way in which its comparisons can come out."""
    match fact.type:
        case FactType.BOOLEAN:
            return [False, True]
        case FactType.CHOICE:
            return list(fact.choices)
        case FactType.SET:
            named = [str(line.operand) for line in compared]
            bits = product([False, True], repeat=len(named))
            return [tuple(n for n, b in zip(named, chosen, strict=True) if b) for chosen in bits]
        case FactType.INTEGER:
            return sorted({max(0, line.operand + step) for line in compared for step in (-1, 0, 1)})
        case _:
            raise AssertionError(fact.type)


def domains(condition: Condition, catalogue: Catalogue, kind: str | None) -> dict[str, list[Value]]:
    compared: dict[str, list[Compare]] = {}
    for line in comparisons(condition, catalogue.conditions):
        compared.setdefault(line.fact, []).append(line)
    facts = {**catalogue.facts(), **catalogue.item_facts(kind)}
    return {name: domain(facts[name], lines) for name, lines in compared.items()}


def states(found: Mapping[str, list[Value]]) -> Iterator[Known]:
    """Yield every state of knowledge: each fact unknown or with one of its values."""
    for values in product(*([None, *domain] for domain in found.values())):
        pairs = zip(found, values, strict=True)
        yield {name: value for name, value in pairs if value is not None}


def whole(limb: Provision) -> Condition:
    return AllOf(all=(limb.entitled, limb.triggered))


@pytest.mark.parametrize(
    ("catalogue", "limb"), PROVISIONS, ids=[f"{book.id}-{limb.id}" for book, limb in PROVISIONS]
)
def test_kleene_is_exact_and_open_facts_are_those_that_matter(
    catalogue: Catalogue, limb: Provision
) -> None:
    condition = whole(limb)
    values = domains(condition, catalogue, limb.kind)

    def traced(known: Known) -> Trace:
        return evaluate(condition, Scope.of(known, catalogue.conditions))

    complete = {
        tuple(point): traced(dict(zip(values, point, strict=True))).truth
        for point in product(*values.values())
    }

    def completions(known: Known) -> list[tuple[Value, ...]]:
        choices = ([known[name]] if name in known else found for name, found in values.items())
        return list(product(*choices))

    for known in states(values):
        points = completions(known)
        possible = {complete[point] for point in points}
        trace = traced(known)
        assert trace.truth is (possible.pop() if len(possible) == 1 else Truth.UNKNOWN)
        matter = {
            name
            for i, name in enumerate(values)
            if name not in known
            and any(
                complete[point] is not complete[(*point[:i], value, *point[i + 1 :])]
                for point in points
                for value in values[name]
            )
        }
        assert set(open_facts(trace)) == matter
