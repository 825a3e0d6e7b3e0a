"""The interview at a terminal: what is shown and understood, what is kept, what is saved."""

import json
import os
import stat
import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import run
from aeo_cli.cli.prompt.frontend import Frontend, MenuChoice, Preset, SelectionMode
from aeo_cli.cli.prompt.interviewer import Interviewer
from aeo_cli.cli.prompt.key_frontend import KeyFrontend
from aeo_cli.cli.prompt.line_frontend import LineFrontend
from aeo_cli.documents import files
from aeo_cli.documents.text import Lang
from aeo_cli.interview.dialogue import Interview, Navigation, ask
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.profile_workbook import template
from aeo_cli.profile.answers import GivenAnswer
from tests.conftest import Aeo, Golden

ON = date(2026, 3, 2)
PAGE = Page(Lang.EN)
SETTINGS = ["--on", "2026-03-02", "--lang", "en"]


def held(front: Frontend, catalogue: Catalogue, profile: Any = None) -> Interview:
    person = Interviewer(front, ChineseCalendar())
    interview = Interview(catalogue, profile or {"enterprise": {}}, ON)
    return ask(interview, person, lambda _: None)


def by_lines(
    typed: Sequence[str], catalogue: Catalogue, page: Page = PAGE, profile: Any = None
) -> tuple[Interview, str]:
    """Hold an interview line by line; return it and all that stands on the screen at its end."""
    screen, left = "", list(typed)

    def write(text: str) -> None:
        nonlocal screen
        screen += text

    def read(prompt: str) -> str:
        write(f"{prompt}{left[0]}\n" if left else prompt)
        if not left:
            raise EOFError
        return left.pop(0)

    interview = held(LineFrontend(page, write, read), catalogue, profile)
    assert not left, f"nobody asked for {left}; {screen[-500:]}"
    return interview, screen


def told(interview: Interview) -> dict[str, Any]:
    """Return the answers, without names that were skipped."""
    return {answer.fact: answer.value for answer in interview.answers if not answer.is_skipped_name}


# Line by line

DAY = "2026-03-02"
STORIES = {
    "approval": {
        Lang.EN: [
            "Lotus\x0bBay",  # no name
            "Lotus Bay Tea",
            "0",  # none of the choices
            "enterprise",  # all of them
            "advanced",
            "approval",  # a search
            "special_goods_approval, 20",
            "b",  # and back again
            "",  # the answer so far
            "b",
            "20 20",
            "SG-1",
            "2026-3-2",  # not as a date is written
            "\x1b[31m" + "x" * 500,  # nonsense, pasted
            "2026-03-02",
            "SG-1",  # as the other item
            "b",
            "",
            "",
            "?",
            "no",
            "1 1 0",
            "0",
            "?",
            "v",
            "b",
            "2",
            "?",
            "n",
        ],
        Lang.ZH: [
            "莲湾\x0b茶业",
            "莲湾茶业",
            "０",
            "企业",
            "高级认证",
            "审批",
            "special_goods_approval、２０",
            "b",
            "",
            "b",
            "20 20",
            "SG-1",
            "2026年3月2日",
            "\x1b[31m" + "x" * 500,
            "2026-03-02",
            "SG-1",
            "b",
            "",
            "",
            "不知道",
            "否",
            "1 1 0",
            "0",
            "？",
            "v",
            "b",
            "否",
            "？",
            "n",
        ],
    },
    "readme": {
        Lang.EN: ["", "1", "20", "", "2026-03-02", "no", "s"],
        Lang.ZH: ["", "1", "20", "", "2026-03-02", "否", "s"],
    },
    "reading": {
        Lang.EN: [
            "",
            "certified",
            "0",
            "0",
            "y",
            "b",
            "y",
            "",
            "Ms Wang, coordinator",
            "b",
            "",
            DAY,
        ],
        Lang.ZH: ["", "认证企业", "0", "0", "是", "b", "是", "", "协调员王女士", "b", "", DAY],
    },
}
HELD = [("approval", 40), ("readme", 80), ("readme", 40), ("reading", 80), ("reading", 40)]


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("held", HELD, ids=str)
def test_an_interview_line_by_line(
    held: tuple[str, int], lang: Lang, catalogue: Catalogue, lotus_bay: Catalogue, golden: Golden
) -> None:
    """Of Lotus Bay, but for what is searched for in a long list and what the READMEs show."""
    story, width = held
    book = lotus_bay if story == "reading" else catalogue
    _, screen = by_lines(STORIES[story][lang], book, Page(lang, width))
    golden(f"interview-{story}.{lang}.{width}.txt", screen)


def test_nothing_that_is_typed_acts_on_the_screen(catalogue: Catalogue) -> None:
    hostile = "\x1b]0;x\x07\u202e[red]1[/red]"
    interview, screen = by_lines(["", hostile, "1", "0", "s"], catalogue)
    shown = [line for line in screen.splitlines() if not line.startswith("> ")]
    assert "\x1b" not in "".join(shown)
    assert told(interview) == {"enterprise.credit_level": "advanced_certified", "business": ()}


