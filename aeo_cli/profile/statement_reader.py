"""Read what a profile states of its facts: which are not known, and the evidence for the others."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.labels import all_named
from aeo_cli.documents.problems import Problem
from aeo_cli.documents.text import Text, both
from aeo_cli.profile.model import BUSINESS, Evidence
from aeo_cli.profile.names import full_name, unknown_fact
from aeo_cli.profile.table_reader import TableReader
from aeo_cli.rules.dates import CHECK_YEAR, read_date
from aeo_cli.rules.fact_values import read_text
from aeo_cli.rules.mistakes import Mistake
from aeo_cli.rules.spellings import NAME, Spelling

_EVIDENCE_KEYS: Mapping[str, Text | None] = dict.fromkeys(("source", "verified_on", "valid_until"))
TOP_LEVEL_KEYS = ("ref", "enterprise", "readings", "business", "unknown", "evidence")
_EVIDENCE_EXAMPLE = '[evidence."enterprise.credit_level"]'
_UNKNOWN_EXAMPLE = '"enterprise.roles" = 2026-03-02'
_QUOTED_NAME = both("加引号的字段全名", "the full name of a fact, in quotes")
_OF_KINDS = both(
    "请删去；有此字段的业务种类：{kinds}", "remove it; kinds of business that have it: {kinds}"
)
_DATED = both(
    "或写成表，注明哪一天还不知道：[unknown] {example}",
    "or a table with the day on which it was not known: [unknown] {example}",
).fill(example=_UNKNOWN_EXAMPLE)


class StatementReader(TableReader):
    """Reads what stands under `unknown` and `evidence`, where facts are called by their names."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.catalogue = catalogue
        self.has_items = True
        """Whether `business` is a list, so that names of its items can be looked up."""

    def unknown(
        self, raw: object, given: Collection[str], names: Mapping[str, str]
    ) -> dict[str, date | None]:
        """Return what is stated not to be known: a list of names, or a table of names with days.

        Args:
            raw: what stands under `unknown`.
            given: the full name of each fact that the document states, rightly or wrongly.
            names: every way to name a fact, with its full name.
        """
        unknown: dict[str, date | None] = {}
        for place, member, day in self.unknown_entries(raw):
            name = self.fact_name(place, member, names)
            if name and name in given:
                expected = both("未填写的字段", "a fact without a value")
                hint = both(
                    "{name} 已填写，请只保留一处", "{name} has a value; keep one of the two"
                )
                self.add_problem(place, member, expected, hint.fill(name=name))
            elif name:
                unknown[name] = day
        return unknown

    def unknown_entries(self, raw: object) -> Iterator[tuple[str, object, date | None]]:
        """Yield the place of each entry under `unknown`, the name there, and the day."""
        if not isinstance(raw, Mapping):
            yield from ((*entry, None) for entry in self.members("unknown", raw, _DATED))
            return
        for name, day in raw.items():
            place = f'unknown."{name}"'
            if name in TOP_LEVEL_KEYS and isinstance(day, Mapping):
                # `enterprise.roles = 2026-11-30`, without the quotes
                hint = both("写成 {example}", "write {example}").fill(example=_UNKNOWN_EXAMPLE)
                self.add_problem(place, day, _QUOTED_NAME, hint)
            elif day is True:  # the day is not known
                yield place, name, None
            elif day is not None:
                yield place, name, self.value(place, day, _unknown_on)

    def evidence(self, raw: object, names: Mapping[str, str]) -> dict[str, Evidence]:
        """Return the evidence of each fact, in the catalogue's order."""
        by_fact = {}
        for key, entry in self.table("evidence", raw).items():
            place = f'evidence."{key}"'
            if key in TOP_LEVEL_KEYS:  # [evidence.enterprise.credit_level], without the quotes
                hint = both("写成 {example}", "write {example}").fill(example=_EVIDENCE_EXAMPLE)
                self.add_problem(place, entry, _QUOTED_NAME, hint)
                for name, inner in entry.items() if isinstance(entry, Mapping) else ():
                    self.evidence_entry(f"{place}.{name}", inner)
                continue
            name = self.fact_name(place, key, names)
            if name and name in by_fact:
                found = both("{name} 的依据重复", "an earlier entry is also evidence for {name}")
                hint = both("请只保留一条", "keep one of them")
                self.problems.append(Problem(place, found.fill(name=name), None, hint))
            evidence = self.evidence_entry(place, entry)
            if name and any(evidence):  # an empty entry counts as none
                by_fact[name] = evidence
        # In the catalogue's order, so that a report does not depend on the order in the file.
        return {name: by_fact[name] for name in dict.fromkeys(names.values()) if name in by_fact}

    def evidence_entry(self, place: str, raw: object) -> Evidence:
        """Return the evidence in one entry; a blank source counts as missing."""
        table = self.with_keys(place, self.table(place, raw), _EVIDENCE_KEYS)
        source = self.value(f"{place}.source", table.get("source"), read_text)
        evidence = Evidence(
            source=(source or "").strip() or None,
            verified_on=self.value(f"{place}.verified_on", table.get("verified_on"), read_date),
            valid_until=self.value(f"{place}.valid_until", table.get("valid_until"), _last_day),
        )
        verified_on, valid_until = evidence.verified_on, evidence.valid_until
        if verified_on and valid_until and valid_until < verified_on:
            expected = both("不早于 verified_on（{day}）的日期", "verified_on ({day}) or later")
            day = verified_on.isoformat()
            self.add_problem(f"{place}.valid_until", valid_until, expected.fill(day=day))
        return evidence

    def fact_name(self, place: str, raw: object, names: Mapping[str, str]) -> str | None:
        """Return the full name of the fact that `raw` names; None if it names none: a problem."""
        if isinstance(raw, str) and (name := full_name(raw, names)):
            if "." not in raw and raw != name:
                self.spellings.update([Spelling(NAME, raw, name)])
            return name
        if isinstance(raw, str) and raw.startswith(BUSINESS) and not self.has_items:
            return None  # that `business` is no list is said already
        self.problems.append(unknown_fact(place, raw, names))
        return None

    def where_it_belongs(self, key: str) -> Text | None:
        """Return a hint where a key belongs, if another part of a profile has it."""
        if key in TOP_LEVEL_KEYS:
            hint = both("{key} 应写在文件开头，不属于任何表", "write {key} at the top of the file")
            return hint.fill(key=key)
        owners = {"[enterprise]": self.catalogue.enterprise, "[readings]": self.catalogue.readings}
        for owner, facts in owners.items():
            if key in facts:
                hint = both("{key} 属于 {owner}", "{key} belongs to {owner}")
                return hint.fill(key=key, owner=owner)
        kinds = self.catalogue.kinds.items()
        having = {kind: entry.label for kind, entry in kinds if key in entry.facts}
        return _OF_KINDS.fill(kinds=all_named(having)) if having else None


def _unknown_on(raw: object) -> date | Mistake:
    """Return the day on which something was not known."""
    day = read_date(raw)
    if isinstance(day, Mistake) and day.hint is None:
        return day._replace(
            hint=both("不记得哪一天的写 true", "write true if the day is not known")
        )
    return day


def _last_day(raw: object) -> date | Mistake:
    """Return the last day of validity; "none" and 9999-12-31 are mistakes, with a hint to omit."""
    day = read_date(raw)
    if isinstance(day, Mistake) and day.hint in {None, CHECK_YEAR}:  # 9999-12-31 means no end, too
        return day._replace(
            hint=both("没有期限的，不必填写", "leave it out if there is no end date")
        )
    return day
