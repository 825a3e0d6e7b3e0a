"""The verdicts of a portfolio by two rule engines from PyPI, zen-engine and rule-engine.

Both get the same text: for an enterprise, and for an item of each kind, one expression that gives
the truths of all its conditions, `[true, null, false]`. It is a decision tree, which asks for no
fact that no longer matters, and for what several conditions begin with once. Of what was tried that
is the fastest for either. A text is compiled once; codes of verdicts are looked up in a table.

    python benchmarks/rivals.py [COUNT]
"""

import statistics
import sys
import timeit
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from json import dumps
from operator import itemgetter
from typing import Final, Literal, NamedTuple

import rule_engine  # type: ignore[import-untyped]
import zen
from portfolios import tables

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.rules.conditions import ALWAYS, AnyOf, Compare, Condition, Defined, Not, comparisons
from aeo_cli.screening.plan import Plan, verdict_code
from aeo_cli.screening.row_reader import RowReader

Known = dict[str, object]
"""What is known, by name: `enterprise_credit_level`, `item_direction`; the rest is left out."""
Facts = Known | bytes
"""What is known, or that as JSON, which zen-engine reads too."""
Items = Sequence[tuple[str, Facts]]
"""The pending items of an enterprise, with their kinds."""
Case = tuple[Facts, Items]
Rival = Callable[[Facts, Items], tuple[int, ...]]
"""Gives the codes of the verdicts on an enterprise, in the order of the plan's provisions."""
Truth = bool | None
Evaluate = Callable[[Facts], Sequence[Truth]]
OPEN: Final = "open"
"""The truth of a condition that depends on facts not asked for yet."""
RANKS: dict[Truth, int] = {False: 0, None: 1, True: 2}
CODES = {own: {of: verdict_code(RANKS[own], RANKS[of]) for of in RANKS} for own in RANKS}
"""The codes of verdicts, by the truth of an entitlement and of what calls for it."""
Met = Mapping[Compare, Truth]
"""What has been asked for already, along one path through a tree."""
NOTHING: Met = {}
TESTS = {"has": "{1} in {0}", "at_least": "{0} >= {1}", "at_most": "{0} <= {1}"}
"""How both languages write the operators that null is an error for; the rest are equalities."""


def cases(catalogue: Catalogue, count: int) -> list[Case]:
    """Return a portfolio, with the facts that conditions ask for and no others."""
    enterprises, business = tables(catalogue, count)
    asked = {fact for facts in Plan(catalogue).condition_facts.values() for fact in facts}
    pending: dict[str, list[tuple[str, Facts]]] = defaultdict(list)
    for row in business.iter_rows(named=True):
        own = [f"item.{name}" for name in catalogue.kinds[row["kind"]].facts]
        pending[row["ref"]].append((row["kind"], _known(row, asked.intersection(own))))
    about = asked.intersection(catalogue.facts())
    rows = enterprises.iter_rows(named=True)
    return [(_known(row, about), pending[row["ref"]]) for row in rows]


def _known(row: Mapping[str, object], facts: set[str]) -> Known:
    columns = {fact: fact.removeprefix("enterprise.").removeprefix("item.") for fact in facts}
    return {_symbol(fact): row[name] for fact, name in columns.items() if row[name] is not None}


def _symbol(fact: str) -> str:
    return fact.replace(".", "_")


def as_json(portfolio: Iterable[Case]) -> list[Case]:
    """Return a portfolio in the form that zen-engine is faster with than with dictionaries."""
    return [
        (dumps(facts).encode(), [(kind, dumps(item).encode()) for kind, item in items])
        for facts, items in portfolio
    ]


def by_zen(plan: Plan) -> Rival:
    """Answer with zen-engine: bare expressions, which are faster than a graph of decisions."""
    return _rival(plan, lambda text: zen.compile_expression(text).evaluate)


class _OnlyFacts(rule_engine.Context):  # type: ignore[misc]
    """A context without variables and builtins: a symbol is a fact, and one not found is null."""

    def resolve(self, thing: Known, name: str, scope: str | None = None) -> object:  # noqa: ARG002
        return thing.get(name)


def by_rule_engine(plan: Plan) -> Rival:
    """Answer with rule-engine: one rule for an enterprise, and one for an item of each kind."""
    context = _OnlyFacts()
    return _rival(plan, lambda text: rule_engine.Rule(text, context).evaluate)


def _rival(plan: Plan, compiled: Callable[[str], Evaluate]) -> Rival:
    tree = Tree(plan.catalogue.conditions)
    column = {name: index for index, name in enumerate(plan.enterprise_conditions)}
    entitled = compiled(tree.array(list(plan.enterprise_conditions.values())))
    itemless = itemgetter(
        *(
            column[provision.entitled_column] + (0 if provision.triggered_column else len(column))
            for provision in plan.provisions
        )
    )
    always = [True] * len(plan.item_conditions)
    of_kind = {}
    for kind, calls in plan.item_columns_by_kind.items():
        nth = {name: index for index, (_, name) in enumerate(calls)}
        provisions = [
            (place, column[provision.entitled_column], nth[provision.triggered_column])
            for place, provision in enumerate(plan.provisions)
            if provision.triggered_column in nth
        ]
        conditions = [plan.conditions[name] for name in nth]
        certain = {*conditions} <= {ALWAYS}  # then there is nothing to evaluate
        of_kind[kind] = provisions, None if certain else compiled(tree.array(conditions))

    def answer(facts: Facts, items: Items) -> tuple[int, ...]:
        own = [CODES[truth] for truth in entitled(facts)]
        codes: list[int] = list(
            itemless([*(row[False] for row in own), *(row[True] for row in own)])
        )
        for kind, item in items:
            provisions, evaluate = of_kind[kind]
            called = evaluate(item) if evaluate else always
            for place, about, call in provisions:
                code = own[about][called[call]]
                if code < codes[place]:  # noqa: PLR1730  faster than `min`
                    codes[place] = code
        return tuple(codes)

    return answer


