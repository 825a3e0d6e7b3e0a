"""What differs on Windows: nothing that is asked for, read or written.

No test needs Windows. `like_windows.py` imitates it in a process of its own; the others imitate one
thing. What Windows really does has not been tried.
"""

import errno
import io
import locale
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from aeo_cli.cli import console, paging, run
from aeo_cli.cli.language import language
from aeo_cli.cli.prompt.line_frontend import LineFrontend
from aeo_cli.documents import extras, system
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.page import Page
from tests.cli.like_windows import CODE_PAGE, SIGBREAK
from tests.conftest import ROOT, SAVED_REPORT, Aeo, of_the_machine

LIKE_WINDOWS = (sys.executable, str(Path(__file__).with_name("like_windows.py")))
EXAMPLE, APPLICANT, PORTFOLIO = (
    str(ROOT / "examples" / name) for name in ("biomedicine.toml", "applicant.toml", "portfolio")
)
ON = ("--on", "2026-03-02")
SCREEN = ("screen", PORTFOLIO, *ON, "--max-rejects", "all")
COMMANDS = {
    "the help": ("--help",),
    "the version": ("--version",),
    "a report": ("check", EXAMPLE, *ON),
    "a full report": ("check", EXAMPLE, *ON, "--full"),
    "a report in JSON": ("check", EXAMPLE, *ON, "--json"),
    **{
        f"a report as .{suffix}": ("check", EXAMPLE, *ON, "-o", f"report.{suffix}")
        for suffix in ("txt", "json", "csv", "xlsx", "md", "html", "ics")
    },
    "a saved report": ("convert", str(SAVED_REPORT), "--format", "csv"),
    "an explanation": ("explain", "25b", EXAMPLE, *ON),
    "assumptions": ("whatif", APPLICANT, "--preset", "aeo", *ON),
    "a difference": ("diff", EXAMPLE, APPLICANT, *ON),
    "the next question": ("ask", EXAMPLE, "--json"),
    "a search": ("measures", "special", "goods"),
    "a schema": ("schema", "profile"),
    "a template": ("init", "--template", "profile.toml"),
    "a workbook to fill in": ("init", "--template", "profile.xlsx"),
    "tables to fill in": ("screen", "--template", "tables"),
    "a summary": SCREEN,
    "verdicts of the plain engine": (*SCREEN, "-o", "verdicts.csv", "--engine", "plain"),
    "verdicts of Polars": (*SCREEN, "-o", "verdicts.parquet", "--engine", "polars"),
    "verdicts in a workbook": (*SCREEN, "-o", "verdicts.xlsx"),
    "a proof": ("catalogue", "verify", str(ROOT / "tests" / "fixtures" / "catalogue.toml")),
    "a folder instead of a file": ("check", PORTFOLIO),
    "a folder to write to": ("check", EXAMPLE, "-o", str(ROOT)),
    "a mistake": ("check", EXAMPLE, "--on", "2026-02-30"),
}


