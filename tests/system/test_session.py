"""The interview at a real (pseudo-)terminal, read off its screen: keys, lines, Ctrl-C, resume."""

import os
import signal
import sys
import termios
import tomllib
from contextlib import suppress
from pathlib import Path

import pexpect
import pyte
import pytest

from aeo_cli.documents.interruptions import SIGNALS
from tests.conftest import of_the_machine

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
NUMBERED = {"en": "question {}", "zh": "第 {} 问"}
KNOWN = {
    "en": (
        "I don't know",
        "advanced certified",
        "What do you have pending",
        "× 2",
        "account-book management",
    ),
    "zh": ("不知道", "高级认证企业", "有哪些待办业务", "× 2", "企业是否适用加工贸易账册管理"),
}


def _heed_interrupts() -> None:
    """Let signals interrupt: what a shell runs in the background is begun with Ctrl-C ignored."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)


def _unspaced(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")


class Terminal:
    """A terminal of some columns with the tool in it, and what stands on its screen.

    Like some terminals, it does not answer where its cursor is.
    """

    def __init__(self, folder: Path, columns: int, *words: str, **settings: str) -> None:
        environment = {
            **of_the_machine(),
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
        self.written = ""

    def reads(self, seconds: float, wanted: str = "") -> bool:
        """Read something of what the tool writes, in some seconds at most.

        Say whether a text stood on the screen meanwhile, even if it was scrolled away since.
        """
        text = self.child.read_nonblocking(4096, timeout=seconds)
        self.written += text
        stood = False
        for line in text.splitlines(keepends=True):
            self.stream.feed(line)
            stood = stood or self.has(wanted)
        return stood

    def has(self, text: str) -> bool:
        """Say whether a text stands on the screen, wherever it is broken into lines."""
        return _unspaced(text) in _unspaced(self.text())

    def shows(self, text: str) -> str:
        """Wait until a text stands on the screen, and return all that stands there."""
        stands = self.has(text)
        for _ in range(600):
            if stands:
                return self.text()
            try:
                stands = self.reads(0.1, text)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                break
        raise AssertionError(f"{text!r} is not shown:\n{self.text()}")

    def asks(self, text: str) -> None:
        """Wait until a text stands on the screen and the tool takes each key by itself.

        What is typed before that, the terminal keeps as a line, and Enter is another sign in it.
        """
        self.shows(text)
        while termios.tcgetattr(self.child.child_fd)[3] & termios.ICANON:
            with suppress(pexpect.TIMEOUT):
                self.reads(0.02)

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
                self.reads(60)
        except pexpect.EOF:
            pass
        self.child.close()
        status = self.child.exitstatus
        assert status is not None, self.child.signalstatus
        return int(status)


def _answer_until_interrupted(desk: Terminal, lang: str) -> None:
    """Answer with arrow keys the questions up to the account book, and stop."""
    unknown, level, business, twice, book = KNOWN[lang]
    desk.asks(NUMBERED[lang].format(1))
    desk.types(ENTER)  # no name
    desk.asks(unknown)
    desk.types(ENTER)  # nothing is chosen yet
    desk.shows({"en": "choose with", "zh": "请先用"}[lang])
    desk.types(UP, ENTER)  # the last of the list: not known
    desk.asks(business)
    desk.types(ESC)
    desk.asks(level)
    # The answer so far is pointed at, the last of the list; after a key that moves, the first.
    desk.types("\x1b[200~nonsense\n1\n2\n\x1b[201~", DOWN, ENTER)
    desk.asks(business)
    desk.types("special_goods_approval", SPACE, RIGHT, ENTER)
    desk.shows(twice)
    desk.asks(NUMBERED[lang].format(4))  # the name of the first item
    desk.types("SG-1", ENTER)
    desk.asks(NUMBERED[lang].format(5))  # its day
    desk.types("soon", ENTER)
    desk.asks("YYYY-MM-DD")
    desk.types("\x15", "2026-03-02", ENTER)
    desk.asks(NUMBERED[lang].format(6))  # the name of the other
    desk.types(ENTER)
    desk.asks(NUMBERED[lang].format(7))  # and its day
    desk.types("?")
    desk.asks(book)
    desk.types(DOWN, DOWN, ENTER, TAB)
    desk.asks("25b")
    desk.types(CTRL_C)


def _answer_the_rest(desk: Terminal, lang: str) -> None:
    """Go on, check the answers, and save them and the questions for customs."""
    desk.asks("8")
    desk.types(ENTER)  # go on
    desk.asks("11")
    desk.types(UP, UP, ENTER)  # none of these
    desk.asks(NUMBERED[lang].format(10))  # are there special circumstances?
    desk.types(DOWN, DOWN, ENTER)
    desk.asks(NUMBERED[lang].format(11))  # the same of the other item
    desk.types("?")
    desk.asks("31a")
    desk.types(DOWN, DOWN, ENTER)
    desk.asks(NUMBERED[lang].format(13))
    desk.types("?")
    desk.asks({"en": "Check your answers", "zh": "核对您的回答"}[lang])
    desk.types(ENTER)  # accept
    desk.asks("profile.toml")
    desk.types(DOWN, ENTER)  # another name
    desk.asks(".json")
    desk.types("mine.ods", ENTER)
    desk.shows({"en": "must end in", "zh": "须以"}[lang])
    desk.types("\x15", "mine.toml", ENTER)
    desk.asks("questions-for-customs.txt")
    desk.types(ENTER)


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("lang", KNOWN)
def test_a_session_with_arrow_keys(lang: str, columns: int, tmp_path: Path) -> None:
    words = ("check", "--lang", lang, "--on", "2026-03-02")
    desk = Terminal(tmp_path, columns, *words)
    _answer_until_interrupted(desk, lang)
    assert desk.ends() == 130
    (draft,) = (tmp_path / "state" / "aeo").iterdir()
    assert draft.stat().st_mode & 0o777 == 0o600

    desk = Terminal(tmp_path, columns, *words, "-o", "report.json")
    _answer_the_rest(desk, lang)
    assert desk.ends() == 0
    # It does not even ask where the cursor is: of a terminal that never answers, prompt_toolkit
    # would warn after each question, two seconds later and in English.
    assert "\x1b[6n" not in desk.written
    saved = tomllib.loads((tmp_path / "mine.toml").read_text(encoding="utf-8"))
    first, second = saved["business"]
    assert (first["special_circumstances"], str(first["accepted_on"])) == (False, "2026-03-02")
    assert first["id"] == "SG-1"
    assert second == {"kind": "special_goods_approval"}
    assert (tmp_path / "questions-for-customs.txt").exists()
    assert "business[1].special_circumstances" in saved["unknown"]
    assert (tmp_path / "report.json").exists()
    assert not list((tmp_path / "state" / "aeo").iterdir())


@pytest.mark.parametrize("settings", [{"TERM": "dumb"}, {"AEO_PLAIN": "1"}], ids=str)
@pytest.mark.parametrize("lang", KNOWN)
def test_a_session_line_by_line(lang: str, settings: dict[str, str], tmp_path: Path) -> None:
    unknown, level, business, twice, book = KNOWN[lang]
    desk = Terminal(tmp_path, 40, "init", "mine.toml", "--lang", lang, **settings)
    desk.shows(NUMBERED[lang].format(1))
    desk.types("\r")
    desk.shows(f"1  {level}")
    desk.types("nonsense\n1\n2\n")  # pasted: only its first line is an answer
    desk.shows("nonsense")
    desk.types(f"{level}\r")
    desk.shows(business)
    desk.types("20 20\r")
    desk.shows(twice)
    for number, typed in enumerate(("", "?", "SG-2", "2026-03-02"), 4):
        desk.shows(NUMBERED[lang].format(number))
        desk.types(f"{typed}\r")
    desk.shows(book)
    desk.types("?\r")
    desk.shows(unknown)
    desk.types(CTRL_C)
    assert desk.ends() == 130
    desk = Terminal(tmp_path, 40, "init", "mine.toml", "--lang", lang, **settings)
    desk.shows("Ctrl-C")
    desk.types("1\r")
    desk.shows(NUMBERED[lang].format(9))
    desk.types("s\r")
    desk.shows({"en": "Check your answers", "zh": "核对您的回答"}[lang])
    desk.types("\r")
    desk.shows("questions-for-customs.txt")
    desk.types("2\r")
    assert desk.ends() == 0
    saved = tomllib.loads((tmp_path / "mine.toml").read_text(encoding="utf-8"))
    assert list(saved["unknown"]) == [
        "business[0].accepted_on",
        "enterprise.processing_trade_account_book",
    ]
    assert saved["business"][1]["id"] == "SG-2"
    assert "\x1b" not in desk.text()


def test_a_list_that_is_longer_than_the_screen_scrolls(tmp_path: Path) -> None:
    desk = Terminal(tmp_path, 40, "check", "--lang", "en")
    desk.asks("question 1")
    desk.types(ENTER)
    desk.asks("I don't know")
    desk.types(DOWN, ENTER)
    desk.asks("What do you have pending")
    desk.types(*([DOWN] * 27))
    desk.asks("› [ ] E-port enrolment")
    desk.types(CTRL_C)
    assert desk.ends() == 130


def test_no_colour_where_none_is_wanted(tmp_path: Path) -> None:
    desk = Terminal(tmp_path, 80, "check", "--lang", "en", NO_COLOR="1")
    desk.asks("question 1")
    desk.types(ENTER)
    desk.shows("I don't know")
    colours = {cell.fg for row in desk.screen.buffer.values() for cell in row.values()}
    assert colours == {"default"}
    desk.types(CTRL_C)
    assert desk.ends() == 130


def test_without_a_person_nothing_is_asked(tmp_path: Path) -> None:
    desk = Terminal(tmp_path, 80, "check", "--no-input")
    assert desk.ends() == 2
    assert "aeo init --template" in desk.text().replace("\n", "")


TWO_QUESTIONS = """
[enterprise]
credit_level = "advanced_certified"
industries = ["integrated_circuit"]
processing_trade_account_book = true
key_industry_or_enterprise = true
[[business]]
kind = "special_goods_approval"
"""
"""A profile of which two questions are left: one is answered from a list, the other by typing."""
FRONT_ENDS = {"keys": {}, "lines": {"AEO_PLAIN": "1"}}


@pytest.mark.parametrize("number", [*SIGNALS, None], ids=str)
@pytest.mark.parametrize("answered", [0, 1], ids=["at a line", "at a list"])
@pytest.mark.parametrize("front_end", FRONT_ENDS)
def test_a_signal_ends_a_session_as_ctrl_c_does(
    front_end: str, answered: int, number: signal.Signals | None, tmp_path: Path
) -> None:
    """Without a number the terminal is closed, which sends SIGHUP, and nothing can be shown."""
    profile = TWO_QUESTIONS
    (tmp_path / "mine.toml").write_text(profile, encoding="utf-8")
    words = ("check", "mine.toml", "--ask", "--lang", "en", "--on", "2026-03-02")
    desk = Terminal(tmp_path, 80, *words, **FRONT_ENDS[front_end])
    waits = desk.asks if front_end == "keys" else desk.shows
    waits("accept")
    if answered:
        desk.types(*(("2026-03-02", ENTER) if front_end == "keys" else ("2026-03-02\r",)))
        waits("special circumstances")
    if number is None:
        os.close(desk.child.child_fd)
        assert os.waitstatus_to_exitcode(os.waitpid(desk.child.pid, 0)[1]) == 129
    else:
        os.kill(desk.child.pid, number)
        assert desk.ends() == 128 + number
        assert ("saved (answers: 1)" in desk.text()) == bool(answered)
        assert "Traceback" not in desk.text()
    drafts = list((tmp_path / "state").rglob("*"))
    assert len([path for path in drafts if path.is_file()]) == answered
    assert (tmp_path / "mine.toml").read_text(encoding="utf-8") == profile
