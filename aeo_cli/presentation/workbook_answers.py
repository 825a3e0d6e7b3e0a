"""The answers of a profile as the cells of a workbook, and what such a workbook cannot hold."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.problems import Problem
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.presentation.wording.language import Language
from aeo_cli.profile.model import BUSINESS, Evidence, Item, Profile
from aeo_cli.profile.workbook_layout import EVIDENCE, NOT_STATED
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.fact_values import EMPTY_SET, MEMBER_SEPARATOR, NO, NOT_KNOWN, YES
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.names import item_index

CellValue = str | int | date
"""What a cell holds; a `datetime` has no offset."""


class ProfileCells:
    """The cells of a profile, with words in one language."""

    def __init__(self, profile: Profile, catalogue: Catalogue, language: Language) -> None:
        self.profile, self.catalogue, self.language = profile, catalogue, language
        self.known = profile.known()
        self.kinds = [item.kind for item in profile.business]

    def of_fact(self, name: str) -> CellValue | None:
        """Return the cell of a fact, or of `ref`; None: it is empty."""
        if name == "ref":
            return self.profile.ref
        if name in self.profile.unknown:
            return self._with_day(NOT_KNOWN, self.profile.unknown[name])
        if name not in self.known:
            return None
        fact = self.catalogue.fact(name, self.kinds)
        return cell_value(fact, self.known[name], self.language.lang)

    def of_evidence(self, name: str) -> dict[str, CellValue | None]:
        """Return the cells of the evidence for a fact, by their keys in `EVIDENCE`."""
        evidence = self.profile.evidence.get(name, Evidence(None, None, None))
        return {key: getattr(evidence, key) for key in EVIDENCE}

    def of_business(self) -> list[dict[str, CellValue | None]]:
        """Return the rows of pending items by their keys; what is pending may not be known."""
        if not self.profile.business_given:
            is_asked = BUSINESS in self.profile.unknown
            day = self.profile.unknown.get(BUSINESS)
            return [{"kind": self._with_day(NOT_KNOWN if is_asked else NOT_STATED, day)}]
        return [self._of_item(item) for item in self.profile.business]

    def _of_item(self, item: Item) -> dict[str, CellValue | None]:
        kind = self.catalogue.kinds[item.kind]
        return {
            "kind": self.language.say(kind.label),
            "id": item.id,
            "note": item.note,
            **{name: self.of_fact(f"{item.name}.{name}") for name in kind.facts},
        }

    def _with_day(self, text: Text, day: date | None) -> str:
        return self.language.with_remark(self.language.say(text), day.isoformat() if day else "")


def cell_value(fact: Fact, value: Value, lang: Lang) -> CellValue:
    """Return a value of a fact as a cell holds it, words in one language."""
    match value:
        case bool():
            return (YES if value else NO)[lang]
        case tuple():
            labels = (fact.choices[member][lang] for member in value)
            return f"{MEMBER_SEPARATOR} ".join(labels) or EMPTY_SET
        case datetime():
            local = value.replace(tzinfo=None)
            # A cell that shows 00:00 is read as a day, and one that shows 22:00 hides its seconds.
            is_shown = local.time() != time() and not (local.second or local.microsecond)
            return local if is_shown else local.isoformat(" ")
        case int():
            return value if value < _EXACT else str(value)
        case str() if fact.type is FactType.CHOICE:
            return fact.choices[value][lang]
        case _:
            return value


_EXACT = 10**15
"""Up to here a spreadsheet keeps each digit of a number."""


def losses(profile: Profile, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a problem for each thing that a profile says and a workbook cannot hold."""
    texts: dict[str, Value | None] = {"ref": profile.ref, **profile.known()}
    for item in profile.business:
        texts |= {f"{item.name}.id": item.id, f"{item.name}.note": item.note}
    texts |= {f'evidence."{name}"': entry.source for name, entry in profile.evidence.items()}
    for name, text in texts.items():
        if isinstance(text, str) and (fault := _fault(text)):
            yield _loss(name, fault)
    kinds = [item.kind for item in profile.business]
    for name in profile.unknown:
        if name != BUSINESS and catalogue.fact(name, kinds).type is FactType.TEXT:
            yield _loss(f'unknown."{name}"', _UNKNOWN_TEXT)
    for name in profile.evidence:
        if item_index(name) is not None:
            yield _loss(f'evidence."{name}"', _ITEM_EVIDENCE)


def _fault(text: str) -> Text | None:
    """Return why a cell cannot hold a text as it is; None: it can."""
    if not text.strip():
        return _BLANK
    if len(text.encode("utf-16-le")) // 2 > _LONGEST:
        return _LONG
    return _SIGNS if re.search(_UNHELD, text) else None


def _loss(name: str, what: Text) -> Problem:
    return Problem("", _CANNOT_HOLD.fill(name=name, what=what), None, _SAVE_AS_TOML)


_LONGEST = 32_767
"""UTF-16 units in a cell at most: a limit of the format."""
_UNHELD = r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|\A<r>"
"""What XML does not have, what stands for it in a file, and what XlsxWriter takes for markup."""
_CANNOT_HOLD = both("工作簿无法保存 {name}（{what}）", "a workbook cannot hold {name} ({what})")
_SAVE_AS_TOML = both("请存为 TOML（.toml）", "save it as TOML (.toml)")
_BLANK = both("空白文本", "a blank text")
_LONG = both(f"超过 {_LONGEST} 个字符", f"more than {_LONGEST} characters")
_SIGNS = both("含有单元格不能保存的字符", "characters that a cell does not keep")
_UNKNOWN_TEXT = both("文本字段的“不知道”", "a text that is not known")
_ITEM_EVIDENCE = both("单笔业务的依据", "evidence about a pending item")