def test_bytes_that_are_no_text_are_asked_for_again(catalogue: Catalogue) -> None:
    lines: list[Any] = ["", UnicodeDecodeError("gbk", b"\xff", 0, 1, "x"), "regular", "0", "s"]

    def read(_: str) -> str:
        if isinstance(line := lines.pop(0), UnicodeDecodeError):
            raise line
        return str(line)

    interview = held(LineFrontend(PAGE, lambda _: None, read), catalogue)
    assert told(interview)["enterprise.credit_level"] == "regular"


def test_the_end_of_input_skips_the_rest(catalogue: Catalogue) -> None:
    interview, _ = by_lines(["", "regular"], catalogue)
    assert told(interview) == {"enterprise.credit_level": "regular"}


def test_a_reading_without_a_name_stays_open(catalogue: Catalogue) -> None:
    start = ["", "certified", "0", "no", "1", "yes"]
    unsaid, _ = by_lines([*start, "?"], catalogue)
    assert told(unsaid)["readings.certified_counts_as_aeo"] is None
    said, _ = by_lines([*start, "Ms Wang", "2026-02-30", "2026-02-28"], catalogue)
    (evidence,) = said.profile.evidence.values()
    assert evidence == ("Ms Wang", date(2026, 2, 28), None)
    late, _ = by_lines(
        [*start, "x" * 201, "two\x0blines", "Ms Wang", "", "2026-03-03", DAY], catalogue
    )
    assert next(iter(late.profile.evidence.values())).verified_on == ON
    undated, _ = by_lines([*start, "Ms Wang", "?"], catalogue)
    assert undated.profile.evidence["readings.certified_counts_as_aeo"].verified_on is None
    again, _ = by_lines([*start, "b", "no", "Ms Wang", "b", "?"], catalogue)
    assert told(again)["readings.certified_counts_as_aeo"] is None


def test_a_question_to_which_one_returns_shows_the_earlier_answer(catalogue: Catalogue) -> None:
    """Enter alone keeps it, whatever its type, and who at customs gave it."""
    readings = ["", "certified", "0", "no", "1", "yes", "Ms Wang", "2026-02-28"]
    items = ["Acme", "1", "special_goods_approval clearance", "", DAY, "C", "2026-03-07 22:00"]
    for lines in (readings, [*items, "no", "1 2", "?", "?", "?"]):
        interview, _ = by_lines(lines, catalogue)
        answers = interview.answers
        while interview.answers:
            interview = interview.without_last_answer()
        screen = ""

        def write(text: str) -> None:
            nonlocal screen
            screen += text

        front = LineFrontend(PAGE, write, lambda _: "")
        person = Interviewer(front, ChineseCalendar())
        for answer in answers:
            question = interview.question_for_person
            assert question is not None
            assert person(question, interview) == answer._replace(implied=())
            interview = interview.with_answer(answer)
        skipped = sum(answer.is_skipped_name for answer in answers)
        evidence = sum(2 for answer in answers if answer.evidence)
        assert screen.count("your answer so far") == len(answers) - skipped + evidence
        assert ("your answer so far: Ms Wang (Enter" in screen) == bool(evidence)


# With arrow keys

UP, DOWN, RIGHT, LEFT, ENTER, SPACE, ESC = (
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\r",
    " ",
    "\x1b",
)
SKIP, LOOK, ERASE = "\x04", "\t", "\x7f"


def by_keys(keys: str, catalogue: Catalogue, profile: Any = None) -> Interview:
    with (
        create_pipe_input() as pipe,
        create_app_session(input=pipe, output=DummyOutput()),
    ):
        pipe.send_text(keys)
        pipe.close()  # or a question for which there is no key would wait for ever
        front = KeyFrontend(PAGE, lambda _: None)
        try:
            return held(front, catalogue, profile)
        except EOFError:
            pytest.fail(f"more was asked than {keys!r} answers")


