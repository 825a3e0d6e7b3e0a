"""A workbook to fill in: a profile for those who have Excel, WPS or LibreOffice.

Its heads are labels, with the keys in a hidden row or column. Choices, kinds, yes and no come from
drop-down lists; dates are dates. What a kind of business has no use for is grey.
"""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.presentation.answer_rules import LISTS, AnswerRules
from aeo_cli.presentation.wording.language import Language
from aeo_cli.profile.possible_facts import facts_by_name
from aeo_cli.profile.workbook_layout import (
    BUSINESS_SHEET,
    ENTERPRISE_SHEET,
    EVIDENCE,
    FACT_HEADS,
    business_labels,
    enterprise_labels,
    enterprise_rows,
)
from aeo_cli.rules.dates import FIRST_DAY
from aeo_cli.rules.facts import Fact, FactType, KnownBy

ITEM_ROWS = 200
"""How many pending items the sheet has drop-down lists for."""


def template(catalogue: Catalogue, lang: Lang) -> bytes:
    """Return an empty profile as a workbook, the same bytes for the same catalogue."""
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        title = Language(lang).say(catalogue.title)
        book.set_properties({"created": datetime.combine(FIRST_DAY, time()), "title": title})
        _Template(book, catalogue, Language(lang)).write()
    return content.getvalue()


