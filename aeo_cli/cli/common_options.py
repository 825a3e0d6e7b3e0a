"""Declares the options that commands share: a command names them and receives a `Settings`."""

import inspect
from collections.abc import Callable
from functools import wraps
from types import EllipsisType
from typing import Any, Concatenate, ParamSpec, get_type_hints

import typer

from aeo_cli.cli.settings import Settings

OwnParameters = ParamSpec("OwnParameters")

ANSWER_OPTIONS = (
    "as_json",
    "basic_format",
    "output",
    "lang",
    "on",
    "catalogue",
    "no_input",
    "color",
    "quiet",
)
"""The common options of the commands that answer for a day, but write no report."""

_PARAMETERS = {
    name: inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=Settings._field_defaults[name],
        annotation=annotation,
    )
    for name, annotation in get_type_hints(Settings, include_extras=True).items()
}
"""The common options as Typer reads them from a function's signature."""


def common_options(
    *names: str | EllipsisType,
) -> Callable[[Callable[Concatenate[Settings, OwnParameters], None]], Callable[..., None]]:
    """Add common options to a command, which receives their values as a `Settings`.

    With this, Typer sees a function `convert(*, report, output, lang, quiet)`:

        @common_options("output", "lang", "quiet")
        def convert(settings: Settings, report: ReportArgument) -> None:
            settings.note(["converted"], settings.output)

    Args:
        names: fields of `Settings`, in the order of the help. The command's own options stand
            before them, or where `...` stands among them.
    """
    places = names if ... in names else (..., *names)
    shared = [name for name in places if isinstance(name, str)]

    def decorate(
        command: Callable[Concatenate[Settings, OwnParameters], None],
    ) -> Callable[..., None]:
        @wraps(command)
        def run(
            context: typer.Context, *args: OwnParameters.args, **kwargs: OwnParameters.kwargs
        ) -> None:
            values: dict[str, Any] = {name: kwargs.pop(name) for name in shared}
            # `language` has found it before anything was parsed, because errors need it too.
            values["lang"] = context.obj
            command(Settings(**values), *args, **kwargs)

        _, *own = inspect.signature(command).parameters.values()
        parameters = [
            inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
        ]
        for name in places:
            parameters += [_PARAMETERS[name]] if isinstance(name, str) else own
        # Keyword-only, so that an option with a default may stand before an argument without one.
        keywords = [
            parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters
        ]
        vars(run)["__signature__"] = inspect.Signature(keywords)
        return run

    return decorate
