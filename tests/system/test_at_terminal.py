"""The tool at a real (pseudo-)terminal: colour, width, and an impatient reader."""

import re
import sys
from pathlib import Path

import pexpect
import pytest
from rich.cells import cell_len

from tests.conftest import ROOT, of_the_machine

EXAMPLE = str(ROOT / "examples" / "biomedicine.toml")
COMMANDS = {
    "check": ("check", EXAMPLE, "--pager", "never"),
    "check --full": ("check", EXAMPLE, "--full", "--pager", "never"),
    "explain": ("explain", "25", EXAMPLE),
    "measures": ("measures", "审批"),
    "help": ("--help",),
}


def at_terminal(columns: int, *words: str, **settings: str) -> str:
    """Run the tool at a terminal of a width and 24 rows, and return all that it wrote there."""
    return at_terminal_of((24, columns), *words, **settings)


def at_terminal_of(size: tuple[int, int], *words: str, **settings: str) -> str:
    """Run the tool at a terminal of a size, in rows and columns."""
    environment = {**of_the_machine(), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "aeo_cli", *words],
        dimensions=size,
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


@pytest.mark.parametrize(
    ("words", "rows", "is_paged"),
    [
        (("--full",), 24, True),
        (("--full", "--lang", "zh"), 24, True),
        (("--full", "--pager", "never"), 24, False),
        (("--full",), 500, False),
        ((), 24, False),
        ((), 12, True),
        (("--deadlines",), 10, True),
    ],
)
def test_a_report_that_is_too_long_goes_through_the_pager(
    words: tuple[str, ...], rows: int, *, is_paged: bool, tmp_path: Path
) -> None:
    copy = tmp_path / "paged.txt"
    text = at_terminal_of((rows, 80), "check", EXAMPLE, *words, PAGER=f"tee '{copy}'")
    assert copy.exists() is is_paged
    shown = copy.read_text("utf-8").splitlines() if is_paged else []
    assert all(line in text for line in shown)


@pytest.mark.parametrize("settings", [{"PAGER": "cat"}, {"PAGER": ""}, {"TERM": "dumb"}], ids=str)
def test_no_pager_is_wanted(settings: dict[str, str]) -> None:
    text = at_terminal(80, "check", EXAMPLE, "--full", **settings)
    assert text.count("\n") > 100


def test_a_pager_that_is_left_early_or_missing_is_no_error() -> None:
    words = ("check", EXAMPLE, "--full", "--lang", "en")
    left_early, missing = (
        at_terminal(80, *words, PAGER=pager) for pager in ("head -3", "no-such-program")
    )
    for text in (left_early, missing):
        assert "customs credit level" in text
        assert "Traceback" not in text
    assert left_early.count("\n") < 10 < missing.count("\n")