def written(folder: Path) -> dict[Path, bytes]:
    """Return the content of every file in a folder, hidden ones too, by its path there."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in files}


@pytest.mark.unix
@pytest.mark.parametrize("what", COMMANDS)
def test_a_command_gives_the_same(what: str, aeo: Aeo, aeo_process: Aeo, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    expected = aeo(*COMMANDS[what], cwd=here, AEO_LANG="zh")
    settings = {"AEO_LANG": "zh", "COLUMNS": "80", "LANG": "C", "PYTHONUTF8": "0"}
    found = aeo_process(*COMMANDS[what], cwd=there, launcher=LIKE_WINDOWS, **settings)
    assert found.returncode == expected.returncode
    assert written(there) == written(here)
    for stream, text in ((found.stdout, expected.stdout), (found.stderr, expected.stderr)):
        # Data are the same bytes; what people read is in the code page.
        assert stream == text or stream.decode(CODE_PAGE).replace("\r\n", "\n") == text.decode()


@pytest.mark.parametrize("code_page", ["cp437", "cp850", "cp936", "cp1252"])
@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("what", ["the help", "a full report", "a summary", "a mistake"])
def test_what_a_code_page_lacks_is_replaced(
    what: str, lang: Lang, code_page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams = [io.TextIOWrapper(io.BytesIO(), code_page) for _ in range(2)]
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    streams[1].reconfigure(errors="backslashreplace")  # as Python sets it up
    run([*COMMANDS[what], "--lang", lang])


WRITING = {
    what: words for what, words in COMMANDS.items() if "-o" in words and "folder" not in what
}


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "IS_WINDOWS", True)


@pytest.mark.usefixtures("on_windows")
@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("what", WRITING)
def test_a_file_that_another_program_has_open_is_left_as_it_was(
    what: str, lang: Lang, aeo: Aeo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = WRITING[what]
    target = tmp_path / words[words.index("-o") + 1]
    target.write_bytes(b"as it was")

    def deny(new: Path, _target: Path) -> None:
        assert new.exists()
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(Path, "replace", deny)
    done = aeo(*words, "--lang", lang)
    assert (done.returncode, done.stdout) == (2, b"")
    reason = {Lang.ZH: "没有权限，或文件正被其他程序", Lang.EN: "or another program such as Excel"}
    assert reason[lang] in done.stderr.decode()
    assert written(tmp_path) == {Path(target.name): b"as it was"}


@pytest.mark.unix
@pytest.mark.parametrize("what", ["a report as .json", "verdicts of the plain engine"])
def test_a_file_that_is_read_only_is_left_as_it_was(
    what: str, aeo_process: Aeo, tmp_path: Path
) -> None:
    words = WRITING[what]
    target = tmp_path / words[words.index("-o") + 1]
    target.write_bytes(b"as it was")
    target.chmod(0o444)
    assert aeo_process(*words, launcher=LIKE_WINDOWS).returncode == 2
    assert written(tmp_path) == {Path(target.name): b"as it was"}


@pytest.mark.usefixtures("on_windows")
@pytest.mark.parametrize("name", ["v.csv", "v.deadlines.csv", "v.rejects.csv"])
def test_if_one_table_is_open_none_is_replaced(
    name: str, aeo: Aeo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_bytes(b"as it was")
    opened: Callable[..., Any] = Path.open

    def deny(path: Path, mode: str = "r", **options: Any) -> Any:
        if str(path) == name and mode == "rb+":
            raise PermissionError(errno.EACCES, "Access is denied")
        return opened(path, mode, **options)

    monkeypatch.setattr(Path, "open", deny)
    done = aeo(*SCREEN, "-o", "v.csv", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"or another program such as Excel has the file open" in done.stderr
    assert written(tmp_path) == {Path(name): b"as it was"}


@pytest.mark.usefixtures("on_windows")
def test_a_file_that_is_open_cannot_be_read_either(
    aeo: Aeo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(Path, "open", deny)
    done = aeo("check", "profile.xlsx", "--lang", "en")
    assert done.returncode == 2
    assert b"or another program such as Excel has the file open" in done.stderr


@pytest.mark.usefixtures("on_windows")
def test_what_is_no_file_name_on_windows(aeo: Aeo, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(Path, "open", refuse)
    done = aeo("check", "a?.toml", "--lang", "zh")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "文件名无效" in done.stderr.decode()


@pytest.mark.usefixtures("on_windows")
def test_a_report_in_a_shared_folder_is_not_private(
    aeo: Aeo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python makes a folder of mode 0o700 private there, and so is what is moved out of it."""
    modes, make = [], Path.mkdir

    def made(path: Path, mode: int = 0o777, **options: bool) -> None:
        modes.append(mode)
        make(path, mode, **options)

    monkeypatch.setattr(Path, "mkdir", made)
    assert aeo(*SCREEN, "-o", "verdicts.csv").returncode == 0
    assert modes == [0o777]
    assert aeo("screen", "-", stdin=b'{"ref": "A", "enterprise": {}}').returncode == 0
    assert modes[1:] == [0o700, 0o700]


