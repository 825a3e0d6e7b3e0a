"""On the catalogues themselves: Kleene's answers are right, and open facts are those that matter.

`aeo catalogue verify` tries the classes of values of one condition at a time; here every single
choice is tried, on both conditions of a provision together, by code that shares nothing with it.
"""

from itertools import product

import pytest

from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.evaluation import Scope, evaluate
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.traces import Trace, open_facts
from tests.assessment.conftest import PROVISIONS, Known, domains, states, whole


@pytest.mark.parametrize(
    ("catalogue", "provision"),
    PROVISIONS,
    ids=[f"{book.id}-{provision.id}" for book, provision in PROVISIONS],
)
def test_kleene_is_exact_and_open_facts_are_those_that_matter(
    catalogue: Catalogue, provision: Provision
) -> None:
    condition = whole(provision)
    values = domains(condition, catalogue, provision.kind)

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
