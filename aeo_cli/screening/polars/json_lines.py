"""JSON lines as ranks, in Polars, and whether each line is certain.

A line is decoded only if it matches `patterns.profile`. Decoding would hide a key that occurs
twice, so the keys in the text are counted and compared with the decoded values. As a null decodes
to no value, a line that may contain one is decoded again with a text in place of each null. So is a
line that states something of its facts, for these `statements`: most lines have none.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import polars as pl

from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.screening import patterns
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.polars.cells import value_type
from aeo_cli.screening.polars.ranks import CERTAIN, LINE, RankReader, ScannedTable
from aeo_cli.screening.polars.statements import STATED, StatementReader

TEXT = "#text"
"""The text of a line."""
_BUSINESS, _KEYS_CERTAIN, _KEY_COUNT = "business", "#keys-certain", "#key-count"
_MATCHING, _PROFILE, _KEYED = "#matching", "#profile", "#keyed"
"""A line that matches the pattern; its profile; its profile with a text in place of each null."""
_MAX_BYTES = 2**22
"""The length up to which a line is decoded here; `aeo check` reads longer ones too."""
LINE_BATCH = 100_000
"""How many lines are read at a time."""


class JsonLineReader:
    """Reads JSON lines and evaluates the conditions of a plan.

    Args:
        ranks: the reader for tables, to which the decoded lines are passed.
        on: the day of assessment.
    """

    def __init__(self, ranks: RankReader, on: date) -> None:
        self.ranks, self.plan = ranks, ranks.plan
        self.statements = StatementReader(self.plan, on)
        self.pattern = patterns.profile(self.plan)

    def enterprise_ranks(self, lines: pl.DataFrame) -> pl.DataFrame:
        """Return the ranks of lines with `CERTAIN`, and their items in `business`.

        Args:
            lines: the text of each line in `TEXT`, with `LINE`.
        """
        decoded = self._decoded(lines)
        names = {full.removeprefix("enterprise."): full for full in self.statements.names}
        facts = {name: _fact(full) for name, full in names.items()}
        given = {full: _fact(full) for full in names.values()} | {_BUSINESS: _field(_BUSINESS)}
        counts = pl.coalesce(_value_count(self.plan, _KEYED), _value_count(self.plan, _PROFILE))
        tests, expired = [_field("enterprise").is_not_null()], {}
        if decoded.get_column(STATED).null_count() < decoded.height:
            counts += self.statements.value_count()
            tests.append(self.statements.are_certain(given))
            expired = {name: self.statements.expired(full) for name, full in names.items()}
        profiles = decoded.lazy().select(
            LINE,
            STATED,
            pl.all_horizontal(
                pl.col(_KEY_COUNT) == counts,  # no key occurs twice
                _items_fit_kinds(self.plan),
                *tests,
            ).alias(_KEYS_CERTAIN),
            _field("ref"),
            _field(_BUSINESS),
            **facts,
        )
        columns = dict(profiles.collect_schema())
        table = ScannedTable(profiles, columns, expired=expired)
        ranks = self.ranks.enterprise_ranks(table, (_KEYS_CERTAIN, _BUSINESS))
        is_certain = pl.col(CERTAIN) & pl.col(_KEYS_CERTAIN).fill_null(value=False)
        return ranks.with_columns(is_certain).collect(engine="streaming")

    def _decoded(self, lines: pl.DataFrame) -> pl.DataFrame:
        """Return the decoded profiles of lines; a line that does not match has none."""
        line = pl.col(TEXT)
        matches = (line.str.len_bytes() < _MAX_BYTES) & line.str.contains(self.pattern)
        matching = lines.lazy().select(LINE, pl.when(matches).then(line).alias(_MATCHING))
        texts = matching.with_columns(
            pl.col(_MATCHING).str.count_matches('":').alias(_KEY_COUNT),
            _nulls_replaced().alias(_KEYED),
            self.statements.texts(pl.col(_MATCHING)).alias(STATED),
        ).collect(engine="streaming")
        return texts.select(
            LINE,
            _KEY_COUNT,
            _json_decoded(texts[_MATCHING], profile_type(self.plan, textual=False)).alias(_PROFILE),
            _json_decoded(texts[_KEYED], profile_type(self.plan, textual=True)).alias(_KEYED),
            _json_decoded(texts[STATED], self.statements.type).alias(STATED),
        )

    def item_ranks(self, enterprises: pl.DataFrame) -> pl.DataFrame:
        """Return the ranks of the items in the result of `enterprise_ranks`, with `CERTAIN`."""
        items = enterprises.lazy().select(LINE, "ref", _BUSINESS)
        rows = items.explode(_BUSINESS, empty_as_null=False, keep_nulls=False).unnest(_BUSINESS)
        table = ScannedTable(rows, dict(rows.collect_schema()))
        return self.ranks.item_ranks(table).collect(engine="streaming")

    def uncertain_lines(self, enterprises: pl.DataFrame, items: pl.DataFrame) -> pl.Series:
        """Return the numbers of the lines that are not certain, in order."""
        lines = (_uncertain(enterprises), _uncertain(items), _with_duplicate_id(items))
        return pl.concat(lines).unique().sort()


def _json_decoded(texts: pl.Series, dtype: pl.Struct) -> pl.Series:
    """Return decoded texts, decoded in small parts: one large part would take twice the time."""
    if texts.null_count() == len(texts):
        return pl.Series(texts.name, [None], dtype).new_from_index(0, len(texts))
    parts = [texts.slice(start, _PART) for start in range(0, len(texts), _PART)]

    def decode(part: pl.Series) -> pl.Series:
        return part.str.json_decode(dtype)

    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        return pl.concat(pool.map(decode, parts), rechunk=True)


_PART = 500
"""How many lines are decoded at a time."""


def _uncertain(frame: pl.DataFrame) -> pl.Series:
    return frame.filter(~pl.col(CERTAIN)).get_column(LINE)


def _with_duplicate_id(items: pl.DataFrame) -> pl.Series:
    """Return the lines in which two items have the same id."""
    with_id = items.lazy().filter(pl.col("id").is_not_null()).select(LINE, "id")
    # Hashes are compared first, as `is_duplicated` on structs is slow and duplicates are rare.
    key = pl.col("id").hash(0) ^ pl.col(LINE).hash(1)
    if with_id.select(key.n_unique() == pl.len()).collect().item():
        return pl.Series(LINE, [], dtype=pl.UInt32)
    duplicates = with_id.filter(pl.struct(LINE, "id").is_duplicated())
    return duplicates.collect().get_column(LINE)


def _field(name: str, profile: str = _PROFILE) -> pl.Expr:
    return pl.col(profile).struct.field(name)


def _fact(full_name: str) -> pl.Expr:
    owner, _, name = full_name.partition(".")
    return _field(owner).struct.field(name)


def _nulls_replaced() -> pl.Expr:
    """Return lines in which each null became a text, so that each key has a value; null: none."""
    may_have_null = pl.col(_MATCHING).str.contains("null", literal=True)
    line = pl.when(may_have_null).then(_MATCHING)
    return line.str.replace_all(patterns.NULL, patterns.NO_NULL)


def _items_fit_kinds(plan: Plan) -> pl.Expr:
    """Return whether no item has a key that its kind does not have, even with a null value."""
    kind = pl.element().struct.field("kind")
    fitting = (
        pl.element().struct.field(name).is_null() | kind.is_in(plan.kinds_with(name))
        for name in plan.uniform_facts
    )
    item_fits = pl.all_horizontal(pl.lit(value=True), *fitting)
    return _field(_BUSINESS, _KEYED).list.eval(item_fits).list.all().fill_null(value=True)


def _value_count(plan: Plan, profile: str) -> pl.Expr:
    """Return the number of values in a decoded profile, or null if there is no profile."""
    owners = {"enterprise": plan.catalogue.enterprise, "readings": plan.catalogue.readings}
    values = [_field(name, profile) for name in ("ref", *owners, _BUSINESS)]
    values += [
        _field(owner, profile).struct.field(name)
        for owner, facts in owners.items()
        for name in facts
    ]
    names = ("kind", "id", "note", *plan.uniform_facts)
    in_item = pl.sum_horizontal(pl.element().struct.field(name).is_not_null() for name in names)
    in_items = _field(_BUSINESS, profile).list.eval(in_item).list.sum().fill_null(0)
    total = pl.sum_horizontal(*(value.is_not_null() for value in values), in_items)
    return pl.when(pl.col(profile).is_not_null()).then(total)


def profile_type(plan: Plan, *, textual: bool) -> pl.Struct:
    """Return the type of a profile; if textual, every scalar value is a text."""
    decoded = {FactType.SET} if textual else {FactType.SET, FactType.BOOLEAN, FactType.INTEGER}

    def types(facts: Mapping[str, Fact]) -> dict[str, pl.DataType]:
        return {
            name: value_type(fact) if fact.type in decoded else pl.String()
            for name, fact in facts.items()
        }

    item = {**dict.fromkeys(("kind", "id", "note"), pl.String()), **types(plan.uniform_facts)}
    return pl.Struct(
        {
            "ref": pl.String(),
            "enterprise": pl.Struct(types(plan.catalogue.enterprise)),
            "readings": pl.Struct(types(plan.catalogue.readings)),
            _BUSINESS: pl.List(pl.Struct(item)),
        }
    )
