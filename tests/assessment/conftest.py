"""Every state of the facts that a condition names, found by trying each value."""

from collections.abc import Iterator, Mapping
from itertools import product

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.rules.conditions import AllOf, Compare, Condition, Value, comparisons
from aeo_cli.rules.facts import Fact, FactType
from tests.conftest import CATALOGUES

Known = dict[str, Value]
PROVISIONS = [
    (catalogue, provision)
    for catalogue in map(load_catalogue, map(str, CATALOGUES))
    for _, provision in catalogue.provisions()
]


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


def whole(provision: Provision) -> Condition:
    return AllOf((provision.entitled, provision.triggered))