NAMED = {"enterprise": {"name": "x"}}
LEVEL: dict[str, Any] = {"enterprise": {"credit_level": "advanced_certified"}}
SETTLED = {
    "key_industry_or_enterprise": False,
    "industries": ["integrated_circuit"],
    "processing_trade_account_book": False,
}
DATED: dict[str, Any] = {
    "enterprise": {**LEVEL["enterprise"], **SETTLED},
    "business": [{"kind": "special_goods_approval", "special_circumstances": False}],
}
KEYS = {  # what is typed, the profile that it begins from, and what was understood
    "enter before anything is pointed at": (
        ENTER + SPACE + RIGHT + DOWN + ENTER,
        NAMED,
        {"enterprise.credit_level": "advanced_certified"},
    ),
    "down twice and enter": (DOWN + DOWN + ENTER, NAMED, {"enterprise.credit_level": "certified"}),
    "up to the end of the list": (UP + ENTER, NAMED, {"enterprise.credit_level": None}),
    "a full-width question mark": ("？", NAMED, {"enterprise.credit_level": None}),
    "a name, and none": ("Acme" + ENTER, {}, {"enterprise.name": "Acme"}),
    "words that are looked for": (
        "serious" + ENTER,
        NAMED,
        {"enterprise.credit_level": "seriously_dishonest"},
    ),
    "words that are nowhere, and are erased": (
        "nonsense" + ENTER + ERASE * 8 + ENTER + DOWN + ENTER,
        NAMED,
        {"enterprise.credit_level": "advanced_certified"},
    ),
    "several lines pasted": (
        "\x1b[200~line\none\x1b[201~" + ENTER + DOWN + ENTER,
        NAMED,
        {"enterprise.credit_level": "advanced_certified"},
    ),
    "a word pasted": (
        "\x1b[200~dishonest\x1b[201~" + ENTER,
        NAMED,
        {"enterprise.credit_level": "dishonest"},
    ),
    "a look at the verdicts": (
        LOOK + DOWN + ENTER,
        NAMED,
        {"enterprise.credit_level": "advanced_certified"},
    ),
    "more and fewer items": (
        "approval" + SPACE + RIGHT + RIGHT + LEFT + DOWN + SPACE + SPACE + ENTER,
        LEVEL,
        {"business": ("special_goods_approval", "special_goods_approval")},
    ),
    "a look at the verdicts while something is marked": (
        "enquiry" + SPACE + LOOK + ENTER,
        LEVEL,
        {"business": ("enquiry",)},
    ),
    "enter before anything is marked": (
        ENTER + "enquiry" + SPACE + ENTER,
        LEVEL,
        {"business": ("enquiry",)},
    ),
    "none of these": (UP + UP + ENTER, LEVEL, {"business": ()}),
    "a day, at last as it is written": (
        "2026-3-2" + ENTER + ERASE * 8 + "2026-03-02" + ENTER,
        DATED,
        {"business[0].accepted_on": date(2026, 3, 2)},
    ),
    "a day that is not known": ("?", DATED, {"business[0].accepted_on": None}),
    "a day half typed": ("2026", DATED, {}),
}


@pytest.mark.parametrize("how", KEYS)
def test_an_interview_with_arrow_keys(how: str, catalogue: Catalogue) -> None:
    keys, profile, answers = KEYS[how]
    assert told(by_keys(keys + SKIP, catalogue, profile)) == answers


def test_escape_goes_back(catalogue: Catalogue) -> None:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        front = KeyFrontend(PAGE, lambda _: None)
        person = Interviewer(front, ChineseCalendar())
        interview = Interview(catalogue, LEVEL, ON).with_answer(GivenAnswer("business", ()))
        assert interview.question is not None
        pipe.send_text(ESC)
        assert person(interview.question, interview) is Navigation.BACK


def test_a_set_is_marked_once_and_may_be_empty(catalogue: Catalogue) -> None:
    asked = {**DATED, "business": [], "enterprise": {**DATED["enterprise"], "industries": None}}
    marked = by_keys(DOWN + SPACE + RIGHT + DOWN + SPACE + ENTER, catalogue, asked)
    assert told(marked) == {"enterprise.industries": ("integrated_circuit", "novel_display")}
    empty = by_keys(UP + UP + ENTER + SKIP, catalogue, asked)
    assert told(empty) == {"enterprise.industries": ()}


def test_both_fronts_understand_the_same(catalogue: Catalogue) -> None:
    typed = ["Acme", "1", "20 20", "A", DAY, "", "?", "2", "1", "2", "?", "2"]
    lines, _ = by_lines(typed, catalogue)
    no = DOWN + DOWN + ENTER
    names = "A" + ENTER + DAY + ENTER + ENTER + "?"
    keys = "Acme" + ENTER + DOWN + ENTER + "health" + SPACE + RIGHT + ENTER + names
    keys += no + DOWN + SPACE + ENTER + no + "?" + no
    assert by_keys(keys, catalogue).answers == lines.answers


def test_nothing_is_chosen_that_nobody_pointed_at(catalogue: Catalogue) -> None:
    """What matches nothing is not looked for; what is marked is not thrown away."""
    searched = by_keys("AEO" + ENTER + SKIP, catalogue, NAMED)
    assert told(searched) == {}
    marked = by_keys(
        "enquiry" + SPACE + UP + ENTER + UP + ENTER + DOWN * 2 + ENTER + SKIP, catalogue, LEVEL
    )
    assert told(marked) == {"business": ("enquiry",)}
    spaced = by_keys(SPACE + DOWN + DOWN + RIGHT + ENTER + SKIP, catalogue, NAMED)
    assert told(spaced) == {"enterprise.credit_level": "certified"}


