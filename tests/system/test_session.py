"""The interview at a real (pseudo-)terminal, read off its screen: keys, lines, Ctrl-C, resume."""

import os
import signal
import sys
import tomllib
from pathlib import Path

import pexpect
import pyte
import pytest

UP, DOWN, RIGHT, ENTER, SPACE, ESC, TAB, CTRL_C, CTRL_D = (
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\r",
    " ",
    "\x1b",
    "\t",
    "\x03",
    "\x04",
)
KNOWN = {
    "en": ("I don't know", "advanced certified", "Which business", "× 2", "special circumstances"),
    "zh": ("不知道", "高级认证企业", "有哪些待办业务", "× 2", "是否存在特殊情况"),
}


def _heed_interrupts() -> None:
    """Let Ctrl-C interrupt: what a shell runs in the background is begun with it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A terminal of some columns with the tool in it, and what stands on its screen."""

    def __init__(self, folder: Path, columns: int, *words: str, **settings: str) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "XDG_STATE_HOME": str(folder / "state"),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "PYTHONUTF8": "1",
            **settings,
        }
        self.screen = pyte.HistoryScreen(columns, 40, history=10_000)
        self.stream = pyte.Stream(self.screen)
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "aeo_cli", *words],
            dimensions=(40, columns),
            encoding="utf-8",
            env=environment,
            cwd=folder,
            preexec_fn=_heed_interrupts,
        )
        # it answers where its cursor is
        self.screen.write_process_input = self.child.send  # type: ignore[method-assign]

    def shows(self, text: str) -> str:
        """Wait until a text stands on the screen, and return all that stands there."""
        wanted = text.replace(" ", "").replace("\n", "")
        for _ in range(600):
            if wanted in self.text().replace(" ", "").replace("\n", ""):
                return self.text()
            try:
                self.stream.feed(self.child.read_nonblocking(4096, timeout=0.1))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                break
        raise AssertionError(f"{text!r} is not shown:\n{self.text()}")

    def text(self) -> str:
        """Return what stands on the screen; a wide character takes two cells, one of them empty."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def types(self, *keys: str) -> None:
        """Type, one after the other."""
        for key in keys:
            self.child.send(key)

    def ends(self) -> int:
        """Wait until the tool ends, and return its exit status."""
        try:
            while True:
                self.stream.feed(self.child.read_nonblocking(4096, timeout=60))
        except pexpect.EOF:
            pass
        self.child.close()
        status = self.child.exitstatus
        assert status is not None, self.child.signalstatus
        return int(status)


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("lang", KNOWN)
def test_a_session_with_arrow_keys(lang: str, columns: int, tmp_path: Path) -> None:
    unknown, level, business, twice, special = KNOWN[lang]
    words = ("check", "--lang", lang, "--on", "2026-03-02")
    desk = Terminal(tmp_path, columns, *words)
    desk.shows(unknown)
    desk.types(UP, ENTER)  # the last of the list: not known
    desk.shows(business)
    desk.types(ESC)
    desk.shows(level)
    desk.types("\x1b[200~nonsense\n1\n2\n\x1b[201~", ENTER)
    desk.shows(business)
    desk.types("special_goods_approval", SPACE, RIGHT, ENTER)
    desk.shows(twice)
    desk.shows(special)
    desk.types(DOWN, ENTER, TAB)
    desk.shows("25b")
    desk.types(CTRL_C)
    assert desk.ends() == 130
    (draft,) = (tmp_path / "state" / "aeo").iterdir()
    assert draft.stat().st_mode & 0o777 == 0o600

    desk = Terminal(tmp_path, columns, *words, "-o", "report.json")
    desk.shows("3")
    desk.types(ENTER)  # go on
    desk.shows(special)
    desk.types("?")
    desk.shows("31a")
    desk.types(DOWN, ENTER)
    desk.shows("11")
    desk.types(UP, UP, ENTER)  # none of these
    desk.types("?")
    desk.shows("2026-03-02")
    desk.types("soon", ENTER)
    desk.shows("YYYY-MM-DD")
    desk.types("\x15", "2026-03-02", ENTER)
    desk.shows("profile.toml")
    desk.types("mine.toml", ENTER)
    desk.shows("mine.toml")
    assert desk.ends() == 0
    saved = tomllib.loads((tmp_path / "mine.toml").read_text(encoding="utf-8"))
    first, second = saved["business"]
    assert (first["special_circumstances"], str(first["accepted_on"])) == (False, "2026-03-02")
    assert second == {"kind": "special_goods_approval"}
    assert "business[1].special_circumstances" in saved["unknown"]
    assert (tmp_path / "report.json").exists()
    assert not list((tmp_path / "state" / "aeo").iterdir())


@pytest.mark.parametrize("settings", [{"TERM": "dumb"}, {"AEO_PLAIN": "1"}], ids=str)
@pytest.mark.parametrize("lang", KNOWN)
def test_a_session_line_by_line(lang: str, settings: dict[str, str], tmp_path: Path) -> None:
    unknown, level, business, twice, special = KNOWN[lang]
    desk = Terminal(tmp_path, 40, "init", "mine.toml", "--lang", lang, **settings)
    desk.shows(f"1  {level}")
    desk.types("nonsense\n1\n2\n")  # pasted: only its first line is an answer
    desk.shows("nonsense")
    desk.types(f"{level}\r")
    desk.shows(business)
    desk.types("21 21\r")
    desk.shows(twice)
    desk.types("?\r")
    desk.shows(unknown)
    desk.types(CTRL_C)
    assert desk.ends() == 130
    desk = Terminal(tmp_path, 40, "init", "mine.toml", "--lang", lang, **settings)
    desk.shows("Ctrl-C")
    desk.types("1\r")
    desk.shows(special)
    desk.types(CTRL_D)
    assert desk.ends() == 0
    saved = tomllib.loads((tmp_path / "mine.toml").read_text(encoding="utf-8"))
    assert saved["unknown"] == ["business[0].special_circumstances"]
    assert "\x1b" not in desk.text()


def test_a_list_that_is_longer_than_the_screen_scrolls(tmp_path: Path) -> None:
    desk = Terminal(tmp_path, 40, "check", "--lang", "en")
    desk.shows("I don't know")
    desk.types(ENTER)
    desk.shows("Which business")
    desk.types(*([DOWN] * 27))
    desk.shows("› [ ] enrolment in the E-port")
    desk.types(CTRL_C)
    assert desk.ends() == 130


def test_no_colour_where_none_is_wanted(tmp_path: Path) -> None:
    desk = Terminal(tmp_path, 80, "check", "--lang", "en", NO_COLOR="1")
    desk.shows("I don't know")
    colours = {cell.fg for row in desk.screen.buffer.values() for cell in row.values()}
    assert colours == {"default"}
    desk.types(CTRL_C)
    assert desk.ends() == 130


def test_without_a_person_nothing_is_asked(tmp_path: Path) -> None:
    desk = Terminal(tmp_path, 80, "check", "--no-input")
    assert desk.ends() == 2
    assert "aeo init --template" in desk.text().replace("\n", "")