class _Template:
    def __init__(self, book: Workbook, catalogue: Catalogue, language: Language) -> None:
        self.book, self.catalogue, self.language = book, catalogue, language
        self.say = language.say
        cell = {"valign": "top", "text_wrap": True}
        self.text = book.add_format(cell)
        self.key = book.add_format({**cell, "font_color": "#808080"})
        self.head = book.add_format({**cell, "bold": True, "bg_color": "#DDEBEC", "border": 1})
        self.title = book.add_format({**cell, "bold": True, "font_size": 14})
        answer = {**cell, "border": 1, "border_color": "#BFBFBF", "bg_color": "#FFFDF0"}
        self.answer = book.add_format({**answer, "num_format": "@"})
        self.number = book.add_format({**answer, "num_format": "0"})
        self.day = book.add_format({**answer, "num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({**answer, "num_format": "yyyy-mm-dd hh:mm"})
        self.unused = book.add_format({"bg_color": "#BFBFBF", "pattern": 1})
        self.rules = AnswerRules(self.say)

    def write(self) -> None:
        """Write the sheets; the hidden one with the lists comes last."""
        instructions = self.book.add_worksheet(self.say(_INSTRUCTIONS))
        enterprise = self.book.add_worksheet(self.say(ENTERPRISE_SHEET))
        business = self.book.add_worksheet(self.say(BUSINESS_SHEET))
        self.instructions(instructions)
        self.enterprise(enterprise)
        self.business(business)
        self.rules.write_lists(self.book.add_worksheet(LISTS))
        for sheet in (instructions, enterprise, business):
            sheet.set_paper(9)  # A4
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
        enterprise.activate()

    def instructions(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 100)
        sheet.hide_gridlines(2)
        title = _TITLE.fill(title=self.catalogue.title, version=self.catalogue.version)
        sheet.write_string(0, 0, self.say(title), self.title)
        for row, text in enumerate(_HOW, start=2):
            sheet.write_string(row, 0, self.say(text), self.text)

    def enterprise(self, sheet: Worksheet) -> None:
        """Write a row for each fact of the enterprise and each reading."""
        heads = [*FACT_HEADS]
        for column, key in enumerate(heads):
            sheet.set_column(column, column, _WIDTHS[key], None, {"hidden": key == "fact"})
            sheet.write_string(0, column, self.say(FACT_HEADS[key]), self.head)
        sheet.freeze_panes(1, 2)
        value, how = heads.index("value"), heads.index("how")
        labels = enterprise_labels(self.catalogue)
        for row, (name, fact) in enumerate(enterprise_rows(self.catalogue).items(), start=1):
            sheet.write_string(row, 0, name, self.key)
            sheet.write_string(row, 1, self.say(labels[name]), self.text)
            sheet.write_blank(row, value, None, self.format(fact))
            for key in EVIDENCE:
                column = heads.index(key)
                sheet.write_blank(row, column, None, self.answer if key == "source" else self.day)
                if key != "source":
                    sheet.data_validation(row, column, row, column, self.rules.days())
            sheet.write_string(row, how, self.help(fact), self.text)
            if fact and (rule := self.rules.of_fact(fact)):
                sheet.data_validation(row, value, row, value, rule)

    def business(self, sheet: Worksheet) -> None:
        """Write a column for each fact of pending items, and grey what a kind has no use for."""
        facts, labels = facts_by_name(self.catalogue, None), business_labels(self.catalogue)
        keys = ["kind", "id", "note", *facts]
        first, last = 2, 1 + ITEM_ROWS
        sheet.freeze_panes(2, 2)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_row(1, 48)
        for column, key in enumerate(keys):
            sheet.set_column(column, column, 30 if key == "kind" else 20)
            sheet.write_string(0, column, key, self.key)
            sheet.write_string(1, column, self.say(labels[key]), self.head)
            fact = next(iter(facts.get(key, ())), None)
            for row in range(first, last + 1):
                sheet.write_blank(row, column, None, self.format(fact))
            if fact:
                comment = self.comment(facts[key])
                sheet.write_comment(1, column, comment, {"x_scale": 3, "y_scale": 2})
                if rule := self.rules.of_fact(fact):
                    sheet.data_validation(first, column, last, column, rule)
                self.grey(sheet, (first, last), column, key)
        if kinds := [self.say(kind.label) for kind in self.catalogue.kinds.values()]:
            sheet.data_validation(first, 0, last, 0, self.rules.choice(kinds))

    def grey(self, sheet: Worksheet, rows: tuple[int, int], column: int, key: str) -> None:
        """Grey the cells of a fact in the rows of kinds that have none of that name."""
        kind = f"$A{rows[0] + 1}"
        using = [
            f'{kind}="{word}"'
            for name, entry in self.catalogue.kinds.items()
            if key in entry.facts
            for word in (name, entry.label.zh, entry.label.en)
        ]
        rule = f'=AND({kind}<>"",NOT(OR({",".join(using)})))'
        condition = {"type": "formula", "criteria": rule, "format": self.unused}
        sheet.conditional_format(rows[0], column, rows[1], column, condition)

    def format(self, fact: Fact | None) -> Format:
        """Return the format of a cell for an answer."""
        match fact.type if fact else None:
            case FactType.DATE:
                return self.day
            case FactType.DATETIME:
                return self.moment
            case FactType.INTEGER:
                return self.number
            case _:
                return self.answer

    def help(self, fact: Fact | None) -> str:
        """Return the question and its help, and how a set is written."""
        if fact is None:
            return self.say(_REF)
        texts: list[Text] = [fact.question, *filter(None, [fact.help])]
        if fact.known_by is KnownBy.CUSTOMS:
            texts.append(_FOR_CUSTOMS)
        lines = [self.say(text) for text in texts]
        if fact.type is FactType.SET:
            words = "; ".join(self.say(label) for label in fact.choices.values())
            lines.append(self.say(_SEVERAL.fill(words=words)))
        return "\n".join(lines)

    def comment(self, facts: Sequence[Fact]) -> str:
        """Return the question and the help of a fact, for each kind that asks in other words."""
        return "\n\n".join(dict.fromkeys(self.help(fact) for fact in facts))


_WIDTHS = {
    "fact": 28,
    "label": 30,
    "value": 34,
    "source": 24,
    "verified_on": 14,
    "valid_until": 14,
    "how": 70,
}
"""In characters."""
_INSTRUCTIONS = both("说明", "instructions")
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
_REF = both(
    "在多家企业中识别本企业的编号，可不填", "identifies the enterprise among others; optional"
)
_SEVERAL = both("可填多项，用分号隔开：{words}", "several are parted by a semicolon: {words}")
_FOR_CUSTOMS = both(
    "须由海关答复；未获答复前请留空。",
    "Only customs can answer this; leave it empty until customs has answered.",
)
