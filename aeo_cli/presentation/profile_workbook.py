"""A profile as a workbook to fill in, for those who have Excel, WPS or LibreOffice.

Its heads are labels, with the keys in a hidden row or column. Choices, kinds, yes and no come from
drop-down lists; dates are dates. What a kind of business has no use for is grey. The template is
the workbook of an empty profile.
"""

from datetime import date, datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.answer_help import answer_help, column_help
from aeo_cli.presentation.answer_rules import AnswerRules
from aeo_cli.presentation.profile_instructions import Styles, write_instructions
from aeo_cli.presentation.row_heights import height
from aeo_cli.presentation.wording.language import Language
from aeo_cli.presentation.workbook_answers import CellValue, ProfileCells, losses
from aeo_cli.profile.model import Profile
from aeo_cli.profile.possible_facts import facts_by_name
from aeo_cli.profile.workbook_layout import (
    BUSINESS_SHEET,
    ENTERPRISE_SHEET,
    FACT_HEADS,
    INSTRUCTIONS,
    LISTS,
    VALUE,
    business_labels,
    enterprise_labels,
    enterprise_rows,
)
from aeo_cli.rules.dates import FIRST_DAY
from aeo_cli.rules.facts import Fact, FactType

ITEM_ROWS = 200
"""How many pending items the sheet has drop-down lists for, unless the profile has more."""


def template(catalogue: Catalogue, lang: Lang) -> bytes:
    """Return an empty profile as a workbook, the same bytes for the same catalogue."""
    return filled(Profile(business_given=True), catalogue, lang)


def filled(profile: Profile, catalogue: Catalogue, lang: Lang) -> bytes:
    """Return a profile as a workbook, which is read as an equal profile.

    Raises:
        InputError: with each thing that the profile says and a workbook cannot hold.
    """
    if problems := [*losses(profile, catalogue)]:
        raise InputError(problems)
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        title = Language(lang).say(catalogue.title)
        book.set_properties({"created": datetime.combine(FIRST_DAY, time()), "title": title})
        _ProfileBook(book, profile, catalogue, Language(lang)).write()
    return content.getvalue()


