"""The tool at a real (pseudo-)terminal: colour, width, and an impatient reader."""

import os
import pty
import re
import struct
import subprocess
import sys
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "biomedicine.toml"


def at_terminal(columns: int, *words: str, **settings: str) -> str:
    """Run the tool at a terminal of a width, and return all that it wrote there."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    with subprocess.Popen(
        [sys.executable, "-m", "aeo_cli", *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**environment, **settings},
    ) as process:
        os.close(theirs)
        written = b""
        while chunk := _read(ours):
            written += chunk
        process.wait()
    os.close(ours)
    return written.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # what Linux says when the other side has hung up
        return b""


@pytest.mark.parametrize("columns", [60, 80, 100, 160])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_has_colour_and_fits(columns: int, lang: str) -> None:
    text = at_terminal(columns, "check", str(EXAMPLE), "--lang", lang)
    assert "\x1b[" in text
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert "SG-2026-014" in plain
    assert max(len(line.rstrip("\r")) for line in plain.split("\n")) <= columns


@pytest.mark.parametrize("settings", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_refused(settings: dict[str, str]) -> None:
    assert "\x1b" not in at_terminal(80, "check", str(EXAMPLE), **settings)


def test_without_a_profile_it_says_how_to_give_one() -> None:
    text = at_terminal(80, "check")
    assert "a profile file, or - for standard input" in text
