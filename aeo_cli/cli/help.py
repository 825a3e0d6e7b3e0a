"""The help of a command, in both languages, laid out as everything else at the terminal is."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from aeo_cli.cli import console, settings
from aeo_cli.cli.help_zh import EXTRAS, HELP
from aeo_cli.cli.options import Colour, LanguageOption
from aeo_cli.cli.parser_errors import extra_arguments, unknown_command
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.page import LabelledRow


class LocalizedCommand(TyperCommand):
    """A command with our help, and with our words for what the parser rejects namelessly."""

    allow_extra_args = True
    """So that the parser leaves them to us: its error does not say which they are."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  Typer's context has no public type
        """Parse the arguments of the command.

        Raises:
            InputError: there are more than it takes.
        """
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise InputError([extra_arguments(rest)])
        return rest

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401
        """Return the help as it is printed."""
        return _Help(ctx).text()


class LocalizedGroup(TyperGroup):
    """A group of commands with our help."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:  # noqa: ANN401
        """Return the command that is called, and its arguments.

        Raises:
            InputError: it does not exist. The parser's error does not say which it is.
        """
        name = args[0]
        is_option = name.startswith("-")  # of which the parser complains
        if not (is_option or ctx.resilient_parsing or self.get_command(ctx, name)):
            raise InputError([unknown_command(name, self.list_commands(ctx))])
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401
        """Return the help as it is printed."""
        return _Help(ctx).text()


def show_help_alone(context: typer.Context, _lang: LanguageOption = Lang.EN) -> None:
    """Print the help of a group that is called without a command; each group's callback.

    `--lang` is read before anything is parsed. The parameter makes the group accept it.
    """
    if context.invoked_subcommand is None:
        console.emit(f"{context.get_help()}\n")


class _Help:
    def __init__(self, context: Any) -> None:  # noqa: ANN401
        self.context, self.command = context, context.command
        self.lang: Lang = context.find_root().obj
        self.parameters = self.command.get_params(context)

    def text(self) -> str:
        from aeo_cli.presentation.terminal.blocks import document  # noqa: PLC0415  only help needs it here

        page = settings.page(self.lang, Colour.AUTO, to_file=False)
        examples = [(line, "") for line in self.command.epilog.splitlines()]
        groups = (
            self.commands(),
            {"Arguments": self.arguments()},
            {"Options": list(self.options())},
            {"Examples": examples},
        )
        sections = [
            [(self.said(name), rows) for name, rows in group.items() if rows] for group in groups
        ]
        paragraphs = [self.usage(), self.said(self.command.help)]
        if hasattr(self.command, "commands"):  # so that the help of the program fits on a screen
            paragraphs, sections = ["\n".join(paragraphs)], [list(chain(*sections))]
        return document(paragraphs, filter(None, sections), page).rstrip("\n")

    def said(self, english: str) -> str:
        return HELP[english] if self.lang is Lang.ZH else english

    def usage(self) -> str:
        words = [self.said("Usage: ") + self.context.command_path, self.said("[OPTIONS]")]
        for one in self.parameters:
            if one.param_type_name == "argument":
                name = _named(one) + ("..." if one.nargs < 0 else "")
                words.append(name if one.required else f"[{name}]")
        if hasattr(self.command, "commands"):
            words.append(self.said("COMMAND"))
        return " ".join(words)

    def commands(self) -> dict[str, list[LabelledRow]]:
        """Return the commands by the group in which they stand."""
        listed = defaultdict[str, list[LabelledRow]](list)
        commands = getattr(self.command, "commands", {})
        width = max(map(len, commands), default=0)
        for name, one in commands.items():
            listed[one.rich_help_panel].append((name.ljust(width), self.said(one.help)))
        return listed

    def arguments(self) -> list[LabelledRow]:
        return [
            (_named(one), self.said(one.help))
            for one in self.parameters
            if one.param_type_name == "argument"
        ]

    def options(self) -> Iterator[LabelledRow]:
        """Yield the options, with what Typer tells of their defaults."""
        for one in self.parameters:
            if one.param_type_name == "option" and one.name not in _RARE:
                names, told = one.get_help_record(self.context)
                extras = told.removeprefix(one.help).replace("  ", " ")
                for english, chinese in EXTRAS.items() if self.lang is Lang.ZH else ():
                    extras = extras.replace(english, chinese)
                sentence, stop = self.said(one.help)[:-1], self.said(one.help)[-1]
                yield names, sentence + extras + stop


_RARE = {"show_completion"}
"""Options for those who know them from elsewhere; the help of the program stays on one screen."""


def _named(argument: Any) -> str:  # noqa: ANN401
    return str(argument.metavar or argument.name.upper())