def test_a_list_without_commands_can_be_searched_too() -> None:
    choices = [MenuChoice("1", "go on"), MenuChoice("2", "start over")]
    for keys in ("z" + DOWN + UP + UP + "over" + ENTER, "2" + ENTER):
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            pipe.send_text(keys)
            front = KeyFrontend(PAGE, lambda _: None)
            assert front.choose(choices, SelectionMode.ONE, ()) == (1,)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(ENTER)
        preset = Preset((1,), is_answer=False)
        front = KeyFrontend(PAGE, lambda _: None)
        assert front.choose(choices, SelectionMode.ONE, (), preset) == (1,)


def test_what_was_marked_before_is_marked_again(catalogue: Catalogue) -> None:
    interview = Interview(catalogue, LEVEL, ON).with_answer(GivenAnswer("business", ("enquiry",)))
    back = interview.without_last_answer()
    for typed, expected in {"": ("enquiry",), RIGHT: ("enquiry",) * 2}.items():
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            pipe.send_text(typed + ENTER)
            person = Interviewer(KeyFrontend(PAGE, lambda _: None), ChineseCalendar())
            assert back.question is not None
            assert person(back.question, back) == GivenAnswer("business", expected)


def test_ctrl_c_stops(catalogue: Catalogue) -> None:
    for keys in ("\x03", ENTER + "\x03", ENTER + DOWN + ENTER + "\x03"):
        with pytest.raises(KeyboardInterrupt):
            by_keys(keys, catalogue)
    with pytest.raises(KeyboardInterrupt):
        by_keys("2026\x03", catalogue, DATED)


# From the command line


class Desk(NamedTuple):
    """A terminal with a person at it, who types line by line."""

    folder: Path
    state: Path
    run: Callable[..., tuple[int, str, str]]


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Desk:
    state = tmp_path / "state" / "aeo"
    monkeypatch.setattr("aeo_cli.interview.drafts.state_folder", lambda: state)
    monkeypatch.setattr("aeo_cli.cli.console.is_attended", lambda *, no_input: not no_input)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)

    def work(*words: str, typed: Sequence[str] = (), status: int = 0) -> tuple[int, str, str]:
        left = list(typed)

        def read(_: str) -> str:
            if not left:
                raise EOFError
            if (line := left.pop(0)) == "^C":
                raise KeyboardInterrupt
            if line == "^D":
                raise EOFError
            return line

        monkeypatch.setattr("builtins.input", read)
        try:
            found = run([words[0], "--plain", *SETTINGS, *words[1:]])
        except KeyboardInterrupt:
            found = 130
        out, err = capsysbinary.readouterr()
        assert (found, left) == (status, []), (found, left, err.decode(), out.decode()[-800:])
        return found, out.decode(), err.decode()

    return Desk(tmp_path, state, work)


STORY = ["", "1", "20", "", "2026-03-02", "no", "0", "no", "no", "?"]
"""An advanced certified enterprise with an approval accepted on 2026-03-02."""
SAVE_AS = ("accept", "save under")
"""What is typed at the end, before the name of a new file."""
DISCARD = ("accept", "do not", "yes")
NO_SHEET = "do not"
"""The questions for customs are not saved."""


def test_check_without_a_profile_asks_reports_and_offers_to_save(desk: Desk) -> None:
    _, out, _ = desk.run("check", typed=[*STORY, *SAVE_AS, "new.toml", NO_SHEET])
    assert "2026-03-09" in out.partition("What to do")[2]
    saved = tomllib.loads((desk.folder / "new.toml").read_text(encoding="utf-8"))
    assert saved == {
        "unknown": {"readings.ic_list_open_to_other_aeo": ON},
        "enterprise": {
            "credit_level": "advanced_certified",
            "processing_trade_account_book": False,
            "industries": [],
            "key_industry_or_enterprise": False,
        },
        "business": [
            {
                "kind": "special_goods_approval",
                "special_circumstances": False,
                "accepted_on": date(2026, 3, 2),
            }
        ],
    }
    assert not list(desk.state.iterdir())
    _, again, _ = desk.run("check", "new.toml", "--ask", typed=["?", *DISCARD, NO_SHEET])
    assert "question 1 " in again
    assert "question 2 " not in again
    assert "I don't know (2026-03-02)" in again
    assert "2026-03-09" in again


def test_what_is_not_saved_is_forgotten(desk: Desk) -> None:
    desk.run("check", typed=["", "regular", "s", *DISCARD])
    assert [path.name for path in desk.folder.iterdir()] == ["state"]
    assert not list(desk.state.iterdir())


def test_a_demand_holds_after_an_interview_too(desk: Desk) -> None:
    _, _, err = desk.run(
        "check", "--require", "25b", typed=["", "regular", "s", *DISCARD], status=1
    )
    assert "--require 25b is not met" in err


def test_init_saves_what_was_said(desk: Desk) -> None:
    desk.run("init", "new.json", typed=[*STORY, "accept", NO_SHEET])
    saved = json.loads((desk.folder / "new.json").read_text(encoding="utf-8"))
    assert saved["business"][0]["accepted_on"] == "2026-03-02"
    desk.run("init", "new.json", status=2)
    names = ["new.json", "no/such.toml", "other.csv", "other.toml"]
    desk.run("init", typed=["", "regular", "s", *SAVE_AS, *names])
    assert tomllib.loads((desk.folder / "other.toml").read_text()) == {
        "enterprise": {"credit_level": "regular"}
    }
    desk.run("init", "nothing.toml", typed=["s"])
    assert not (desk.folder / "nothing.toml").exists()