@pytest.mark.usefixtures("on_windows")
@pytest.mark.parametrize("what", ["the help", "a report", "a report in JSON", "a search"])
@pytest.mark.parametrize("number", [errno.EPIPE, errno.EINVAL])
def test_a_reader_that_has_read_enough_is_no_error(
    what: str, number: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Closed(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(number, os.strerror(number))

        def close(self) -> None:
            pass

    monkeypatch.setattr(console, "_discard_buffer", lambda _: None)  # it has no descriptor
    stream = io.TextIOWrapper(Closed(), "utf-8", write_through=True)
    monkeypatch.setattr(sys, "stdout", stream)
    assert run([*COMMANDS[what]]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.unix
def test_ctrl_break_leaves_nothing_behind(tmp_path: Path) -> None:
    environment = {**of_the_machine(), "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [*LIKE_WINDOWS, "screen", "-"], stdin=subprocess.PIPE, env=environment
    ) as process:
        while not [*tmp_path.glob(".aeo-*/stdin")]:
            assert process.poll() is None
            time.sleep(0.005)
        process.send_signal(SIGBREAK)
        assert process.wait() == 128 + SIGBREAK
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("Chinese (Simplified)_China.936", Lang.ZH),
        ("Chinese (Simplified)_China.utf8", Lang.ZH),
        ("Chinese_China.936", Lang.ZH),
        ("zh-CN", Lang.ZH),
        ("zh-Hans-CN", Lang.ZH),
        ("English_United States.1252", Lang.EN),
        ("en-DE", Lang.EN),
        ("C", Lang.EN),
    ],
)
def test_the_language_is_that_of_the_locale_as_windows_names_it(
    name: str, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locale, "_setlocale", lambda _category, _value=None: name)
    assert language([], {}) is lang


@pytest.mark.usefixtures("on_windows")
@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_console_is_asked_to_show_colours(
    is_terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    colorama = SimpleNamespace(just_fix_windows_console=lambda: asked.append(True))
    monkeypatch.setitem(sys.modules, "colorama", colorama)
    monkeypatch.setattr(console, "is_terminal", lambda _: is_terminal)
    console.prepare()
    assert asked == [True] * is_terminal


@pytest.mark.usefixtures("on_windows")
@pytest.mark.parametrize(("pager", "is_used"), [(None, False), ("more", False), ("less", True)])
def test_the_pager_of_windows_is_not_used(
    pager: str | None, is_used: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It breaks Chinese and colour; `less` is used if `PAGER` names it."""
    if pager:
        monkeypatch.setenv("PAGER", pager)
    shown: list[str] = []
    monkeypatch.setattr(console, "is_terminal", lambda _: True)
    monkeypatch.setattr(console, "emit", lambda text: shown.append(f"emitted {len(text)}"))
    monkeypatch.setattr("shutil.which", lambda name: f"C:\\{name}.exe")
    monkeypatch.setattr("pydoc.pager", lambda text: shown.append(f"paged {len(text)}"))
    paging.emit("\n" * 100)
    assert shown == [f"{'paged' if is_used else 'emitted'} 100"]


def test_lines_are_read_where_what_was_typed_ahead_cannot_be_discarded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "termios", None)
    said: list[str] = []
    frontend = LineFrontend(Page(Lang.EN), said.append, lambda _: "profile.toml")
    assert frontend.enter(str, ()) == "profile.toml"


@pytest.mark.usefixtures("on_windows")
def test_a_command_to_copy_is_quoted_as_windows_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", r"C:\Program Files\Python\python.exe")
    command = r'"C:\Program Files\Python\python.exe" -m pip install "aeo-cli[xlsx]"'
    assert command in extras.installing("xlsx").en


COMPLETED: dict[str, tuple[str, str, str]] = {
    "a command": ("aeo che", "che", "check"),
    "a measure": ("aeo explain 25", "25", "25b"),
}


@pytest.mark.parametrize("what", COMPLETED)
@pytest.mark.parametrize("shell", ["powershell", "pwsh"])
def test_powershell_completes(what: str, shell: str, aeo: Aeo) -> None:
    line, word, expected = COMPLETED[what]
    done = aeo(
        _AEO_COMPLETE=f"complete_{shell}",
        _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_WORD_TO_COMPLETE=word,
    )
    offered = [line.partition(":::")[0] for line in done.stdout.decode().splitlines()]
    assert expected in offered
