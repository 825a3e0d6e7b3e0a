"""Errors of the parser of the command line, as problems in both languages."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

import typer
from pydantic import ValidationError

from aeo_cli.documents.escaping import marked
from aeo_cli.documents.problems import NOTHING, Problem, one_of
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import Text, both

_OPTION_OF_THE_COMMAND = both("该命令的选项", "an option of the command")
_HINT = both("见 aeo --help，或在命令后加 --help", "see aeo --help, or add --help to the command")


def usage_problem(error: typer.TyperException) -> Problem:
    """Return an error of the parser as a problem; one not known here keeps its English text."""
    from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption  # noqa: PLC0415  private to Typer

    match error:
        case NoSuchOption(option_name=name, possibilities=similar):
            found = both("没有选项 {name}", "no such option {name}").fill(name=name)
            return _problem(found, _OPTION_OF_THE_COMMAND, _did_you_mean(sorted(similar or ())))
        # The one class stands for two errors, which differ only in their message.
        case BadOptionUsage(option_name=name) if error.message.endswith("does not take a value."):
            found = both("选项 {name} 带了值", "a value after the option {name}").fill(name=name)
            return _problem(found, both("单独的 {name}", "{name} alone").fill(name=name))
        case BadOptionUsage(option_name=name):
            found = both("选项 {name} 后缺少值", "the option {name} without a value").fill(
                name=name
            )
            expected = both("{name} 后面跟一个值", "a value after {name}").fill(name=name)
            return _problem(found, expected)
        case MissingParameter(param=parameter):
            expected = both("参数 {name}", "the argument {name}").fill(name=_name(parameter))
            choices = _choices(parameter)
            return _problem(NOTHING, one_of(choices) if choices else expected)
        case typer.BadParameter(param=parameter, __cause__=ValidationError() as cause) if (
            choices := _choices(parameter)
        ):
            value = str(cause.errors()[0]["input"])
            found = both("{name} 的值 {value} 无效", "{value}, which is no value of {name}")
            found = found.fill(name=_name(parameter), value=marked(value))
            return _problem(found, one_of(choices), did_you_mean(value, dict.fromkeys(choices)))
    message = error.format_message()
    return _problem(both(message, message), _OPTION_OF_THE_COMMAND)


def unknown_command(name: str, commands: Iterable[str]) -> Problem:
    """Return the problem of a command that does not exist, with the names most like it."""
    found = both("没有命令 {name}", "no such command {name}").fill(name=marked(name))
    similar = get_close_matches(name, list(commands))
    return _problem(found, both("一个命令", "a command"), _did_you_mean(similar))


def extra_arguments(arguments: Iterable[str]) -> Problem:
    """Return the problem of more arguments than the command takes."""
    found = both("多余的参数 {arguments}", "more words than the command takes: {arguments}")
    expected = both("该命令的参数", "the arguments of the command")
    return _problem(found.fill(arguments=marked(" ".join(arguments))), expected)


def _problem(found: Text, expected: Text, hint: Text | None = None) -> Problem:
    return Problem(both("命令行", "command line"), found, expected, hint or _HINT)


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
