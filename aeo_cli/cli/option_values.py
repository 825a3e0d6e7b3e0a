"""The values of the options that commands share, and what follows from them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NamedTuple, NoReturn

import typer

from aeo_cli.cli import console
from aeo_cli.cli.colour import Colour, page
from aeo_cli.cli.language import LanguageOption
from aeo_cli.cli.option_types import Encoding, Pager, format_option, output_file
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.labels import folded
from aeo_cli.documents.problems import InputError, Problem, one_of, quoted
from aeo_cli.documents.text import Lang, Text, both, listed
from aeo_cli.presentation.formats import (
    BASIC_FORMATS,
    DIFFERENCE_FORMATS,
    EXPLANATION_FORMATS,
    Format,
)
from aeo_cli.presentation.page import Page


class Settings(NamedTuple):
    """The values of the common options; those that a command does not offer keep their default.

    `common_options` makes the options from these fields, and fills the fields from the options.
    """

    as_json: Annotated[
        bool, typer.Option("--json", help="Write JSON, for scripts; short for --format json.")
    ] = False
    basic_format: Annotated[Format | None, format_option(BASIC_FORMATS)] = None
    """`--format` of a command whose output is neither a report nor about one."""
    difference_format: Annotated[Format | None, format_option(DIFFERENCE_FORMATS)] = None
    explanation_format: Annotated[Format | None, format_option(EXPLANATION_FORMATS)] = None
    report_format: Annotated[
        Format | None,
        typer.Option("--format", help="The format of the report.", show_default=False),
    ] = None
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to FILE atomically; format inferred from the extension.",
            callback=output_file,
        ),
    ] = None
    """The file to write; None: standard output."""
    encoding: Annotated[
        Encoding | None,
        typer.Option(help="The encoding of a CSV file (default: utf-8).", show_default=False),
    ] = None
    full: Annotated[
        bool, typer.Option("--full", help="Show the full report, not only the brief one.")
    ] = False
    pager: Annotated[
        Pager,
        typer.Option(help="Show a report that is too long for the terminal through $PAGER."),
    ] = Pager.AUTO
    deadlines: Annotated[
        bool, typer.Option("--deadlines", help="Show only the deadlines, as bars: day n of N.")
    ] = False
    due_within: Annotated[
        str | None,
        typer.Option(
            metavar="N", help="Show only what is due within N working days: what to do by when."
        ),
    ] = None
    """As typed; see `working_days`."""
    questions: Annotated[
        bool,
        typer.Option(
            "--questions", help="Show only the questions for customs, as a sheet to fill in."
        ),
    ] = False
    lang: LanguageOption = Lang.EN
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day of assessment (default: today in Shanghai)."),
    ] = None
    """As typed; see `day`."""
    catalogue: Annotated[
        str | None,
        typer.Option(
            metavar="PATH",
            envvar="AEO_CATALOGUE",
            help="The catalogue of measures (default: the built-in one).",
        ),
    ] = None
    plain: Annotated[
        bool,
        typer.Option(
            "--plain",
            envvar="AEO_PLAIN",
            help="Ask line by line, without arrow keys; for screen readers.",
        ),
    ] = False
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask questions.")] = False
    color: Annotated[Colour, typer.Option(help="When to use colour.")] = Colour.AUTO
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Write no notes to standard error.")
    ] = False

    def day(self) -> date:
        """Return the day of assessment: the one given, else today in Shanghai.

        Raises:
            InputError: it is not a date, or is out of range.
        """
        from aeo_cli.rules.dates import SHANGHAI, read_date  # noqa: PLC0415  help needs no rules
        from aeo_cli.rules.mistakes import Mistake  # noqa: PLC0415

        if self.on is None:
            return datetime.now(SHANGHAI).date()
        day = read_date(self.on)
        if isinstance(day, Mistake):
            raise InputError([Problem("--on", quoted(self.on), day.expected, day.hint)])
        return day

    def working_days(self) -> int | None:
        """Return how many working days a work list looks ahead; None: no work list is asked for.

        Raises:
            InputError: it is not a whole number up to `MOST_WORKING_DAYS`.
        """
        if (typed := self.due_within) is None:
            return None
        from aeo_cli.assessment.due import MOST_WORKING_DAYS  # noqa: PLC0415  help needs none

        digits = folded(typed)
        if re.fullmatch("[0-9]{1,9}", digits) and int(digits) <= MOST_WORKING_DAYS:
            return int(digits)
        expected = _WHOLE_NUMBER.fill(most=MOST_WORKING_DAYS)
        raise InputError([Problem("--due-within", quoted(typed), expected, _COUNTED_FROM)])

    def format(self, supported: Sequence[Format] = BASIC_FORMATS) -> Format:
        """Return the requested format, else that of the file's extension, else the terminal's.

        Raises:
            InputError: the options contradict each other, or the format is not supported.
        """
        suffix = Path(self.output).suffix.lower().removeprefix(".") if self.output else ""
        by_suffix = Format.by_suffix(suffix)
        formats = (  # of which a command has one
            self.basic_format,
            self.difference_format,
            self.explanation_format,
            self.report_format,
        )
        candidates = {
            "--json": Format.JSON if self.as_json else None,
            "--format": next(filter(None, formats), None),
            "-o": by_suffix if by_suffix is not Format.TERMINAL else None,
        }
        requested = {option: name for option, name in candidates.items() if name}
        if len(set(requested.values())) > 1:
            raise InputError([_contradiction(requested)])
        option, chosen = next(iter(requested.items()), ("", Format.TERMINAL))
        if chosen not in supported:
            found, names = chosen.value, [form.value for form in supported]
            if option == "-o":
                found, names = f".{suffix}", _suffixes(supported)
            raise InputError([Problem(option, quoted(found), one_of(names), _REPORTS_ONLY)])
        # A report named report.pdf must not silently become text. In report.2026 the suffix is no
        # format, so it needs a letter; and only reports and what is about them are documents.
        is_unknown_suffix = not by_suffix and re.search("[a-z]", suffix)
        if not requested and is_unknown_suffix and len(supported) > len(BASIC_FORMATS):
            hint = _PRINT_OR_SAY if Format.HTML in supported else _SAY_WHICH
            suffixes = _suffixes(supported)
            raise InputError([Problem("-o", quoted(f".{suffix}"), one_of(suffixes), hint)])
        return chosen

    def page(self) -> Page:
        """Return the page on which the output is laid out."""
        return page(self.lang, self.color, to_file=self.output is not None)

    def note(self, notes: Iterable[Text], file: str | None) -> None:
        """Write notes on how a file was read or written to standard error, unless `--quiet`."""
        for text in () if self.quiet else notes:
            line = text[self.lang]
            console.note(f"{visible(file)}: {line}" if file else line)

    def exit(self, failures: Iterable[Text]) -> NoReturn:
        """Exit with status 1 if there are failures, each written to standard error; else with 0."""
        reasons = list(failures)
        for reason in reasons:
            console.note(reason[self.lang])
        raise typer.Exit(1 if reasons else 0)


_WHOLE_NUMBER = both("0 到 {most} 的整数", "a whole number from 0 to {most}")
_COUNTED_FROM = both(
    "工作日自 --on 当日之后起算，如 --due-within 10",
    "working days are counted from --on, for example --due-within 10",
)


def _contradiction(requested: dict[str, Format]) -> Problem:
    """Return the problem of options that ask for more than one format."""
    phrases = [
        option if option == "--json" else f"{option} {name}" for option, name in requested.items()
    ]
    return Problem("", _CONFLICT.fill(options=listed(phrases)), None, _KEEP_ONE)


_CONFLICT = both("格式相互冲突：{options}", "conflicting formats: {options}")
_KEEP_ONE = both("请只保留一个", "keep one of them")
_REPORTS_ONLY = both(
    "其他格式仅用于报告，见 aeo check、aeo convert",
    "other formats are for reports only; see aeo check and aeo convert",
)
_SAY_WHICH = both("请用 --format 指定格式", "add --format")
_PRINT_OR_SAY = both(
    "需要 PDF 的，可打印 .html；其他扩展名请用 --format 指定格式",
    "for a PDF, print the HTML file; for any other extension, add --format",
)


def _suffixes(forms: Iterable[Format]) -> list[str]:
    return [f".{suffix}" for form in forms for suffix in form.suffixes]
