"""Reading a profile from a document, TOML or JSON already parsed, against a catalogue's facts.

Nothing is guessed: an unknown key, a wrong type or a misspelt value is a problem with its place and
a hint, and every problem of the document is reported at once.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.problems import NOTHING, InputError, Problem, did_you_mean, one_of, quoted
from aeo_cli.documents.text import Text, both
from aeo_cli.profile.model import BUSINESS, ITEM_KEYS, Evidence, Item, Profile
from aeo_cli.profile.names import fact_names, unknown_fact
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.values import Mistake, read, read_date, read_text

T = TypeVar("T")
RawTable = Mapping[str, Any]


def read_profile(document: RawTable, catalogue: Catalogue) -> Profile:
    """Read a profile from a parsed document.

    Raises:
        InputError: with every problem of the document, each with its place in it.
    """
    reader = _ProfileReader(catalogue)
    profile = reader.profile(document)
    if reader.problems:
        raise InputError(reader.problems)
    return profile


_TOP = ("ref", "enterprise", "readings", "business", "unknown", "evidence")
_EVIDENCE = '[evidence."enterprise.credit_level"]'
_TABLE = both("一个表", "a table")
_LIST = both("一个列表", "a list")


class _ProfileReader:
    """Walks a document and notes every problem it meets, going on where it can."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.problems: list[Problem] = []

    def reject(self, place: str, raw: object, expected: Text, hint: Text | None = None) -> None:
        found = NOTHING if raw is None else quoted(raw)
        self.problems.append(Problem(place, found, expected, hint))

    def refuse(self, place: str, raw: Any, mistake: Mistake) -> None:  # noqa: ANN401
        if mistake.member is not None:
            place, raw = f"{place}[{mistake.member}]", raw[mistake.member]
        self.problems.append(Problem(place, quoted(raw), mistake.expected, mistake.hint))

    def profile(self, document: RawTable) -> Profile:
        self.keys("", document, dict.fromkeys(_TOP))
        if document.get("enterprise") is None:
            hint = both(
                "至少写一行 [enterprise]，可以留空", "[enterprise] may be empty, but must stand"
            )
            self.reject("enterprise", None, _TABLE, hint)
        enterprise = self.facts("enterprise", document.get("enterprise"), self.catalogue.enterprise)
        readings = self.facts("readings", document.get("readings"), self.catalogue.readings)
        items = self.members("business", document.get("business"))
        business = tuple(
            item
            for index, (place, raw) in enumerate(items)
            if (item := self.item(index, place, raw)) is not None
        )
        self.unique_ids(items)
        known = Profile(
            enterprise=enterprise,
            readings=readings,
            business=business,
            business_said=document.get("business") is not None,
        )
        names = fact_names(self.catalogue, business)
        return known._replace(
            ref=self.value("ref", document.get("ref"), read_text),
            unknown=self.unknown(document.get("unknown"), {**names, BUSINESS: BUSINESS}, known),
            evidence=self.evidence(document.get("evidence"), names),
        )

    def facts(self, owner: str, raw: object, facts: Mapping[str, Fact]) -> dict[str, Value]:
        table = self.table(owner, raw)
        self.keys(owner, table, {name: fact.label for name, fact in facts.items()})
        return self.values(owner, table, facts)

    def values(self, owner: str, table: RawTable, facts: Mapping[str, Fact]) -> dict[str, Value]:
        known: dict[str, Value] = {}
        for name, fact in facts.items():
            if (raw := table.get(name)) is not None:
                value = read(fact, raw)
                if isinstance(value, Mistake):
                    self.refuse(f"{owner}.{name}", raw, value)
                else:
                    known[name] = value
        return known

    def item(self, index: int, place: str, raw: object) -> Item | None:
        if not isinstance(raw, Mapping):
            self.problems.append(Problem(place, quoted(raw), _TABLE))
            return None
        kinds = {name: kind.label for name, kind in self.catalogue.kinds.items()}
        key = raw.get("kind")
        if not isinstance(key, str) or key not in kinds:
            hint = did_you_mean(key, kinds) if isinstance(key, str) else None
            known = both("一种已知的业务", "a known kind of business")
            listed = both(
                "aeo schema profile 逐一说明", "aeo schema profile describes each of them"
            )
            self.reject(f"{place}.kind", key, known if hint else one_of(kinds), hint or listed)
            return None
        facts = self.catalogue.kinds[key].facts
        labels = {name: fact.label for name, fact in facts.items()}
        self.keys(place, raw, {**dict.fromkeys(ITEM_KEYS), **labels})
        return Item(
            position=index,
            kind=key,
            id=self.value(f"{place}.id", raw.get("id"), read_text),
            note=self.value(f"{place}.note", raw.get("note"), read_text),
            facts=self.values(place, raw, facts),
        )

    def unique_ids(self, items: list[tuple[str, object]]) -> None:
        first: dict[str, str] = {}
        for place, raw in items:
            key = raw.get("id") if isinstance(raw, Mapping) else None
            if isinstance(key, str) and first.setdefault(key, place) != place:
                expected = both("与 {other} 不同的编号", "an id other than that of {other}")
                hint = both("改掉其中一个，或删去", "change or remove one of the two")
                self.reject(f"{place}.id", key, expected.fill(other=first[key]), hint)

    def unknown(self, raw: object, names: Mapping[str, str], profile: Profile) -> tuple[str, ...]:
        given = {*profile.known(), *([BUSINESS] if profile.business_said else ())}
        unknown = []
        for place, member in self.members("unknown", raw):
            name = self.fact_name(place, member, names)
            if name and name in given:
                expected = both("一个未填写的字段", "a fact that is not given")
                hint = both("{name} 已填写，二者删去其一", "{name} is given: keep one of the two")
                self.reject(place, member, expected, hint.fill(name=name))
            elif name:
                unknown.append(name)
        return tuple(unknown)

    def evidence(self, raw: object, names: Mapping[str, str]) -> dict[str, Evidence]:
        found = {}
        for key, entry in self.table("evidence", raw).items():
            place = f'evidence."{key}"'
            if key in _TOP:  # [evidence.enterprise.credit_level], without the quotes
                expected = both("字段的全名，加引号", "the full name of a fact, in quotes")
                hint = both("写成 {example}", "write {example}")
                self.reject(place, entry, expected, hint.fill(example=_EVIDENCE))
                continue
            name = self.fact_name(place, key, names)
            if name and name in found:
                named = both("每个字段只写一次依据", "evidence for each fact once")
                hint = both("它与前面的一条都指 {name}", "this and one before it both mean {name}")
                self.reject(place, entry, named, hint.fill(name=name))
            table = self.table(place, entry)
            self.keys(place, table, dict.fromkeys(("source", "verified_on", "valid_until")))
            evidence = Evidence(
                source=self.source(f"{place}.source", table.get("source")),
                verified_on=self.value(f"{place}.verified_on", table.get("verified_on"), read_date),
                valid_until=self.value(f"{place}.valid_until", table.get("valid_until"), _last_day),
            )
            if evidence.verified_on and evidence.valid_until:
                self.in_order(place, evidence.verified_on, evidence.valid_until)
            if name and any(evidence):  # an entry that says nothing is none
                found[name] = evidence
        return {name: found[name] for name in dict.fromkeys(names.values()) if name in found}

    def source(self, place: str, raw: object) -> str | None:
        """Return where evidence comes from; a blank is nobody."""
        return (self.value(place, raw, read_text) or "").strip() or None

    def in_order(self, place: str, verified_on: date, valid_until: date) -> None:
        if valid_until < verified_on:
            expected = both("不早于 verified_on（{day}）", "not before verified_on ({day})")
            day = verified_on.isoformat()
            self.reject(f"{place}.valid_until", valid_until, expected.fill(day=day))

    def fact_name(self, place: str, raw: object, names: Mapping[str, str]) -> str | None:
        """Return the full name of the fact that `raw` names, or None where it names none."""
        if isinstance(raw, str) and raw in names:
            return names[raw]
        self.problems.append(unknown_fact(place, raw, names))
        return None

    def keys(self, owner: str, table: RawTable, known: Mapping[str, Text | None]) -> None:
        """Reject the keys of a table that are not among the known ones."""
        for key in table:
            if key not in known:
                place = f"{owner}.{key}" if owner else key
                hint = did_you_mean(key, known) or self.elsewhere(key)
                found = both("未知的键 {key}", "the unknown key {key}").fill(key=quoted(key))
                expected = both("已知的键", "a known key") if hint else one_of(known)
                self.problems.append(Problem(place, found, expected, hint))

    def elsewhere(self, key: str) -> Text | None:
        """Return a hint where a key is known under another heading."""
        if key in _TOP:
            words = both("{key} 写在文件开头，不属于任何表", "{key} stands at the top of the file")
            return words.fill(key=key)
        owners = {"[enterprise]": self.catalogue.enterprise, "[readings]": self.catalogue.readings}
        for kind, entry in self.catalogue.kinds.items():
            owners[f'[[business]] kind = "{kind}"'] = entry.facts
        for owner, facts in owners.items():
            if key in facts:
                return both("{key} 属于 {owner}", "{key} belongs to {owner}").fill(
                    key=key, owner=owner
                )
        return None

    def table(self, place: str, raw: object) -> RawTable:
        if isinstance(raw, Mapping):
            return raw
        if raw is not None:
            self.reject(place, raw, _TABLE)
        return {}

    def members(self, place: str, raw: object) -> list[tuple[str, object]]:
        if isinstance(raw, list):
            return [(f"{place}[{index}]", member) for index, member in enumerate(raw)]
        if raw is not None:
            hint = both("每项业务以 [[business]] 开头", "each item begins with [[business]]")
            self.reject(place, raw, _LIST, hint if place == "business" else None)
        return []

    def value(self, place: str, raw: object, reader: Callable[[object], T | Mistake]) -> T | None:
        if raw is None:
            return None
        found = reader(raw)
        if isinstance(found, Mistake):
            self.refuse(place, raw, found)
            return None
        return found


def _last_day(raw: object) -> date | Mistake:
    """Return the last day of validity; what is no day never means that there is no end."""
    found = read_date(raw)
    if isinstance(found, Mistake) and found.hint is None:
        return found._replace(hint=both("没有期限的不写", "leave it out if it has no end"))
    return found
