"""Read a profile from parsed TOML or JSON, and check it against the facts of a catalogue.

Nothing is guessed: an unknown key, a wrong type or a misspelt value is a problem with its place and
a hint, and all problems of the document are reported at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.problems import A_TABLE, InputError, Problem, one_of, quoted
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import Text, both
from aeo_cli.profile.model import BUSINESS, ITEM_KEYS, Evidence, Item, Profile
from aeo_cli.profile.names import NO_KINDS, item_fact_names, unknown_fact
from aeo_cli.profile.possible_facts import facts_by_name, read_any
from aeo_cli.profile.table_reader import RawTable, TableReader
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.fact_values import CHECK_YEAR, Mistake, read_date, read_text
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.names import item_name


def read_profile(document: RawTable, catalogue: Catalogue) -> Profile:
    """Read a profile from a parsed document.

    Raises:
        InputError: with every problem of the document, each with its place in it.
    """
    require_profile(document)
    reader = _ProfileReader(catalogue)
    profile = reader.profile(document)
    if reader.problems:
        raise InputError(reader.problems)
    return profile


def require_profile(document: RawTable) -> None:
    """Require that a document is none that the tool itself writes, such as a report.

    Raises:
        InputError: it is one: a single problem, not one for each of its keys.
    """
    if "schema" in document:
        raise InputError([Problem("schema", quoted(document["schema"]), _PROFILE, _NO_PROFILE)])


_PROFILE = both("一份企业情况文件", "a profile")
_NO_PROFILE = both(
    "这是 aeo 的输出：比较报告用 aeo diff，转换格式用 aeo convert",
    "this is output of aeo: compare reports with aeo diff, convert them with aeo convert",
)
_TOP_LEVEL_KEYS = ("ref", "enterprise", "readings", "business", "unknown", "evidence")
_EVIDENCE_EXAMPLE = '[evidence."enterprise.credit_level"]'


class _ProfileReader(TableReader):
    """Reads a profile, and goes on after each problem as far as it can."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.catalogue = catalogue
        self.has_items = True
        """Whether `business` is a list, so that names of its items can be looked up."""

    def profile(self, document: RawTable) -> Profile:
        self.check_keys("", document, dict.fromkeys(_TOP_LEVEL_KEYS))
        if document.get("enterprise") is None:
            hint = both(
                "必填，可以留空：[enterprise]", "[enterprise] is required, but may be empty"
            )
            self.add_problem("enterprise", None, A_TABLE, hint)
        enterprise = self.facts("enterprise", document.get("enterprise"), self.catalogue.enterprise)
        readings = self.facts("readings", document.get("readings"), self.catalogue.readings)
        hint = both("每项业务以 [[business]] 开头", "start each item with [[business]]")
        items = self.members("business", document.get("business"), hint)
        read_items = [self.item(index, place, raw) for index, (place, raw) in enumerate(items)]
        self.check_unique_ids(items)
        names = self.fact_names(read_items, [raw for _, raw in items])
        self.has_items = isinstance(document.get("business"), list | None)
        return Profile(
            ref=self.value("ref", document.get("ref"), read_text),
            enterprise=enterprise,
            readings=readings,
            business=tuple(item for item in read_items if item is not None),
            business_given=document.get("business") is not None,
            unknown=self.unknown(document, {**names, BUSINESS: BUSINESS}),
            evidence=self.evidence(document.get("evidence"), names),
        )

    def facts(self, owner: str, raw: object, facts: Mapping[str, Fact]) -> dict[str, Value]:
        table = self.table(owner, raw)
        self.check_keys(owner, table, {name: fact.label for name, fact in facts.items()})
        return self.values(owner, table, {name: [fact] for name, fact in facts.items()})

    def values(
        self, owner: str, table: RawTable, facts: Mapping[str, Sequence[Fact]]
    ) -> dict[str, Value]:
        """Return the values of a table, each of a fact or of one of several that it may be."""
        known: dict[str, Value] = {}
        for name, possible in facts.items():
            if (raw := table.get(name)) is not None:
                value = read_any(possible, raw)
                if isinstance(value, Mistake):
                    self.add_mistake(f"{owner}.{name}", raw, value)
                else:
                    known[name] = value
        return known

    def item(self, index: int, place: str, raw: object) -> Item | None:
        if not isinstance(raw, Mapping):
            self.problems.append(Problem(place, quoted(raw), A_TABLE))
            return None
        kinds = {name: kind.label for name, kind in self.catalogue.kinds.items()}
        key = raw.get("kind")
        kind = key if isinstance(key, str) and key in kinds else None
        if kind is None:
            hint = did_you_mean(key, kinds) if isinstance(key, str) else None
            expected = both("一种已知的业务", "a known kind of business")
            described = (
                both("各种类的说明见 aeo schema profile", "aeo schema profile describes each kind")
                if kinds
                else both("请删去待办业务", "remove the pending business")
            )
            options = one_of(kinds) if kinds else NO_KINDS
            self.add_problem(f"{place}.kind", key, expected if hint else options, hint or described)
            if not kinds:
                return None
        by_name = facts_by_name(self.catalogue, kind)
        labels = {name: facts[0].label for name, facts in by_name.items()}
        self.check_keys(place, raw, {**dict.fromkeys(ITEM_KEYS), **labels})
        id_ = self.value(f"{place}.id", raw.get("id"), read_text)
        note = self.value(f"{place}.note", raw.get("note"), read_text)
        facts = self.values(place, raw, by_name)
        return None if kind is None else Item(index, kind, id_, note, facts)

    def fact_names(self, items: list[Item | None], raw_items: list[object]) -> dict[str, str]:
        """Return every way to name a fact; an item of no known kind may have those of any."""
        names = {name: name for name in self.catalogue.facts()}
        for index, (item, raw) in enumerate(zip(items, raw_items, strict=True)):
            id_ = raw.get("id") if isinstance(raw, Mapping) else None
            facts = facts_by_name(self.catalogue, item.kind if item else None)
            id_as_text = id_ if isinstance(id_, str) else None
            names |= item_fact_names(index, id_as_text, len(items), facts)
        return names

    def check_unique_ids(self, items: list[tuple[str, object]]) -> None:
        first: dict[str, str] = {}
        for place, raw in items:
            key = raw.get("id") if isinstance(raw, Mapping) else None
            if isinstance(key, str) and first.setdefault(key, place) != place:
                expected = both("与 {other} 不同的编号", "an id different from that of {other}")
                hint = both("请修改或删去其中一个", "change or remove one of them")
                self.add_problem(f"{place}.id", key, expected.fill(other=first[key]), hint)

    def unknown(self, document: RawTable, names: Mapping[str, str]) -> tuple[str, ...]:
        given, unknown = set(_given_names(document)), []
        for place, member in self.members("unknown", document.get("unknown")):
            name = self.fact_name(place, member, names)
            if name and name in given:
                expected = both("未填写的字段", "a fact without a value")
                hint = both(
                    "{name} 已填写，请只保留一处", "{name} has a value; keep one of the two"
                )
                self.add_problem(place, member, expected, hint.fill(name=name))
            elif name:
                unknown.append(name)
        return tuple(unknown)

    def evidence(self, raw: object, names: Mapping[str, str]) -> dict[str, Evidence]:
        by_fact = {}
        for key, entry in self.table("evidence", raw).items():
            place = f'evidence."{key}"'
            if key in _TOP_LEVEL_KEYS:  # [evidence.enterprise.credit_level], without the quotes
                expected = both("加引号的字段全名", "the full name of a fact, in quotes")
                hint = both("写成 {example}", "write {example}")
                self.add_problem(place, entry, expected, hint.fill(example=_EVIDENCE_EXAMPLE))
                for name, inner in entry.items() if isinstance(entry, Mapping) else ():
                    self.evidence_entry(f"{place}.{name}", inner)
                continue
            name = self.fact_name(place, key, names)
            if name and name in by_fact:
                found = both("{name} 的依据重复", "an earlier entry is evidence for {name} too")
                hint = both("请只保留一条", "keep one of them")
                self.problems.append(Problem(place, found.fill(name=name), None, hint))
            evidence = self.evidence_entry(place, entry)
            if name and any(evidence):  # an empty entry counts as none
                by_fact[name] = evidence
        # In the catalogue's order, so that a report does not depend on the order in the file.
        return {name: by_fact[name] for name in dict.fromkeys(names.values()) if name in by_fact}

    def evidence_entry(self, place: str, raw: object) -> Evidence:
        table = self.table(place, raw)
        self.check_keys(place, table, dict.fromkeys(("source", "verified_on", "valid_until")))
        evidence = Evidence(
            source=self.source(f"{place}.source", table.get("source")),
            verified_on=self.value(f"{place}.verified_on", table.get("verified_on"), read_date),
            valid_until=self.value(f"{place}.valid_until", table.get("valid_until"), _last_day),
        )
        if evidence.verified_on and evidence.valid_until:
            self.check_order(place, evidence.verified_on, evidence.valid_until)
        return evidence

    def source(self, place: str, raw: object) -> str | None:
        """Return the source of evidence; a blank one is none."""
        return (self.value(place, raw, read_text) or "").strip() or None

    def check_order(self, place: str, verified_on: date, valid_until: date) -> None:
        if valid_until < verified_on:
            expected = both("不早于 verified_on（{day}）的日期", "verified_on ({day}) or later")
            day = verified_on.isoformat()
            self.add_problem(f"{place}.valid_until", valid_until, expected.fill(day=day))

    def fact_name(self, place: str, raw: object, names: Mapping[str, str]) -> str | None:
        """Return the full name of the fact that `raw` names; None if it names none: a problem."""
        if isinstance(raw, str) and raw in names:
            return names[raw]
        if isinstance(raw, str) and raw.startswith(BUSINESS) and not self.has_items:
            return None  # that `business` is no list is said already
        self.problems.append(unknown_fact(place, raw, names))
        return None

    def check_keys(self, owner: str, table: RawTable, known: Mapping[str, Text | None]) -> None:
        """Add a problem for each key of a table that is not a known one."""
        for key in table:
            if key not in known:
                place = f"{owner}.{key}" if owner else key
                hint = did_you_mean(key, known) or self.where_it_belongs(key)
                found = both("没有 {key} 这个字段", "unknown key {key}").fill(key=quoted(key))
                expected = None if hint else one_of(known)
                self.problems.append(Problem(place, found, expected, hint))

    def where_it_belongs(self, key: str) -> Text | None:
        """Return a hint where a key belongs, if another part of a profile has it."""
        if key in _TOP_LEVEL_KEYS:
            hint = both("{key} 应写在文件开头，不属于任何表", "write {key} at the top of the file")
            return hint.fill(key=key)
        owners = {"[enterprise]": self.catalogue.enterprise, "[readings]": self.catalogue.readings}
        for kind, entry in self.catalogue.kinds.items():
            owners[f'[[business]] kind = "{kind}"'] = entry.facts
        for owner, facts in owners.items():
            if key in facts:
                return both("{key} 属于 {owner}", "{key} belongs to {owner}").fill(
                    key=key, owner=owner
                )
        return None


def _given_names(document: RawTable) -> Iterator[str]:
    """Yield the full name of each fact that a document states, rightly or wrongly."""
    business = document.get(BUSINESS)
    if business is not None:
        yield BUSINESS
    owners = [(owner, document.get(owner)) for owner in ("enterprise", "readings")]
    if isinstance(business, list):
        owners += [(item_name(index), item) for index, item in enumerate(business)]
    for owner, table in owners:
        if isinstance(table, Mapping):
            yield from (f"{owner}.{name}" for name, raw in table.items() if raw is not None)


def _last_day(raw: object) -> date | Mistake:
    """Return the last day of validity; "none" and 9999-12-31 are mistakes, with a hint to omit."""
    day = read_date(raw)
    if isinstance(day, Mistake) and day.hint in {None, CHECK_YEAR}:  # 9999-12-31 means no end, too
        return day._replace(
            hint=both("没有期限的，不必填写", "leave it out if there is no end date")
        )
    return day
