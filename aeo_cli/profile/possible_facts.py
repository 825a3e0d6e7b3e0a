"""The facts that a key of a pending item may be: one if its kind is known, else one of each kind.

Where the kind is wrong or missing, a value is wrong only if it is so under every kind that has such
a fact.
"""

from collections.abc import Sequence

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang, both
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.fact_values import read
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.mistakes import Mistake


def facts_by_name(catalogue: Catalogue, kind: str | None) -> dict[str, list[Fact]]:
    """Return the facts that an item of a kind may have, by name; None: of any kind."""
    facts: dict[str, list[Fact]] = {}
    for name, entry in catalogue.kinds.items():
        if kind in {None, name}:
            for fact_name, fact in entry.facts.items():
                facts.setdefault(fact_name, []).append(fact)
    return facts


def read_any(facts: Sequence[Fact], raw: object) -> tuple[Fact, Value] | Mistake:
    """Return the first of some facts of which `raw` is a value, with it, or why it is of none."""
    mistakes = []
    for fact in facts:
        value = read(fact, raw)
        if not isinstance(value, Mistake):
            return fact, value
        mistakes.append(value)
    first = mistakes[0]
    if all(mistake == first for mistake in mistakes):
        return first
    zh, en = (dict.fromkeys(mistake.expected[lang] for mistake in mistakes) for lang in Lang)
    return Mistake(both("，或".join(zh), ", or ".join(en)))