class _ProfileBook:
    def __init__(
        self, book: Workbook, profile: Profile, catalogue: Catalogue, language: Language
    ) -> None:
        self.book, self.profile, self.catalogue = book, profile, catalogue
        self.cells = ProfileCells(profile, catalogue, language)
        self.say = language.say
        cell = {"valign": "top", "text_wrap": True}
        self.text = book.add_format(cell)
        self.key = book.add_format({**cell, "font_color": "#808080"})
        self.head = book.add_format({**cell, "bold": True, "bg_color": "#DDEBEC", "border": 1})
        self.title = book.add_format({"bold": True, "font_size": 14})
        answer = {**cell, "border": 1, "border_color": "#BFBFBF", "bg_color": "#FFFDF0"}
        self.answer = book.add_format({**answer, "num_format": "@"})
        self.formats = {
            type_: book.add_format({**answer, "num_format": code})
            for type_, code in _NUMBER_FORMATS.items()
        }
        """Of the cells for answers of a type; those of other types are text."""
        self.unused = book.add_format({"bg_color": "#BFBFBF", "pattern": 1})
        self.rules = AnswerRules(self.say)

    def write(self) -> None:
        """Write the sheets; the hidden one with the lists comes last."""
        instructions = self.book.add_worksheet(self.say(INSTRUCTIONS))
        enterprise = self.book.add_worksheet(self.say(ENTERPRISE_SHEET))
        business = self.book.add_worksheet(self.say(BUSINESS_SHEET))
        styles = Styles(self.title, self.head, self.text)
        write_instructions(instructions, self.catalogue, self.say, styles)
        self.enterprise(enterprise)
        self.business(business)
        self.rules.write_lists(self.book.add_worksheet(LISTS))
        for sheet in (instructions, enterprise, business):
            sheet.set_paper(9)  # A4
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
        business.fit_to_pages(2, 0)
        business.repeat_columns(0, 1)
        business.repeat_rows(1)
        enterprise.activate()

    def enterprise(self, sheet: Worksheet) -> None:
        """Write a row for each fact of the enterprise and each reading."""
        heads = [*FACT_HEADS]
        for column, key in enumerate(heads):
            sheet.set_column(column, column, _WIDTHS[key], None, {"hidden": key == "fact"})
            sheet.write_string(0, column, self.say(FACT_HEADS[key]), self.head)
        sheet.freeze_panes(1, 2)
        value, how = heads.index(VALUE), heads.index("how")
        labels = enterprise_labels(self.catalogue)
        for row, (name, fact) in enumerate(enterprise_rows(self.catalogue).items(), start=1):
            label, help_ = self.say(labels[name]), answer_help(fact, self.say)
            answer, evidence = self.cells.of_fact(name), self.cells.of_evidence(name)
            texts = {"label": label, VALUE: answer, "source": evidence["source"], "how": help_}
            sheet.set_row(row, height([*texts.values()], [_WIDTHS[key] for key in texts]))
            sheet.write_string(row, 0, name, self.key)
            sheet.write_string(row, 1, label, self.text)
            write(sheet, (row, value), answer, self.format(fact))
            for key, cell in evidence.items():
                column = heads.index(key)
                if key == "source":
                    write(sheet, (row, column), cell, self.answer)
                else:
                    write(sheet, (row, column), cell, self.formats[FactType.DATE])
                    sheet.data_validation(row, column, row, column, self.rules.days())
            sheet.write_string(row, how, help_, self.text)
            if fact and (rule := self.rules.of_facts([fact])):
                sheet.data_validation(row, value, row, value, rule)

    def business(self, sheet: Worksheet) -> None:
        """Write a column for each fact of pending items, and grey what a kind has no use for."""
        facts, labels = facts_by_name(self.catalogue, None), business_labels(self.catalogue)
        keys = ["kind", "id", "note", *facts]
        heads = [self.say(labels[key]) for key in keys]
        widths = [_KIND_WIDTH, *(_FACT_WIDTH for _ in keys[1:])]
        rows = self.cells.of_business()
        first, last = 2, 1 + max(ITEM_ROWS, len(rows))
        sheet.freeze_panes(2, 2)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_row(1, height(heads, widths))
        for column, key in enumerate(keys):
            sheet.set_column(column, column, widths[column])
            sheet.write_string(0, column, key, self.key)
            sheet.write_string(1, column, heads[column], self.head)
            possible = facts.get(key, ())
            form = self.format(next(iter(possible), None))
            for row in range(first, last + 1):
                cells = rows[row - first] if row - first < len(rows) else {}
                write(sheet, (row, column), cells.get(key), form)
            if possible:
                comment = column_help(possible, self.say)
                sheet.write_comment(1, column, comment, {"x_scale": 3, "y_scale": 2})
                if rule := self.rules.of_facts(possible):
                    sheet.data_validation(first, column, last, column, rule)
                self.grey(sheet, (first, last), column, key)
        if kinds := [self.say(kind.label) for kind in self.catalogue.kinds.values()]:
            sheet.data_validation(first, 0, last, 0, self.rules.choice(kinds))

    def grey(self, sheet: Worksheet, rows: tuple[int, int], column: int, key: str) -> None:
        """Grey the cells of a fact in the rows of kinds that have none of that name."""
        kind = f"$A{rows[0] + 1}"
        using = [
            f"{kind}={_literal(word)}"
            for name, entry in self.catalogue.kinds.items()
            if key in entry.facts
            for word in (name, entry.label.zh, entry.label.en)
        ]
        rule = f'=AND({kind}<>"",NOT(OR({",".join(using)})))'
        condition = {"type": "formula", "criteria": rule, "format": self.unused}
        sheet.conditional_format(rows[0], column, rows[1], column, condition)

    def format(self, fact: Fact | None) -> Format:
        """Return the format of a cell for an answer."""
        return self.formats.get(fact.type, self.answer) if fact else self.answer


def write(sheet: Worksheet, place: tuple[int, int], cell: CellValue | None, form: Format) -> None:
    """Write a cell with its type; a text never becomes a formula or a number."""
    match cell:
        case None:
            sheet.write_blank(*place, None, form)
        case str():
            sheet.write_string(*place, cell, form)
        case date():
            sheet.write_datetime(*place, cell, form)
        case int():
            sheet.write_number(*place, cell, form)


def _literal(text: str) -> str:
    """Return a text as a formula writes it."""
    return '"{}"'.format(text.replace('"', '""'))


_NUMBER_FORMATS = {
    FactType.INTEGER: "0",
    FactType.DATE: "yyyy-mm-dd",
    FactType.DATETIME: "yyyy-mm-dd hh:mm",
}
_WIDTHS = {
    "fact": 28,
    "label": 30,
    "value": 34,
    "source": 24,
    "verified_on": 14,
    "valid_until": 14,
    "how": 70,
}
"""Of the columns of the sheet of the enterprise, in digits."""
_KIND_WIDTH, _FACT_WIDTH = 30, 16
"""Of the columns of the sheet of business."""