def test_answers_are_written_into_a_profile_and_its_comments_stay(desk: Desk) -> None:
    text = "# ours\n[enterprise]\ncredit_level = 'advanced_certified' # since 2024\n"
    file = desk.folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    desk.run("check", "mine.toml", "--ask", typed=["0", "?", "s", *DISCARD])
    assert file.read_text(encoding="utf-8") == text
    desk.run("check", "mine.toml", "--ask", typed=["0", "?", "s", "accept", ""])
    assert file.read_text(encoding="utf-8").startswith("# ours\n")
    assert "# since 2024" in file.read_text(encoding="utf-8")
    assert tomllib.loads(file.read_text(encoding="utf-8")) == {
        "enterprise": {"credit_level": "advanced_certified"},
        "business": [],
        "unknown": {"enterprise.processing_trade_account_book": ON},
    }


def test_a_file_that_cannot_be_written_costs_no_answer(desk: Desk) -> None:
    """The report is there already; all that is left is to name another file."""
    mine, level = desk.folder / "mine.toml", "[enterprise]\ncredit_level = 'regular'\n"
    mine.write_text(level, encoding="utf-8")
    real, read = files.read, []

    def changed(name: str) -> bytes:
        read.append(name)
        if read.count("mine.toml") == 2:
            mine.write_text("[enterprise]\n", encoding="utf-8")
        return real(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "read", changed)
        _, out, _ = desk.run(
            "check",
            "mine.toml",
            "--ask",
            typed=["0", "s", "accept", "save in", *SAVE_AS[1:], "mine.toml", "new.json"],
        )
    assert "has changed since it was read" in out
    assert mine.read_text(encoding="utf-8") == "[enterprise]\n"
    saved = json.loads((desk.folder / "new.json").read_text(encoding="utf-8"))
    assert saved == {"enterprise": {"credit_level": "regular"}, "business": []}
    assert mine.exists()


def test_who_answered_a_reading_is_saved_as_evidence(desk: Desk) -> None:
    typed = ["", "certified", "0", "no", "1", "yes", "Ms Wang", DAY, "no", *SAVE_AS, "new.toml"]
    desk.run("check", typed=typed)
    saved = tomllib.loads((desk.folder / "new.toml").read_text(encoding="utf-8"))
    assert saved["evidence"] == {
        "readings.certified_counts_as_aeo": {"source": "Ms Wang", "verified_on": ON}
    }


# Stopped, and taken up again


def test_what_was_answered_is_kept_for_the_user_alone_and_offered_again(desk: Desk) -> None:
    _, _, err = desk.run("check", typed=["", "1", "20", "^C"], status=130)
    assert "answers: 3" in err
    (draft,) = desk.state.iterdir()
    if os.name == "posix":
        assert stat.S_IMODE(draft.stat().st_mode) == 0o600
        assert stat.S_IMODE(desk.state.stat().st_mode) == 0o700
    _, out, _ = desk.run("check", typed=["continue", *STORY[3:], *SAVE_AS, "new.toml", NO_SHEET])
    assert "answers saved: 3" in out
    assert "question 1 " not in out
    assert "2026-03-09" in out
    saved = tomllib.loads((desk.folder / "new.toml").read_text(encoding="utf-8"))
    assert saved["business"][0]["accepted_on"] == ON
    assert not list(desk.state.iterdir())


def test_one_can_stop_at_any_question_and_lose_nothing(desk: Desk) -> None:
    end = ["accept", NO_SHEET]
    desk.run("init", "whole.toml", typed=[*STORY, *end])
    for count in range(1, len(STORY) + 1):
        desk.run("init", typed=[*STORY[:count], "^C"], status=130)
        desk.run("init", f"{count}.toml", typed=["1", *STORY[count:], *end])
        for name in ("whole.toml", f"{count}.toml"):
            assert (desk.folder / name).read_text() == (desk.folder / "whole.toml").read_text()


def test_readings_and_unknowns_are_kept_too(desk: Desk) -> None:
    typed = ["", "certified", "0", "no", "?", "yes", "Ms Wang", "2026-02-28"]
    desk.run("check", typed=[*typed, "^C"], status=130)
    desk.run("init", "new.toml", typed=["1", "s", "accept"])
    saved = tomllib.loads((desk.folder / "new.toml").read_text(encoding="utf-8"))
    assert saved["unknown"] == {"enterprise.industries": ON}
    assert saved["evidence"]["readings.certified_counts_as_aeo"]["verified_on"] == date(2026, 2, 28)