class Tree(NamedTuple):
    """Writes conditions as decision trees, in what the languages of both engines share."""

    definitions: Mapping[str, Condition]

    def array(self, conditions: Sequence[Condition], met: Met = NOTHING) -> str:
        """Return an array of the truths; what several of them ask for first is asked for once."""
        still = [one for one in conditions if self._truth(one, met) == OPEN]
        for line, times in Counter(self._first(one, met) for one in still).most_common(1):
            if times > 1:
                return self._split(line, conditions, met, lambda more: self.array(conditions, more))
        return f"[{', '.join(self._one(condition, met) for condition in conditions)}]"

    def _one(self, condition: Condition, met: Met) -> str:
        truth = self._truth(condition, met)
        if truth != OPEN:
            return dumps(truth)
        line = self._first(condition, met)
        return self._split(line, [condition], met, lambda more: self._one(condition, more))

    def _split(
        self, line: Compare, under: Sequence[Condition], met: Met, rest: Callable[[Met], str]
    ) -> str:
        """Return a test, and what follows where it holds, fails and is unknown."""
        lines = (one for condition in under for one in comparisons(condition, self.definitions))
        same = [one for one in lines if one.fact == line.fact]
        settled = {one: one.holds(line.operand) for one in same if line.operator == "is"}
        yes, no = rest({**met, **settled, line: True}), rest({**met, line: False})
        unknown = rest({**met, **dict.fromkeys(same)})
        fact, values = _symbol(line.fact), map(dumps, line.operands)
        form = TESTS.get(line.operator, "{0} == {1}")
        test = " or ".join(form.format(fact, value) for value in values)
        if line.operand is True and (yes, unknown, no) == ("true", "null", "false"):
            return fact
        if line.operand is True and yes == unknown:
            return yes if yes == no else f"({fact} == false ? {no} : {yes})"
        certain = test if (yes, no) == ("true", "false") else f"({test} ? {yes} : {no})"
        fails_on_null = line.operator not in TESTS
        if any(one.fact == line.fact for one in met) or (fails_on_null and unknown == no):
            return no if yes == no else certain
        if fails_on_null:
            return f"({test} ? {yes} : ({fact} == null ? {unknown} : {no}))"
        return f"({fact} == null ? {unknown} : {certain})"

    def _parts(self, condition: Condition) -> Sequence[Condition]:
        if isinstance(condition, Defined):
            return (self.definitions[condition.definition],)
        return condition.parts

    def _truth(self, condition: Condition, met: Met) -> Truth | Literal["open"]:
        if isinstance(condition, Compare):
            return met.get(condition, OPEN)
        parts = [self._truth(part, met) for part in self._parts(condition)]
        if isinstance(condition, Not):
            return not parts[0] if isinstance(parts[0], bool) else parts[0]
        settling = isinstance(condition, AnyOf)
        return next((truth for truth in (settling, OPEN, None) if truth in parts), not settling)

    def _first(self, condition: Condition, met: Met) -> Compare:
        """Return the first comparison that is open and still matters."""
        if isinstance(condition, Compare):
            return condition
        parts = self._parts(condition)
        return next(self._first(part, met) for part in parts if self._truth(part, met) == OPEN)


def ours(plan: Plan, count: int) -> Iterator[tuple[int, ...]]:
    """Yield the codes of the same portfolio by the plain engine's own evaluation."""
    enterprises, business = tables(plan.catalogue, count)
    reader = RowReader(plan, date(2026, 3, 2))
    triggered: dict[str, list[int]] = defaultdict(lambda: [0] * len(plan.item_conditions))
    for row in business.iter_rows(named=True):
        item = reader.read_item(row)
        triggered[item.ref] = list(map(max, triggered[item.ref], item.triggered))
    for row in enterprises.iter_rows(named=True):
        enterprise = reader.read_enterprise(row)
        found = (*enterprise.entitled, *triggered[enterprise.ref])
        ranks: dict[str | None, int] = dict(zip(plan.conditions, found, strict=True))
        ranks[None] = 2
        yield tuple(
            verdict_code(ranks[provision.entitled_column], ranks[provision.triggered_column])
            for provision in plan.provisions
        )


def rate(rival: Rival, portfolio: Sequence[Case]) -> float:
    """Return how many enterprises are answered in a second, the median of three runs."""
    runs = timeit.repeat(lambda: [rival(*case) for case in portfolio], number=1, repeat=3)
    return len(portfolio) / statistics.median(runs)


def main(count: int) -> None:
    plan = Plan(load_catalogue())
    portfolio, expected = cases(plan.catalogue, count), list(ours(plan, count))
    rivals = {
        "zen-engine, JSON": (by_zen(plan), as_json(portfolio)),
        "zen-engine, dictionaries": (by_zen(plan), portfolio),
        "rule-engine": (by_rule_engine(plan), portfolio),
    }
    for name, (rival, given) in rivals.items():
        if [rival(*case) for case in given] != expected:
            sys.exit(f"{name}: other verdicts than ours")
        print(f"{name:<24} {rate(rival, given):>8,.0f} enterprises a second")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
