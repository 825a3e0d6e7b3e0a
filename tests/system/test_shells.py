"""Completion in real shells: what a person sees after the tab key."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from tests.conftest import ROOT

SHELLS = {  # the command, and what a new user types once to have completion
    "bash": ("bash", ["--norc", "--noprofile"], 'eval "$(_AEO_COMPLETE=source_bash aeo)"'),
    "zsh": (
        "zsh",
        ["-f"],
        'autoload -Uz compinit; compinit -u; eval "$(_AEO_COMPLETE=source_zsh aeo)"',
    ),
    "fish": ("fish", ["--no-config"], "env _AEO_COMPLETE=source_fish aeo | source"),
}


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[pexpect.spawn]:
    """Start a shell in the checkout that has learned to complete the tool's command lines."""
    (tmp_path / "aeo").write_text(f'#!/bin/sh\nexec {sys.executable} -m aeo_cli "$@"\n')
    (tmp_path / "aeo").chmod(0o755)
    program, options, setup = SHELLS[request.param]
    settings = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "TERM": "xterm",
        "LANG": "C.UTF-8",
        "AEO_LANG": "en",
    }
    child = pexpect.spawn(
        program,
        options,
        cwd=ROOT,
        env=settings,
        encoding="utf-8",
        dimensions=(40, 120),
        timeout=30,
    )
    child.sendline(f"{setup}; echo lear''ned")
    child.expect("learned\r")
    yield child
    child.close(force=True)


def test_a_measure_is_offered_by_its_number(shell: pexpect.spawn) -> None:
    shell.send("aeo explain 25\t\t")
    shell.expect("25a")
    shell.expect("25b")


def test_an_example_is_offered(shell: pexpect.spawn) -> None:
    shell.send("aeo check examples/chip\t")
    shell.expect_exact("chip-maker.toml")


def test_a_command_is_completed(shell: pexpect.spawn) -> None:
    shell.send("aeo meas\t")
    shell.expect("ures")


@pytest.mark.parametrize("shell", ["zsh", "fish"], indirect=True)
def test_a_measure_is_offered_with_its_title(shell: pexpect.spawn) -> None:
    shell.send("aeo explain 25\t\t")
    shell.expect_exact("Shorter time limit for the health quarantine approval")


def test_completion_installs_itself(shell: pexpect.spawn, tmp_path: Path) -> None:
    shell.sendline("aeo --install-completion; echo do''ne")
    shell.expect("completion installed in")
    shell.expect("done")
    written = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert written & {"aeo.sh", "_aeo", "aeo.fish"}
