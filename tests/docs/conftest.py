"""The pages of the documents: their blocks, what they tell to type, and a desk to type it at."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest import mock

from aeo_cli.cli import run
from tests.conftest import of_the_machine

SHIMS = {  # what the documents call, made of what the tests have
    "aeo": "from aeo_cli.__main__ import main; sys.exit(main())",
    "jq": (
        "import jq; *options, words = sys.argv[1:];"
        "found = jq.compile(words).input_text(sys.stdin.read()).all();"
        "print(*(one if '-r' in options and isinstance(one, str) else jq.compile('tojson')"
        ".input_value(one).first() for one in found), sep='\\n')"
    ),
}
Desk = Callable[[str, str], tuple[int, str]]
"""Runs a command line in a language, and returns its exit status and all that it prints."""


def blocks(document: Path, language: str) -> list[str]:
    return [block for found, block in all_blocks(document) if found == language]


def all_blocks(document: Path) -> Iterator[tuple[str, str]]:
    """Yield each block of a document, in its order, with its language."""
    text = document.read_text(encoding="utf-8")
    for found in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        yield found[1], found[2]


def typed(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block, with the output that is shown."""
    _, *parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
    for part in parts:
        command, _, shown = part.partition("\n")
        yield command, shown


def desk_at(folder: Path) -> Desk:
    """Put what the documents call into a folder, and return how to work there."""
    (folder / "bin").mkdir()
    for program, code in SHIMS.items():
        shim = folder / "bin" / program
        shim.write_text(f"#!{sys.executable}\nimport sys\n{code}\n", encoding="utf-8")
        shim.chmod(0o755)
    path = f"{folder / 'bin'}:/usr/bin:/bin"
    settings = {**of_the_machine(), "PATH": path, "PYTHONUTF8": "1", "COLUMNS": "80"}

    def work(lang: str, command: str) -> tuple[int, str]:
        program, *words = shlex.split(command, comments=True)
        if program == "aeo" and not SHELL & {*command}:
            return run_here(folder, {**settings, "AEO_LANG": lang}, words)
        done = subprocess.run(
            ["sh", "-c", f"{command}\n"],
            cwd=folder,
            env={**settings, "AEO_LANG": lang},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.returncode, done.stdout.decode()

    return work


SHELL = {*"|<>;&$*?~`("}
"""What only a shell understands; a command without them runs in this process, and faster."""


def run_here(folder: Path, settings: dict[str, str], words: list[str]) -> tuple[int, str]:
    """Run the tool in a folder and return its exit status and both its streams, as they come."""
    printed = BytesIO()
    stream = TextIOWrapper(printed, encoding="utf-8", newline="", write_through=True)
    with (
        chdir(folder),
        mock.patch.dict(os.environ, settings, clear=True),
        mock.patch("sys.stdin", TextIOWrapper(BytesIO())),
        mock.patch("sys.stdout", stream),
        mock.patch("sys.stderr", stream),
    ):
        status = run(words)
        stream.flush()
        return status, printed.getvalue().decode()


def is_shown(shown: str, printed: str) -> bool:
    """Say whether a page shows what is printed; a line `…` stands for any lines left out."""
    form = "(?:.*\n)*".join(map(re.escape, re.split(r"^…\n", shown, flags=re.MULTILINE)))
    return re.fullmatch(form, printed) is not None
