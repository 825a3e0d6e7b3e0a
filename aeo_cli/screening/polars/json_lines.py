"""Lines of JSON as the two tables, in Polars, as far as they are certain."""

from collections.abc import Mapping

import polars as pl

from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.screening import patterns
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.polars.ranks import CERTAIN, LINE, RankReader, ScannedTable
from aeo_cli.screening.row_documents import READINGS

TEXT = "#text"
"""A line of JSON Lines."""
_BUSINESS, _MEMBERS = "business", "#members"
_FITTING, _PROFILE, _GIVEN = "#fitting", "#profile", "#given"
"""A line that matches the grammar; what was read from it; the same with a text for each value."""
_LONGEST = 2**22
"""How many bytes a line may have that is read here; `aeo check` reads a longer one too."""


class JsonLineReader:
    """What takes lines of JSON to standings and pendings.

    Args:
        ranks: what takes the two tables to them.
    """

    def __init__(self, ranks: RankReader) -> None:
        self.ranks, self.plan = ranks, ranks.plan
        self.grammar = patterns.profile(self.plan)

    def profiles(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Return the standings of lines, with `CERTAIN`, and their business as it was read."""
        line = pl.col(TEXT)
        fits = (line.str.len_bytes() < _LONGEST) & line.str.contains(self.grammar)
        fitting = frame.with_columns(pl.when(fits).then(line).alias(_FITTING))
        read = pl.col(_FITTING).str.json_decode(profile_type(self.plan, textual=False))
        again = pl.when(_may_be_null()).then(_without_nulls())
        given = again.str.json_decode(profile_type(self.plan, textual=True))
        profiles = fitting.with_columns(read.alias(_PROFILE), given.alias(_GIVEN)).select(
            LINE,
            pl.all_horizontal(
                _members(self.plan),
                _are_of_their_kinds(self.plan),
                _own("enterprise").is_not_null(),
            ).alias(_MEMBERS),
            _own("ref"),
            *_fields("enterprise", self.plan.catalogue.enterprise, ""),
            *_fields("readings", self.plan.catalogue.readings, READINGS),
            _own(_BUSINESS),
        )
        columns = dict(profiles.collect_schema())
        standings = self.ranks.standings(
            ScannedTable(profiles, columns, checked=True), (_MEMBERS, _BUSINESS)
        )
        certain = pl.col(CERTAIN) & pl.col(_MEMBERS).fill_null(value=False)
        return standings.with_columns(certain)

    def pendings(self, profiles: pl.DataFrame) -> pl.DataFrame:
        """Return the pendings of what `profiles` gave, with `CERTAIN`."""
        items = profiles.lazy().select(LINE, "ref", _BUSINESS)
        rows = items.explode(_BUSINESS, empty_as_null=False, keep_nulls=False).unnest(_BUSINESS)
        return self.ranks.pendings(
            ScannedTable(rows, dict(rows.collect_schema()), checked=True)
        ).collect(engine="streaming")

    def doubtful(self, profiles: pl.DataFrame, items: pl.DataFrame) -> pl.Series:
        """Return the numbers of the lines that are not certain."""
        found = (_uncertain(profiles), _uncertain(items), _repeated(items))
        return pl.concat(found).unique().sort()


def _uncertain(frame: pl.DataFrame) -> pl.Series:
    return frame.filter(~pl.col(CERTAIN)).get_column(LINE)


def _repeated(items: pl.DataFrame) -> pl.Series:
    """Return the lines in which two items have one id."""
    named = items.lazy().filter(pl.col("id").is_not_null()).select(LINE, "id")
    both_ = pl.col("id").hash(0) ^ pl.col(LINE).hash(1)
    if named.select(both_.n_unique() == pl.len()).collect().item():
        return pl.Series(LINE, [], dtype=pl.UInt32)
    twice = named.filter(pl.struct(LINE, "id").is_duplicated())
    return twice.collect().get_column(LINE)


def _own(name: str, profile: str = _PROFILE) -> pl.Expr:
    return pl.col(profile).struct.field(name)


def _fields(owner: str, facts: Mapping[str, Fact], prefix: str) -> list[pl.Expr]:
    return [_own(owner).struct.field(name).alias(prefix + name) for name in facts]


def _may_be_null() -> pl.Expr:
    return pl.col(_FITTING).str.contains("null", literal=True)


def _without_nulls() -> pl.Expr:
    """Return lines with a text for every null, so that each key has a value."""
    return pl.col(_FITTING).str.replace_all(patterns.NULL, patterns.NO_NULL)


def _members(plan: Plan) -> pl.Expr:
    """Say whether as many keys were read from a line as stand in it: whether none stands twice."""
    keys = pl.col(_FITTING).str.count_matches('":')
    return keys == pl.coalesce(_count(plan, _GIVEN), _count(plan, _PROFILE))


def _are_of_their_kinds(plan: Plan) -> pl.Expr:
    """Say whether no item has a key that its kind has not, even without a value."""
    kind = pl.element().struct.field("kind")
    fitting = (
        pl.element().struct.field(name).is_null() | kind.is_in(list(plan.kinds_with(name)))
        for name in plan.item_facts
        if plan.is_alike(name)
    )
    own = pl.all_horizontal(pl.lit(value=True), *fitting)
    return _own(_BUSINESS, _GIVEN).list.eval(own).list.all().fill_null(value=True)


def _count(plan: Plan, profile: str) -> pl.Expr:
    owners = {"enterprise": plan.catalogue.enterprise, "readings": plan.catalogue.readings}
    found = [_own(name, profile) for name in ("ref", *owners, _BUSINESS)]
    found += [
        _own(owner, profile).struct.field(name) for owner, facts in owners.items() for name in facts
    ]
    names = ("kind", "id", "note", *filter(plan.is_alike, plan.item_facts))
    own = pl.sum_horizontal(pl.element().struct.field(name).is_not_null() for name in names)
    of_items = _own(_BUSINESS, profile).list.eval(own).list.sum().fill_null(0)
    total = pl.sum_horizontal(*(one.is_not_null() for one in found), of_items)
    return pl.when(pl.col(profile).is_not_null()).then(total)


def profile_type(plan: Plan, *, textual: bool) -> pl.Struct:
    """Return the type of a profile; textual: with a text for every value that is one."""

    def facts(known: Mapping[str, Fact]) -> dict[str, pl.DataType]:
        return {name: _value_type(fact, textual=textual) for name, fact in known.items()}

    alike = {name: fact for name, fact in plan.item_facts.items() if plan.is_alike(name)}
    item = {**dict.fromkeys(("kind", "id", "note"), pl.String()), **facts(alike)}
    return pl.Struct(
        {
            "ref": pl.String(),
            "enterprise": pl.Struct(facts(plan.catalogue.enterprise)),
            "readings": pl.Struct(facts(plan.catalogue.readings)),
            _BUSINESS: pl.List(pl.Struct(item)),
        }
    )


def _value_type(fact: Fact, *, textual: bool) -> pl.DataType:
    match fact.type:
        case FactType.SET:
            return pl.List(pl.String())
        case FactType.BOOLEAN if not textual:
            return pl.Boolean()
        case FactType.INTEGER if not textual:
            return pl.Int64()
        case _:
            return pl.String()
