"""The commands as Typer classes: their help in both languages, and two errors of the parser."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from itertools import chain
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from aeo_cli.cli import console
from aeo_cli.cli.colour import Colour, page
from aeo_cli.cli.help_zh import EXTRAS, HELP
from aeo_cli.cli.language import LanguageOption
from aeo_cli.cli.parser_errors import argument_name, extra_arguments, unknown_command
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.page import LabelledRow


class LocalizedCommand(TyperCommand):
    """A command with its help in both languages."""

    allow_extra_args = True
    """The parser passes extra arguments on to `parse_args`: its own error has no list of them."""

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


class DeferredCommand(TyperCommand):
    """A command whose module is imported when it is called, or its options are asked for.

    Args:
        function: the module in `commands`, and the function in it: `interview:init`.
        panel: the heading under which the help of its group lists it.
        description: what it does, in one sentence.
        examples: command lines to try.
    """

    def __init__(self, function: str, panel: str, description: str, *examples: str) -> None:
        self.module, _, self.function = function.partition(":")
        super().__init__(
            self.function.removeprefix("print_"),
            help=description,
            epilog="\n".join(examples),
            rich_help_panel=panel,
        )

    @cached_property
    def command(self) -> Any:  # noqa: ANN401  Typer's commands have no public type
        """The command with its options."""
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        add = app.command(
            self.name,
            cls=LocalizedCommand,
            help=self.help,
            epilog=self.epilog,
            rich_help_panel=self.rich_help_panel,
        )
        add(getattr(import_module(f"aeo_cli.cli.commands.{self.module}"), self.function))
        return typer.main.get_command(app)

    def make_context(self, *args: Any, **settings: Any) -> Any:  # noqa: ANN401
        """Return the context of a call of the command."""
        return self.command.make_context(*args, **settings)


class LocalizedGroup(TyperGroup):
    """A group of commands with its help in both languages."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:  # noqa: ANN401
        """Return the command that is called, and its arguments.

        Raises:
            InputError: it does not exist. The parser's own error has no attribute for its name.
        """
        name = args[0]
        is_option = name.startswith("-")  # the parser rejects it
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

        examples = [(line, "") for line in self.command.epilog.splitlines()]
        groups = (
            self.commands(),
            {"Arguments": self.arguments()},
            {"Options": list(self.options())},
            {"Examples": examples},
        )
        sections = [
            [(self.translated(heading), rows) for heading, rows in group.items() if rows]
            for group in groups
        ]
        paragraphs = [self.usage(), self.translated(self.command.help)]
        if self.is_group:  # without blank lines the help of the program fits on a screen
            paragraphs, sections = ["\n".join(paragraphs)], [list(chain(*sections))]
        screen = page(self.lang, Colour.AUTO, to_file=False)
        return document(paragraphs, filter(None, sections), screen).rstrip("\n")

    def translated(self, english: str) -> str:
        return HELP[english] if self.lang is Lang.ZH else english

    @property
    def is_group(self) -> bool:
        return hasattr(self.command, "commands")

    def usage(self) -> str:
        words = [self.translated("Usage: ") + self.context.command_path]
        words.append(self.translated("[OPTIONS]"))
        for parameter in self.parameters:
            if parameter.param_type_name == "argument":
                name = argument_name(parameter) + ("..." if parameter.nargs < 0 else "")
                words.append(name if parameter.required else f"[{name}]")
        if self.is_group:
            words.append(self.translated("COMMAND"))
        return " ".join(words)

    def commands(self) -> dict[str, list[LabelledRow]]:
        """Return the commands by the panel to which they belong."""
        panels = defaultdict[str, list[LabelledRow]](list)
        commands = getattr(self.command, "commands", {})
        width = max(map(len, commands), default=0)
        for name, command in commands.items():
            row = (name.ljust(width), self.translated(command.help))
            panels[command.rich_help_panel].append(row)
        return panels

    def arguments(self) -> list[LabelledRow]:
        return [
            (argument_name(parameter), self.translated(parameter.help))
            for parameter in self.parameters
            if parameter.param_type_name == "argument"
        ]

    def options(self) -> Iterator[LabelledRow]:
        """Yield the options, each with what Typer adds: its default, its environment variable."""
        for option in self.parameters:
            if option.param_type_name == "option" and option.name not in _UNLISTED:
                names, record = option.get_help_record(self.context)
                extras = record.removeprefix(option.help).replace("  ", " ")
                for english, chinese in EXTRAS.items() if self.lang is Lang.ZH else ():
                    extras = extras.replace(english, chinese)
                # "Use colour [default: auto].": what Typer adds goes before the full stop.
                sentence, stop = self.translated(option.help)[:-1], self.translated(option.help)[-1]
                yield names, sentence + extras + stop


_UNLISTED = {"show_completion"}
"""Options known from other programs; without them the program's help fits on a screen."""