def test_one_may_start_over(desk: Desk) -> None:
    desk.run("check", typed=["", "1", "^C"], status=130)
    _, out, _ = desk.run("check", typed=["2", "", "regular", "s", *DISCARD])
    assert "regular enterprise" in out
    assert not list(desk.state.iterdir())


def test_each_profile_has_its_own_draft_and_a_changed_one_none(desk: Desk) -> None:
    for name in ("a", "b"):
        (desk.folder / f"{name}.toml").write_text("[enterprise]\n", encoding="utf-8")
    desk.run("check", "a.toml", "--ask", typed=["regular", "^C"], status=130)
    _, out, _ = desk.run("check", "b.toml", "--ask", typed=["s"])
    assert "answers saved" not in out
    _, out, _ = desk.run("check", "a.toml", "--ask", typed=["1", "s", *DISCARD])
    assert "answers saved: 1" in out
    desk.run("check", "a.toml", "--ask", typed=["regular", "^C"], status=130)
    (desk.folder / "a.toml").write_text("[enterprise]\nname = 'x'\n", encoding="utf-8")
    _, out, _ = desk.run("check", "a.toml", "--ask", typed=["s"])
    assert "answers saved" not in out


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"schema": "aeo-draft/1"}', "\0", "x" * 9_000_000]
)
def test_a_draft_that_cannot_be_read_is_none(desk: Desk, content: str) -> None:
    desk.run("check", typed=["Acme", "^C"], status=130)
    (draft,) = desk.state.iterdir()
    draft.write_text(content, encoding="utf-8")
    _, out, _ = desk.run("check", typed=["s"])
    assert "answers saved" not in out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_draft_that_an_editor_saved_otherwise_is_still_one(desk: Desk, encoding: str) -> None:
    desk.run("check", typed=["Acme", "^C"], status=130)
    (draft,) = desk.state.iterdir()
    draft.write_text(draft.read_text(encoding="utf-8"), encoding=encoding)
    _, out, _ = desk.run("check", typed=["1", "s", *DISCARD])
    assert "answers saved: 1" in out


@pytest.mark.parametrize(
    "answer",
    [
        {"fact": "enterprise.credit_level", "value": "high"},
        {"fact": "enterprise.nothing", "value": True},
        {"fact": "business[7].on_site", "value": True},
        {"fact": "business", "value": ["nothing"]},
        {"fact": "business", "value": "x"},
        {"fact": "", "value": None},
        {"fact": "name", "value": 1},
        {"fact": f"business[{'9' * 5000}].x", "value": True},
        {"fact": "schema.x", "value": 1},
    ],
    ids=lambda answer: str(answer)[:40],
)
def test_a_kept_answer_that_no_longer_fits_is_left_out(desk: Desk, answer: Any) -> None:
    desk.run("check", typed=["Acme", "^C"], status=130)
    (draft,) = desk.state.iterdir()
    kept = json.loads(draft.read_text(encoding="utf-8"))
    kept["answers"].insert(0, answer)
    draft.write_text(json.dumps(kept), encoding="utf-8")
    _, out, _ = desk.run("check", typed=["1", "s", *DISCARD])
    assert "answers saved: 1" in out


@pytest.mark.parametrize(
    "typed",
    [["Acme"], ["Acme", "s"], ["Acme", "s", ""], ["Acme", "s", "", "2"], ["Acme", "s", "", "3"]],
)
def test_the_end_of_input_at_an_offer_decides_nothing(desk: Desk, typed: list[str]) -> None:
    """Somebody who presses Ctrl-D once too often loses nothing."""
    _, _, err = desk.run("check", typed=[*typed, "^D"])
    assert "answers: 1" in err
    _, out, _ = desk.run("check", typed=["^D", "^D", "^D"])
    assert "answers saved: 1" in out
    desk.run("init", "new.toml", typed=["1", "s", "accept"])
    assert "Acme" in (desk.folder / "new.toml").read_text(encoding="utf-8")


def test_each_interview_keeps_what_it_was_told(desk: Desk) -> None:
    """Somebody begins a second one, at another terminal, and finishes it first."""
    desk.run("check", typed=["Acme", "^C"], status=130)
    (first,) = desk.state.iterdir()
    aside = first.read_bytes()
    first.unlink()
    desk.run("check", typed=["Bcme", "^C"], status=130)
    first.write_bytes(aside)
    assert len(list(desk.state.iterdir())) == 2
    os.utime(first, (0, 0))
    _, out, _ = desk.run("check", typed=["1", "s", *DISCARD])
    assert "Bcme" in out
    assert list(desk.state.iterdir()) == [first]
    desk.run("init", "new.toml", typed=["1", "s", "accept"])
    assert "Acme" in (desk.folder / "new.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["x" * 300, "nul\0.toml", ".", "no/such.toml", "b", "？", "x.ods", "x"]
)
def test_a_name_that_is_none_is_asked_for_again(desk: Desk, name: str) -> None:
    _, out, _ = desk.run("check", typed=["", "regular", "s", *SAVE_AS, name, "new.toml"])
    assert "choose another name" in out
    assert (desk.folder / "new.toml").exists()
    assert not (desk.folder / name[:1]).is_file()


