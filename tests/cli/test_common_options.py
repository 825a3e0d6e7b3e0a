"""How a command declares the options that it shares with others."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from aeo_cli.cli.common_options import common_options
from aeo_cli.cli.option_values import Settings


def parameters(command: Callable[..., None]) -> list[str]:
    return list(inspect.signature(command).parameters)


def test_own_parameters_come_first_or_where_the_dots_stand() -> None:
    def command(settings: Settings, profile: str, *, ask: bool = False) -> None: ...

    first = common_options("output", "quiet")(command)
    assert parameters(first) == ["context", "profile", "ask", "output", "quiet"]
    between = common_options("output", ..., "quiet")(command)
    assert parameters(between) == ["context", "output", "profile", "ask", "quiet"]


def test_a_command_receives_the_values_and_the_defaults_of_what_it_does_not_offer() -> None:
    received = []

    @common_options("output", "quiet")
    def command(settings: Settings, profile: str) -> None:
        received.append((settings, profile))

    context: Any = type("Context", (), {"obj": "zh"})
    command(context=context, output="report.json", quiet=True, profile="x.toml")
    assert received == [
        (Settings(output="report.json", quiet=True)._replace(lang=context.obj), "x.toml")
    ]


def test_an_option_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError, match="outptu"):

        @common_options("outptu")
        def _(settings: Settings) -> None: ...
