"""Errors of the parser of the command line, as problems in both languages."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

import typer
from pydantic import ValidationError

from aeo_cli.documents.escaping import marked
from aeo_cli.documents.problems import Problem, one_of, quoted
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import Text, both, listed

_HINT = both("用法见 aeo --help 或该命令的 --help", "see aeo --help, or --help of the command")


def usage_problem(error: typer.TyperException) -> Problem:
    """Return an error of the parser as a problem; one not known here keeps its English text."""
    from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption  # noqa: PLC0415  private to Typer

    match error:
        case NoSuchOption(option_name=name, possibilities=similar):
            found = both("没有 {name} 这个选项", "no such option: {name}").fill(name=name)
            return _problem(found, _did_you_mean(sorted(similar or ())))
        # The one class stands for two errors, which differ only in their message.
        case BadOptionUsage(option_name=name) if error.message.endswith("does not take a value."):
            return _problem(both("{name} 后不能写值", "{name} takes no value").fill(name=name))
        case BadOptionUsage(option_name=name):
            return _problem(both("{name} 后缺少值", "{name} requires a value").fill(name=name))
        case MissingParameter(param=parameter):
            found = both("缺少参数 {name}", "missing argument: {name}").fill(name=_name(parameter))
            choices = _choices(parameter)
            hint = both("可选：{options}", "choose from {options}").fill(options=listed(choices))
            return _problem(found, hint if choices else None)
        case typer.BadParameter(param=parameter, __cause__=ValidationError() as cause) if (
            choices := _choices(parameter)
        ):
            value = str(cause.errors()[0]["input"])
            hint = did_you_mean(value, dict.fromkeys(choices)) or _HINT
            return Problem(_name(parameter), quoted(value), one_of(choices), hint)
    message = error.format_message()
    return _problem(both(message, message))


def unknown_command(name: str, commands: Iterable[str]) -> Problem:
    """Return the problem of a command that does not exist, with the names most like it."""
    found = both("没有 {name} 这个命令", "no such command: {name}").fill(name=marked(name))
    return _problem(found, _did_you_mean(get_close_matches(name, list(commands))))


def extra_arguments(arguments: Iterable[str]) -> Problem:
    """Return the problem of more arguments than the command takes."""
    found = both("多余的参数：{arguments}", "unexpected argument: {arguments}")
    return _problem(found.fill(arguments=marked(" ".join(arguments))))


def _problem(found: Text, hint: Text | None = None) -> Problem:
    """Return a problem of the command line as a whole, where a sentence names the place."""
    return Problem("", found, None, hint or _HINT)


def _did_you_mean(names: Sequence[str]) -> Text | None:
    hint = both("是否想写 {zh}？", "did you mean {en}?")
    return hint.fill(zh=" 或 ".join(names), en=" or ".join(names)) if names else None


def argument_name(argument: Any) -> str:  # noqa: ANN401  Typer's parameters have no public type
    """Return the name of an argument in help and messages, such as `REPORT.json`."""
    return str(argument.metavar or argument.name.upper())


def _name(parameter: Any) -> str:  # noqa: ANN401
    """Return the name of an argument, or all names of an option: `--lang / AEO_LANG`."""
    if parameter.param_type_name == "argument":
        return argument_name(parameter)
    return " / ".join(filter(None, (*parameter.opts, parameter.envvar)))


def _choices(parameter: Any) -> list[str]:  # noqa: ANN401
    """Return the values of a parameter that takes one of a few; empty for any other."""
    return list(map(str, parameter.type_descriptor.choices or ()))