def test_what_cannot_be_done_is_told_before_anything_is_asked(desk: Desk) -> None:
    (desk.folder / "mine.toml").write_text("[enterprise]\n", encoding="utf-8")
    for words in (
        ["check", "-o", "no/report.txt"],
        ["check", "mine.toml", "--ask", "-o", "no/report.txt"],
        ["check", "-", "--ask"],
        ["init", "no/new.toml"],
        ["init", "new.ods"],
        ["init", "--template", "new.json"],
        ["init", "--template", "new.txt"],
    ):
        _, out, err = desk.run(*words, status=2)
        assert out == ""
        assert err


def test_what_is_saved_has_the_syntax_of_its_name(desk: Desk, monkeypatch: Any) -> None:
    (desk.folder / "mine.json").write_text('{"enterprise": {}}', encoding="utf-8")
    monkeypatch.setattr("aeo_cli.cli.prompt.saving.decode", lambda _: ("changed", ()))
    desk.run("check", "mine.json", "--ask", typed=["regular", "s", "", "1", "2", "new.toml"])
    assert tomllib.loads((desk.folder / "new.toml").read_text(encoding="utf-8"))


def test_answers_that_cannot_be_kept_are_no_reason_to_stop(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk.folder / "file").touch()
    monkeypatch.setattr(
        "aeo_cli.interview.drafts.state_folder", lambda: desk.folder / "file" / "aeo"
    )
    _, out, err = desk.run("check", typed=[*STORY, *SAVE_AS, "new.toml", NO_SHEET])
    assert "cannot be kept" in out
    assert err.count("error") == 1
    assert (desk.folder / "new.toml").exists()
    _, _, err = desk.run("check", typed=["", "1", "^C"], status=130)
    assert "are saved" not in err


