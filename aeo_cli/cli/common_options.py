"""The decorator with which a command declares the options that it shares with others."""

import inspect
from collections.abc import Callable
from functools import wraps
from types import EllipsisType
from typing import Any, Concatenate, ParamSpec, get_type_hints

import typer

from aeo_cli.cli.option_values import Settings

OwnParameters = ParamSpec("OwnParameters")

_PARAMETERS = {
    name: inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=Settings._field_defaults[name],
        annotation=annotation,
    )
    for name, annotation in get_type_hints(Settings, include_extras=True).items()
}
"""The common options as parameters of a function, from which Typer makes options."""


REPORT_OPTIONS = (
    "as_json",
    "report_format",
    "output",
    "encoding",
    "full",
    "pager",
    "deadlines",
    "due_within",
    "questions",
    "lang",
)
"""The common options of a command that writes a report."""


def answer_options(form: str) -> tuple[str, ...]:
    """Return the common options of a command that answers for a day, but writes no report.

    Args:
        form: the field of `Settings` with its formats.
    """
    return ("as_json", form, "output", "lang", "on", "catalogue", "no_input", "color", "quiet")


def common_options(
    *names: str | EllipsisType,
) -> Callable[[Callable[Concatenate[Settings, OwnParameters], None]], Callable[..., None]]:
    """Add common options to a command, and pass their values to it as one `Settings`.

    Of this command Typer sees the function `ask(*, context, profile, on, lang, quiet)`, and makes
    an argument and three options of it:

        @common_options("on", "lang", "quiet")
        def ask(settings: Settings, profile: ProfileArgument = None) -> None:
            day = settings.day()

    Args:
        names: fields of `Settings`, in the order of the help. The command's own parameters come
            first, or at the place of `...` if it is among the names.
    """
    order = names if ... in names else (..., *names)
    common = [name for name in order if isinstance(name, str)]

    def decorate(
        command: Callable[Concatenate[Settings, OwnParameters], None],
    ) -> Callable[..., None]:
        @wraps(command)
        def call(
            context: typer.Context, *args: OwnParameters.args, **kwargs: OwnParameters.kwargs
        ) -> None:
            values: dict[str, Any] = {name: kwargs.pop(name) for name in common}
            # The language was determined before parsing, since errors of the parser need it too.
            values["lang"] = context.obj
            command(Settings(**values), *args, **kwargs)

        _, *own = inspect.signature(command).parameters.values()
        parameters = [
            inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
        ]
        for name in order:
            parameters += [_PARAMETERS[name]] if isinstance(name, str) else own
        # Keyword-only parameters may come in any order, with a default or without.
        keywords = [
            parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters
        ]
        # `inspect.signature`, with which Typer reads a function, prefers this attribute.
        vars(call)["__signature__"] = inspect.Signature(keywords)
        return call

    return decorate
