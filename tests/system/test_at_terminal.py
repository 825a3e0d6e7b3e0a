"""The tool at a real (pseudo-)terminal: colour, width, and an impatient reader."""

import re
import sys

import pexpect
import pytest
from rich.cells import cell_len

from tests.conftest import ROOT, of_the_machine

EXAMPLE = str(ROOT / "examples" / "biomedicine.toml")
COMMANDS = {
    "check": ("check", EXAMPLE),
    "explain": ("explain", "25", EXAMPLE),
    "measures": ("measures", "审批"),
    "help": ("--help",),
}


def at_terminal(columns: int, *words: str, **settings: str) -> str:
    """Run the tool at a terminal of a width, and return all that it wrote there."""
    environment = {**of_the_machine(), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "aeo_cli", *words],
        dimensions=(24, columns),
        encoding="utf-8",
        env={**environment, **settings},
    )
    child.expect(pexpect.EOF, timeout=60)
    child.close()
    return str(child.before)


@pytest.mark.parametrize("columns", [60, 80, 100, 160])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_shown_has_weight_and_fits(columns: int, lang: str, name: str) -> None:
    text = at_terminal(columns, *COMMANDS[name], "--lang", lang)
    assert "\x1b[1m" in text
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert max(cell_len(line.rstrip("\r")) for line in plain.split("\n")) <= columns


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("settings", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_colour_can_be_refused(name: str, settings: dict[str, str]) -> None:
    assert "\x1b" not in at_terminal(80, *COMMANDS[name], **settings)


def test_a_workbook_is_not_shown_at_a_terminal() -> None:
    text = at_terminal(80, "check", EXAMPLE, "--format", "xlsx", "--lang", "en")
    assert "a workbook cannot be shown in a terminal" in " ".join(text.split())
    assert "PK" not in text