def test_nothing_prompts_where_nobody_can_answer(aeo: Aeo, tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_text("[enterprise]\n", encoding="utf-8")
    for words in (["check"], ["init", "x.toml"], ["check", "profile.toml", "--ask"]):
        for more in ([], ["--no-input"], ["--plain"]):
            done = aeo(*words, *more, stdin=b"1\n1\n")
            assert (done.returncode, done.stdout) == (2, b"")
            assert b"aeo init --template" in done.stderr  # what to do instead
    assert not (tmp_path / "x.toml").exists()


# Checked before the end


def test_answers_are_checked_and_changed_and_items_added(desk: Desk) -> None:
    """Answers that still fit are kept; the questions of a new item are asked at once."""
    changes = [
        *("2", "b"),  # not changed after all
        *("3", "20 20"),  # a second approval, with its name and its day
        *("SG-2", "2026-03-05", "no"),
        *("4", "SG-1"),
        *("add", "b"),
        *("add", "enquiry", "Q-1"),
    ]
    _, out, _ = desk.run("check", typed=[*STORY, *changes, "", "", NO_SHEET])
    assert "your answer so far: advanced certified enterprise (Enter keeps it)" in out
    saved = tomllib.loads((desk.folder / "profile.toml").read_text(encoding="utf-8"))
    assert [item.get("id") for item in saved["business"]] == ["SG-1", "SG-2", "Q-1"]
    assert [str(item.get("accepted_on")) for item in saved["business"]] == [
        "2026-03-02",
        "2026-03-05",
        "None",
    ]
    assert all(item["special_circumstances"] is False for item in saved["business"][:2])
    assert "question 12 " not in out.partition("Check your answers")[0]


def test_an_answer_that_closes_the_business_is_changed_and_opens_it_again(desk: Desk) -> None:
    typed = ["", "regular", "0", "?", "2", "1", "", "s", "answer the", "s", *SAVE_AS, "new.toml"]
    _, out, _ = desk.run("init", typed=typed)
    saved = tomllib.loads((desk.folder / "new.toml").read_text(encoding="utf-8"))
    assert saved["enterprise"]["credit_level"] == "advanced_certified"
    assert saved["business"] == []
    assert out.count("answer the remaining questions") == 2


@pytest.mark.parametrize("lang", Lang)
def test_a_whole_session(desk: Desk, lang: Lang, golden: Golden) -> None:
    """From the name to the last line, below the report."""
    typed = {
        "en": ["Acme", *STORY[1:]],
        "zh": ["示例公司", *STORY[1:5], "否", "0", "否", "否", "?"],
    }
    typed_there = [*typed[lang], "3", "", "", "", ""]
    _, out, _ = desk.run("check", "--lang", lang, typed=typed_there)
    beginning, report = out.rsplit("questions-for-customs.txt", 1)
    golden(f"session.{lang}.txt", f"{beginning}questions-for-customs.txt")
    last = report.strip().splitlines()[-1]
    names = "aeo check profile.toml --full", "aeo explain 25b profile.toml"
    assert all(name in last for name in names)
    assert "questions-for-customs.txt" in {path.name for path in desk.folder.iterdir()}
    golden(f"questions.{lang}.txt", (desk.folder / "questions-for-customs.txt").read_text("utf-8"))


def test_a_name_that_is_taken_gets_a_number(desk: Desk) -> None:
    for _ in range(3):
        desk.run("init", typed=["", "regular", "s", "", ""])
    names = {path.name for path in desk.folder.iterdir()}
    assert names == {"state", "profile.toml", "profile-2.toml", "profile-3.toml"}


def test_nothing_is_discarded_without_a_question(desk: Desk) -> None:
    _, out, _ = desk.run("init", typed=["", "regular", "s", "", "3", "", "3", "no", "2", "", "1"])
    assert out.count("Discard your answers?") == 2
    assert (desk.folder / "profile.toml").exists()


def test_what_was_not_known_is_asked_again_and_its_day_is_shown(desk: Desk) -> None:
    text = '[enterprise]\nname = "x"\n[unknown]\n"enterprise.credit_level" = 2026-01-15 # Li\n'
    (desk.folder / "mine.toml").write_text(text, encoding="utf-8")
    _, out, _ = desk.run("check", "mine.toml", "--ask", typed=["?", "s", "", ""])
    assert "I don't know (2026-01-15)" in out
    saved = (desk.folder / "mine.toml").read_text(encoding="utf-8")
    assert '"enterprise.credit_level" = 2026-03-02 # Li' in saved
    desk.run("check", "mine.toml", "--ask", typed=["regular", "s", "", ""])
    saved = (desk.folder / "mine.toml").read_text(encoding="utf-8")
    assert tomllib.loads(saved) == {"enterprise": {"name": "x", "credit_level": "regular"}}


def test_an_item_is_added_to_a_profile_of_which_all_is_known(desk: Desk) -> None:
    text = "# ours\n[enterprise]\ncredit_level = 'dishonest'\nkey_industry_or_enterprise = false\n"
    text += "[[business]]\nkind = 'enquiry'\n"
    (desk.folder / "mine.toml").write_text(text, encoding="utf-8")
    typed = ["add", "credit_cultivation", "C-1", "", ""]
    _, out, _ = desk.run("check", "mine.toml", "--ask", typed=typed)
    assert "No new answers so far" in out
    saved = (desk.folder / "mine.toml").read_text(encoding="utf-8")
    assert saved.startswith(text)
    assert tomllib.loads(saved)["business"][1:] == [{"kind": "credit_cultivation", "id": "C-1"}]


def test_answers_are_saved_in_a_workbook_of_that_name(desk: Desk) -> None:
    desk.run("init", "new.xlsx", typed=[*STORY, "accept", NO_SHEET])
    desk.run("init", typed=[*STORY, *SAVE_AS, "new.xlsx", "new.toml", NO_SHEET])
    (_, of_workbook, _), (_, of_toml, _) = (
        desk.run("check", name, "--json") for name in ("new.xlsx", "new.toml")
    )
    assert json.loads(of_workbook)["profile"] == json.loads(of_toml)["profile"]
    _, again, _ = desk.run("check", "new.xlsx", "--ask", typed=["?", *DISCARD, NO_SHEET])
    assert "I don't know (2026-03-02)" in again


def test_a_workbook_that_cannot_be_written_is_refused_and_another_name_asked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk.folder / "mine.toml").write_text("[enterprise]\nname = ' '\n", encoding="utf-8")
    typed = ["regular", "s", *SAVE_AS, "new.xlsx", "new.toml"]
    _, out, _ = desk.run("check", "mine.toml", "--ask", typed=typed)
    assert "a workbook cannot hold enterprise.name (a blank text): choose another name" in out
    monkeypatch.setattr("aeo_cli.presentation.formats.Format.is_installed", False)
    _, _, err = desk.run("init", "new.xlsx", status=2)
    assert "xlsxwriter" in err
    assert not (desk.folder / "new.xlsx").exists()


def test_answers_to_a_workbook_are_saved_beside_it(desk: Desk, catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.EN)))
    rows = {str(row[0].value): row for row in book["enterprise"].iter_rows()}
    rows["enterprise.name"][2].value = "x"
    rows["enterprise.industries"][2].value = "I don't know"
    book["business"]["A3"], book["business"]["B3"] = "special-goods approval", "A-1"
    book.save(desk.folder / "mine.xlsx")
    before = (desk.folder / "mine.xlsx").read_bytes()
    _, out, _ = desk.run("check", "mine.xlsx", "--ask", typed=["regular", "s", "", ""])
    assert "mine.toml" in out
    assert (desk.folder / "mine.xlsx").read_bytes() == before
    saved = (desk.folder / "mine.toml").read_text(encoding="utf-8")
    assert tomllib.loads(saved) == {
        "enterprise": {"name": "x", "credit_level": "regular"},
        "business": [{"kind": "special_goods_approval", "id": "A-1"}],
        "unknown": ["enterprise.industries"],
    }
