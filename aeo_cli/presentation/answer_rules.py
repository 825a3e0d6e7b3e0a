"""What a cell of a workbook to fill in accepts: a list to choose from, or the bounds of a fact.

The rules are those that Excel, LibreOffice and WPS all know. A value that breaks one is a warning
only, for the reader of the workbook decides.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import assert_never

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from aeo_cli.documents.text import Text, both
from aeo_cli.profile.workbook_layout import LISTS
from aeo_cli.rules.dates import FIRST_DAY, LAST_DAY
from aeo_cli.rules.fact_values import NO, NOT_KNOWN, YES
from aeo_cli.rules.facts import Fact, FactType, ImpliedBy

Rule = dict[str, object]
"""A data validation, as XlsxWriter takes it."""


class AnswerRules:
    """The rules of a workbook, and the lists that they name.

    Args:
        say: returns a text in the language of the workbook.
    """

    def __init__(self, say: Callable[[Text], str]) -> None:
        self.say = say
        self._lists: list[list[str]] = []

    def of_facts(self, facts: Sequence[Fact]) -> Rule | None:
        """Return what a column accepts; None: any text, as for a set, which may have many members.

        Args:
            facts: the facts of the column, of one type: kinds may call its choices by other words.
        """
        match facts[0].type:
            case FactType.CHOICE:
                labels = (label for fact in facts for label in fact.choices.values())
                return self.choice(list(dict.fromkeys(map(self.say, labels))))
            case FactType.BOOLEAN:
                # Elsewhere an empty cell says so; here it says yes.
                is_implied = any(fact.implied_by is ImpliedBy.KIND for fact in facts)
                words = (YES, NO, NOT_KNOWN) if is_implied else (YES, NO)
                return self.choice([self.say(word) for word in words])
            case FactType.INTEGER:
                return self._rule({"validate": "integer", "criteria": ">=", "value": 0})
            case FactType.DATE:
                return self.days()
            case FactType.DATETIME:
                last = datetime.combine(LAST_DAY, time(23, 59))
                return self._between(datetime.combine(FIRST_DAY, time()), last)
            case FactType.TEXT | FactType.SET:
                return None
            case _:
                assert_never(facts[0].type)

    def days(self) -> Rule:
        """Return the rule of days."""
        return self._between(FIRST_DAY, LAST_DAY)

    def choice(self, words: list[str]) -> Rule:
        """Return the rule of a drop-down list."""
        if words not in self._lists:
            self._lists.append(words)
        column = self._lists.index(words)
        first, last = xl_col_to_name(column), xl_rowcol_to_cell(len(words) - 1, column, True, True)
        return self._rule({"validate": "list", "source": f"={LISTS}!${first}$1:{last}"})

    def write_lists(self, sheet: Worksheet) -> None:
        """Write the words of the lists into the sheet `LISTS`, and hide it.

        Within a rule they would be too long.
        """
        for column, words in enumerate(self._lists):
            sheet.write_column(0, column, words)
        sheet.hide()

    def _between(self, first: date, last: date) -> Rule:
        between = {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
        return self._rule(between)

    def _rule(self, rule: Rule) -> Rule:
        return {**rule, "error_type": "warning", "error_message": self.say(_CHECK)}


_CHECK = both("请核对填写的内容", "check what you filled in")
