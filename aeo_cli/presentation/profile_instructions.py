"""The sheet of instructions of a workbook to fill in, with what each kind of business needs."""

from collections.abc import Callable
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.row_heights import height


class Styles(NamedTuple):
    """The formats of the sheet."""

    title: Format
    head: Format
    text: Format


def write_instructions(
    sheet: Worksheet, catalogue: Catalogue, say: Callable[[Text], str], styles: Styles
) -> None:
    """Write how to fill in the workbook, and what each kind of business is and needs.

    Args:
        sheet: the empty sheet.
        catalogue: the catalogue.
        say: returns a text in the language of the workbook.
        styles: its formats.
    """
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    title = _TITLE.fill(title=catalogue.title, version=catalogue.version)
    sheet.write_string(0, 0, say(title), styles.title)
    for row, text in enumerate(_HOW, start=2):
        sheet.write_string(row, 0, say(text))  # it runs on into the empty cells beside it
    rows = [tuple(map(say, _HEADS))]
    for kind in catalogue.kinds.values():
        facts = "\n".join(say(fact.label) for fact in kind.facts.values())
        rows.append((say(kind.label), say(kind.help) if kind.help else "", facts))
    first = len(_HOW) + 3
    for row, cells in enumerate(rows if catalogue.kinds else [], start=first):
        sheet.set_row(row, height(cells, _WIDTHS))
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell, styles.head if row == first else styles.text)


_WIDTHS = (36, 60, 56)
_HEADS = (
    both("可选的种类", "kinds to choose from"),
    both("说明", "what it is"),
    both("要填写的列", "columns to fill in"),
)
"""Of the list of kinds."""
_TITLE = both(
    "企业情况工作簿 · {title} · 措施目录版本 {version}", "Profile workbook · {title} · {version}"
)
_HOW = (
    both(
        "在“企业”表的“填写”一列填写企业情况，在“待办业务”表中每项业务填一行。",
        "Fill in the column “answer” of the sheet “enterprise”, and a row for each pending item "
        "in the sheet “business”.",
    ),
    both(
        "留空的视为未知，不视为“否”。灰色单元格与该类业务无关，不必填写。",
        "What you leave out is unknown, never “no”. Grey cells do not matter for that kind of "
        "business.",
    ),
    both(
        "日期写成 2026-03-02，日期和时刻写成 2026-03-07 22:00（北京时间）。",
        "Write dates as 2026-03-02, and dates and times as 2026-03-07 22:00 (Shanghai time).",
    ),
    both(
        "只有海关才能答复的问题，未获答复前请留空；获得答复的，请填写依据和核实日期。",
        "Leave questions that only customs can answer empty until customs has answered; then fill "
        "in the source and the day too.",
    ),
    both("填好后运行：aeo check 本文件", "When done, run: aeo check FILE"),
)
