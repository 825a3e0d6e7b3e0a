"""What JSON lines state of facts, in Polars: which are not known, and the evidence for others.

Only the full names of an enterprise's facts and of readings are certain. Lines that name a pending
item's fact, or write a name in another way, are left to the reader of `aeo check`.
"""

from datetime import date

import polars as pl

from aeo_cli.profile.model import BUSINESS
from aeo_cli.screening import patterns
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.polars.cells import is_certain_day, parse_day

STATED = "#stated"
"""The column of what a line states; null: nothing."""


class StatementReader:
    """Reads what lines state under `unknown` and `evidence`.

    Args:
        plan: the catalogue.
        on: the day of assessment; a fact whose evidence expired before it is unknown.
    """

    def __init__(self, plan: Plan, on: date) -> None:
        self.on, self.names = on, list(plan.catalogue.facts())
        self.unknowable = [*self.names, BUSINESS]

    @property
    def type(self) -> pl.Struct:
        """The type of what a line states, in which `unknown` as a table has a key of its own."""
        evidence = pl.Struct(dict.fromkeys(patterns.EVIDENCE, pl.String()))
        return pl.Struct(
            {
                "unknown": pl.List(pl.String()),
                patterns.UNKNOWN_TABLE: pl.Struct(dict.fromkeys(self.unknowable, pl.String())),
                "evidence": pl.Struct(dict.fromkeys(self.names, evidence)),
            }
        )

    def texts(self, line: pl.Expr) -> pl.Expr:
        """Return lines to be decoded as `type`; null: a line states nothing."""
        stating = pl.when(line.str.contains(patterns.STATEMENT)).then(line)
        with_keys = stating.str.replace_all(patterns.UNKNOWN, patterns.AS_TABLE)
        return with_keys.str.replace_all(patterns.NULL, patterns.NO_NULL)

    def value_count(self) -> pl.Expr:
        """Return how many values are stated, each under a key of its own."""
        stated = pl.col(STATED).struct
        entries = [self._evidence(name) for name in self.names]
        values = [
            *(stated.field(name) for name in ("unknown", patterns.UNKNOWN_TABLE, "evidence")),
            *(self._unknown_on(name) for name in self.unknowable),
            *entries,
            *(entry.struct.field(key) for entry in entries for key in patterns.EVIDENCE),
        ]
        return pl.sum_horizontal(value.is_not_null() for value in values)

    def are_certain(self, given: dict[str, pl.Expr]) -> pl.Expr:
        """Return whether `aeo check` would read the statements in the same way.

        Args:
            given: by the full name of each fact, and for `BUSINESS`, its value in the line.
        """
        listed = pl.col(STATED).struct.field("unknown")
        unknowable = pl.lit(self.unknowable, dtype=pl.List(pl.String()))
        tests = [
            listed.list.set_difference(unknowable).list.len() == 0,
            pl.any_horizontal(
                listed.is_null(), pl.col(STATED).struct.field(patterns.UNKNOWN_TABLE).is_null()
            ),
        ]
        for name, value in given.items():
            day = self._unknown_on(name)
            tests += [
                value.is_null() | (~listed.list.contains(name) & day.is_null()),
                is_certain_day(pl.when(~day.is_in(["true", patterns.WAS_NULL])).then(day)),
            ]
        for name in self.names:
            start, end = self._days(name)
            in_order = (parse_day(start) <= parse_day(end)).fill_null(value=True)
            tests += [is_certain_day(start), is_certain_day(end), in_order]
        return pl.all_horizontal(test.fill_null(value=True) for test in tests)

    def expired(self, name: str) -> pl.Expr:
        """Return whether the evidence for a fact expired before the day of assessment."""
        _, end = self._days(name)
        return (parse_day(end) < self.on).fill_null(value=False)

    def _unknown_on(self, name: str) -> pl.Expr:
        return pl.col(STATED).struct.field(patterns.UNKNOWN_TABLE).struct.field(name)

    def _evidence(self, name: str) -> pl.Expr:
        return pl.col(STATED).struct.field("evidence").struct.field(name)

    def _days(self, name: str) -> tuple[pl.Expr, pl.Expr]:
        """Return the days on which evidence was verified, and on which it ends, as text."""
        entry = self._evidence(name).struct
        days = (entry.field(key) for key in ("verified_on", "valid_until"))
        start, end = (pl.when(day != patterns.WAS_NULL).then(day) for day in days)
        return start, end
