"""Read a profile from parsed TOML or JSON, and check it against the facts of a catalogue.

Nothing is guessed: an unknown key, a wrong type or a misspelt value is a problem with its place and
a hint, and all problems of the document are reported at once.
"""

from collections.abc import Mapping, Sequence

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.problems import A_TABLE, InputError, Problem, one_of, quoted
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import both
from aeo_cli.profile.model import BUSINESS, ITEM_KEYS, Item, Profile
from aeo_cli.profile.names import NO_KINDS, item_fact_names
from aeo_cli.profile.possible_facts import facts_by_name, read_any
from aeo_cli.profile.statement_reader import TOP_LEVEL_KEYS, StatementReader
from aeo_cli.profile.table_reader import RawTable
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.fact_values import Mistake, read_text
from aeo_cli.rules.facts import Fact


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


class _ProfileReader(StatementReader):
    """Reads a profile, and goes on after each problem as far as it can."""

    def profile(self, document: RawTable) -> Profile:
        self.check_keys("", document, dict.fromkeys(TOP_LEVEL_KEYS))
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
            expected = both("措施目录所列的业务种类", "a known kind of business")
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
