"""The tables of a screening in words, for people who read them in a spreadsheet."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.modality import decisive
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.table import Cell, Table, TableColumn
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.dates import FILE_BY, ORDINARY, PROVISIONAL_WORD
from aeo_cli.presentation.wording.labels import (
    DAY_OF_ASSESSMENT,
    DEADLINES,
    ENTERPRISES,
    REF,
    REJECTS,
    VERDICTS,
    short_label,
)
from aeo_cli.rules.fact_values import read
from aeo_cli.rules.mistakes import Mistake
from aeo_cli.screening.document import MeasureReach, Screening

Row = Mapping[str, Any]
"""A row of a table that an engine wrote as a line of JSON."""


class _Column(NamedTuple):
    heading: str
    width: int
    cell: Callable[[Row], Cell]


class ScreeningTables:
    """The tables of a screening. Verdicts stand beside how firmly each provision applies.

    Args:
        words: the words of its catalogue.
    """

    def __init__(self, words: CatalogueWords) -> None:
        self.words, self.say = words, words.language.say
        self.titles = {
            provision.id: self.say(measure.short or measure.title)
            for measure, provision in words.catalogue.provisions()
        }

    def summary(self, screening: Screening) -> Table:
        """Return to how many enterprises each measure applies, below how many there are."""
        figures: dict[Text, object] = {
            ENTERPRISES: screening.enterprises,
            _ROWS: screening.rows,
            REJECTS: screening.rejects,
            DAY_OF_ASSESSMENT: screening.on,
        }
        labelled = self.words.language.labelled
        head = " · ".join(labelled(self.say(name), str(value)) for name, value in figures.items())
        headings = [*_MEASURE, *((VERDICTS[verdict], 14) for verdict in Verdict), _OPEN_TO_ALL]
        shown = tuple(TableColumn(self.say(heading), width) for heading, width in headings)
        rows = [(None, head, *[None] * (len(headings) - 2)), *map(self._reach, screening.measures)]
        return Table(self.say(_SUMMARY), shown, rows, frozen=2, sections=frozenset({0}))

    def _reach(self, measure: MeasureReach) -> tuple[Cell, ...]:
        labels = (self.words.label(provision) for provision in decisive(measure.provisions))
        counts = measure.verdicts.model_dump()
        return (
            measure.number,
            self.say(measure.title),
            " / ".join(dict.fromkeys(labels)),
            *(counts[verdict.value] for verdict in Verdict),
            measure.for_everybody,
        )

    def verdicts(self, names: Iterable[str], rows: Iterable[Row]) -> Table:
        """Return the verdicts, with one row per enterprise, or per enterprise and provision."""
        return self._table(_VERDICTS, names, rows)._replace(frozen=2)

    def deadlines(self, names: Iterable[str], rows: Iterable[Row]) -> Table:
        """Return the deadlines of pending items, the day to act on first."""
        order = ["due", *(name for name in names if name != "due")]
        return self._table(DEADLINES, order, rows)._replace(frozen=3)

    def rejects(self, names: Iterable[str], rows: Iterable[Row]) -> Table:
        """Return the rejected rows."""
        return self._table(_REJECTS, names, rows)

    def _table(self, title: Text, names: Iterable[str], rows: Iterable[Row]) -> Table:
        """Return a table of the columns with the given names."""
        shown = list(names)
        if "route" in shown:  # which is said in one label with the force
            shown.remove("force")
        columns = list(map(self._column, shown))
        heads = tuple(TableColumn(column.heading, column.width) for column in columns)
        cells = (tuple(column.cell(row) for column in columns) for row in rows)
        return Table(self.say(title), heads, cells)

    def _column(self, name: str) -> _Column:
        provisions = self.words.provisions
        if name in _HEADINGS:
            heading, width = _HEADINGS[name]
            return _Column(self.say(heading), width, self._cell(name))
        facts = self.words.catalogue.facts()
        if fact := facts.get(f"enterprise.{name}") or facts.get(name):

            def value(row: Row) -> Cell:  # which the tables have as text
                found = read(fact, row[name])
                return None if isinstance(found, Mistake) else self.words.value(fact, found)

            return _Column(self.say(fact.label), 24, value)
        if name in provisions:
            provision = provisions[name]
            label = self.words.marked(provision, short_label(provision.route, provision.force))
            heads = f"{name} {self.titles[name]}", label
            return _Column("\n".join(heads), 16, lambda row: self._verdict(row[name]))
        return _Column(name, 20, lambda row: row[name])

    def _cell(self, name: str) -> Callable[[Row], Cell]:
        """Return the content of a column that has a heading of its own."""
        words = self.words
        match name:
            case "kind":
                return lambda row: words.kind_label(row[name])
            case "verdict":
                return lambda row: self._verdict(row[name])
            case "provision":
                return lambda row: f"{row[name]} {self.titles[row[name]]}"
            case "route" | "force":
                return lambda row: words.label(words.provisions[row["provision"]])
            case "provisional":
                return lambda row: self.say(PROVISIONAL_WORD) if row[name] else None
            case _ if name in _DATES:
                return lambda row: _moment(row[name])
            case _:
                return lambda row: row[name]

    def _verdict(self, verdict: str) -> str:
        return self.say(VERDICTS[Verdict(verdict)])


def _moment(text: str | None) -> date | None:
    """Return the day or moment that a text in the format of the JSON report is."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


_SUMMARY = both("汇总", "Summary")
_VERDICTS = both("结论", "Verdicts")
_REJECTS = both("未接受的行", "Rejects")
_ROWS = both("所读行数", "rows read")
_MEASURE = (
    (both("措施编号", "no."), 9),
    (both("措施", "measure"), 60),
    (both("确定程度", "how firmly"), 32),
)
_OPEN_TO_ALL = both("其中各类企业均可", "of these, for everybody"), 14
_DATES = {
    "due": both("关注日期", "date to act on"),
    "runs_from": both("起算时间", "start"),
    "standard": ORDINARY,
    "shortened": both("缩短后的期限", "shortened deadline"),
    "last_office_day_standard": both("通常最迟提出", "ordinary: file by"),
    "last_office_day_shortened": FILE_BY,
}
_HEADINGS = {
    "ref": (REF, 14),
    "id": (both("待办业务", "pending item"), 18),
    "kind": (both("业务", "business"), 24),
    "measure": (both("措施编号", "no."), 9),
    "provision": (both("条款", "provision"), 34),
    "verdict": (both("结论", "verdict"), 16),
    "route": (both("确定程度", "how firmly"), 30),
    "force": (both("确定程度", "how firmly"), 30),
    **{name: (heading, 16) for name, heading in _DATES.items()},
    "provisional": (both("日期是否暂定", "provisional"), 12),
    "file": (both("文件", "file"), 30),
    "line": (both("行号", "line"), 8),
    "reason": (both("原因", "reason"), 70),
    "row": (both("原文", "original row"), 70),
}
