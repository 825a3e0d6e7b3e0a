"""Read a profile from parsed TOML or JSON, and check it against the facts of a catalogue.

What can be meant in one way only is read; an unknown key, a wrong type or a misspelt value is a
problem with its place and a hint. All problems of the document are reported at once.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.labels import key_of
from aeo_cli.documents.problems import A_TABLE, InputError, Problem, quoted
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import Text, both
from aeo_cli.profile.model import BUSINESS, ITEM_KEY_LABELS, Item, Profile
from aeo_cli.profile.names import NO_KINDS, fact_names
from aeo_cli.profile.possible_facts import facts_by_name, read_any
from aeo_cli.profile.statement_reader import TOP_LEVEL_KEYS, StatementReader
from aeo_cli.profile.table_reader import RawTable
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.fact_values import read_text
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.mistakes import Mistake
from aeo_cli.rules.spellings import KIND, Spelling, Spellings, spelling


class ReadProfile(NamedTuple):
    """A profile, and what was read as what."""

    profile: Profile
    spellings: Spellings


def read_profile(document: RawTable, catalogue: Catalogue) -> Profile:
    """Read a profile from a parsed document.

    Raises:
        InputError: with every problem of the document, each with its place in it.
    """
    return read_with_spellings(document, catalogue).profile


def read_with_spellings(document: RawTable, catalogue: Catalogue) -> ReadProfile:
    """Read a profile from a parsed document, and what was read as what.

    Raises:
        InputError: with every problem of the document, each with its place in it.
    """
    require_profile(document)
    reader = _ProfileReader(catalogue)
    profile = reader.profile(document)
    if reader.problems:
        raise InputError(reader.problems)
    return ReadProfile(profile, reader.spellings)


def require_profile(document: RawTable) -> None:
    """Require that a document is not one that the tool itself writes, such as a report.

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


_A_KIND = both("措施目录所列的业务种类", "a known kind of business")
_KINDS_ARE = both(
    "各种类的说明见 aeo schema profile；在工作簿中可从下拉列表选择",
    "aeo schema profile describes each kind; a workbook has a list to choose from",
)
_REMOVE_ITEM = both("请删去待办业务", "remove the pending business")


class _ProfileReader(StatementReader):
    """Reads a profile, and goes on after each problem as far as it can."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self.given: set[str] = set()
        """The full name of each fact that the document states, rightly or wrongly."""
        self.ids: list[str | None] = []
        """The id of each item."""
        self.of_kind = cache(self.item_keys)
        self.kinds = {name: kind.label for name, kind in catalogue.kinds.items()}

    def profile(self, document: RawTable) -> Profile:
        document = self.with_keys("", document, dict.fromkeys(TOP_LEVEL_KEYS))
        if document.get("enterprise") is None:
            hint = both(
                "必填，可以留空：[enterprise]", "[enterprise] is required, but may be empty"
            )
            self.add_problem("enterprise", None, A_TABLE, hint)
        enterprise = self.facts("enterprise", document.get("enterprise"), self.catalogue.enterprise)
        readings = self.facts("readings", document.get("readings"), self.catalogue.readings)
        hint = both("每项业务以 [[business]] 开头", "start each item with [[business]]")
        items = self.members(BUSINESS, document.get(BUSINESS), hint)
        read_items = [self.item(index, place, raw) for index, (place, raw) in enumerate(items)]
        self.check_unique_ids([place for place, _ in items])
        unknown, evidence = document.get("unknown"), document.get("evidence")
        names: dict[str, str] = {}
        # They are seldom needed, and there are hundreds: each row of a portfolio comes here.
        if unknown is not None or evidence is not None:
            kinds = [item.kind if item else None for item in read_items]
            names = fact_names(self.catalogue, list(zip(self.ids, kinds, strict=True)))
        self.has_items = isinstance(document.get(BUSINESS), list | None)
        if document.get(BUSINESS) is not None:
            self.given.add(BUSINESS)
        return Profile(
            ref=self.value("ref", document.get("ref"), read_text),
            enterprise=enterprise,
            readings=readings,
            business=tuple(item for item in read_items if item is not None),
            business_given=document.get("business") is not None,
            unknown=self.unknown(unknown, self.given, {**names, BUSINESS: BUSINESS}),
            evidence=self.evidence(evidence, names),
        )

    def facts(self, owner: str, raw: object, facts: Mapping[str, Fact]) -> dict[str, Value]:
        labels = {name: fact.label for name, fact in facts.items()}
        table = self.with_keys(owner, self.table(owner, raw), labels)
        return self.values(owner, table, {name: [fact] for name, fact in facts.items()})

    def values(
        self, owner: str, table: RawTable, facts: Mapping[str, Sequence[Fact]]
    ) -> dict[str, Value]:
        """Return the values of a table, each of a fact or of one of several that it may be."""
        known: dict[str, Value] = {}
        for name, possible in facts.items():
            if (raw := table.get(name)) is not None:
                self.given.add(f"{owner}.{name}")
                found = read_any(possible, raw)
                if isinstance(found, Mistake):
                    self.add_mistake(f"{owner}.{name}", raw, found)
                else:
                    fact, known[name] = found
                    if other := spelling(fact, raw, known[name]):
                        self.spellings.update([other])
        return known

    def item(self, index: int, place: str, raw: object) -> Item | None:
        self.ids.append(None)
        if not isinstance(raw, Mapping):
            self.problems.append(Problem(place, quoted(raw), A_TABLE))
            return None
        written = next((raw[key] for key in raw if key_of(key, ITEM_KEY_LABELS) == "kind"), None)
        kind = self.kind(place, written)
        if kind is None and not self.kinds:
            return None
        by_name, labels = self.of_kind(kind)
        table = self.with_keys(place, raw, labels)
        id_ = self.ids[-1] = self.value(f"{place}.id", table.get("id"), read_text)
        note = self.value(f"{place}.note", table.get("note"), read_text)
        facts = self.values(place, table, by_name)
        return None if kind is None else Item(index, kind, id_, note, facts)

    def item_keys(self, kind: str | None) -> tuple[dict[str, list[Fact]], dict[str, Text]]:
        """Return the facts that an item of a kind may have, and the labels of all its keys."""
        by_name = facts_by_name(self.catalogue, kind)
        labels = {name: facts[0].label for name, facts in by_name.items()}
        return by_name, {**ITEM_KEY_LABELS, **labels}

    def kind(self, place: str, raw: object) -> str | None:
        """Return the kind of an item, which may be written as its label."""
        if isinstance(raw, str) and (key := key_of(raw, self.kinds)):
            if key != raw:
                self.spellings.update([Spelling(KIND, raw, key)])
            return key
        if not self.kinds:
            self.add_problem(f"{place}.kind", raw, NO_KINDS, _REMOVE_ITEM)
            return None
        hint = did_you_mean(raw, self.kinds) if isinstance(raw, str) else None
        self.add_problem(f"{place}.kind", raw, _A_KIND, hint or _KINDS_ARE)
        return None

    def check_unique_ids(self, places: Sequence[str]) -> None:
        first: dict[str, str] = {}
        for place, id_ in zip(places, self.ids, strict=True):
            if id_ is not None and first.setdefault(id_, place) != place:
                expected = both("与 {other} 不同的编号", "an id different from that of {other}")
                hint = both("请修改或删去其中一个", "change or remove one of them")
                self.add_problem(f"{place}.id", id_, expected.fill(other=first[id_]), hint)
