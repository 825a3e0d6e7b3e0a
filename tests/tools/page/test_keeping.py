"""What a browser keeps of an interview: it gives the interview back, or it is no answer at all."""

import json
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.tools.page.readers import ON, Reader, View

EXAMPLES = ROOT / "examples"
WORKBOOK = ROOT / "tests" / "fixtures" / "office" / "profiles" / "food-trader.en.xlsx"


def begun(reader: Reader) -> str:
    """Return what a browser keeps of an interview with four answers."""
    reader.do("ask")
    reader.do("skip_name")
    reader.give("certified")
    reader.give(("special_goods_approval",))
    reader.give('<b>"A"</b>')
    return kept_by(reader)


def kept_by(reader: Reader) -> str:
    return str(reader.reply("show")["kept"])


def test_an_interview_goes_on_where_it_was_broken_off(reader: Reader) -> None:
    kept, asked = begun(reader), reader.session.asked
    later = Reader(reader.lang)
    assert later.do("resume", kept=kept) == reader.do("show")
    assert later.session.asked == asked
    assert later.session.current.answers == reader.session.current.answers
    assert kept_by(later) == kept


@pytest.mark.parametrize("path", [EXAMPLES / "food-trader.toml", WORKBOOK], ids=lambda it: it.name)
def test_one_about_an_open_file_does_so_with_the_file(path: Any, reader: Reader) -> None:
    reader.open(path.name, path.read_bytes())
    reader.do("go_on")
    reader.do("leave_open")
    later = Reader(reader.lang)
    later.do("resume", kept=kept_by(reader))
    assert later.session.current.answers == reader.session.current.answers
    assert later.session.name == path.name
    assert later.do("report") == reader.do("report")
    for form in ("toml", "json"):
        saved = [one.file("profile", form) for one in (reader, later)]
        assert saved[0] == saved[1]


def test_a_finished_one_is_given_back_to_be_checked(reader: Reader) -> None:
    reader.do("ask")
    reader.do("skip_name")
    while reader.session.asked:
        reader.do("leave_open")
    view = reader.do("show")
    assert Reader(reader.lang).do("resume", kept=kept_by(reader)) == view


def test_nothing_is_kept_before_there_is_an_answer(reader: Reader) -> None:
    assert reader.reply("ask")["kept"] is None
    assert reader.reply("skip_name")["kept"] is not None
    assert reader.reply("go_back")["kept"] is None


def changed(kept: str, **parts: object) -> str:
    """Return what was kept with other parts; those of the draft by `draft__`."""
    document = json.loads(kept)
    draft = document["draft"]
    for name, value in parts.items():
        if name.startswith("draft__"):
            draft[name.removeprefix("draft__")] = value
    document |= {name: value for name, value in parts.items() if not name.startswith("draft__")}
    return json.dumps(document)


def damaged() -> list[str]:
    kept = begun(Reader())
    return [
        "", "null", "[]", "{}", "1", '"x"', "[" * 5_000, kept[:-5], kept + "}",
        '{"text": null}', '{"name": 1, "text": 2, "draft": 3}',
        changed(kept, draft=None), changed(kept, draft=7), changed(kept, draft={}),
        changed(kept, draft=[[]] * 5_000), changed(kept, draft="\ud800"),
        changed(kept, text="[enterprise", name="a.toml"),
        changed(kept, text="\ud800", name="a.toml"),
        changed(kept, text={}, name=[]), changed(kept, draft__schema="aeo-draft/2"),
        changed(kept, draft__catalogue="another-district"), changed(kept, draft__began_from="0"),
        changed(kept, draft__answers=[]), changed(kept, draft__answers=[{"fact": "no.such"}]),
        changed(kept, draft__answers=[{"fact": "enterprise.no_such_fact", "value": True}]),
        changed(kept, draft__answers=[{"fact": "enterprise.credit_level", "value": "no level"}]),
        changed(kept, draft__answers=[{"fact": "business[7].id", "value": "A"}]),
        changed(kept, draft__answers=[{"fact": "business", "value": ["no such kind"]}]),
    ]  # fmt: skip


@pytest.mark.parametrize("kept", damaged())
def test_what_is_damaged_foreign_or_old_begins_anew_and_says_so(kept: str, reader: Reader) -> None:
    reply = reader.reply("resume", kept=kept)
    assert not reply.get("view") or View(reply["view"]).requests == {"ask"}
    assert reader.session.current.answers == ()
    assert reader.do("start_over") == Reader(reader.lang).do("show")


def test_of_an_old_one_the_answers_that_still_fit_are_kept(reader: Reader) -> None:
    answers: list[dict[str, Any]] = [
        {"fact": "enterprise.name", "value": ""},
        {"fact": "enterprise.no_such_fact", "value": True},
        {"fact": "enterprise.credit_level", "value": "certified"},
        {"fact": "business", "value": ["special_goods_approval"]},
        {"fact": "business[0].accepted_on", "value": ON.isoformat()},
        {"fact": "business[1].accepted_on", "value": ON.isoformat()},
    ]
    reader.do("resume", kept=changed(begun(Reader()), draft__answers=answers))
    facts = [answer.fact for answer in reader.session.current.answers]
    assert facts == [answers[index]["fact"] for index in (0, 2, 3, 4)]
    assert reader.session.current.answers[-1].value == ON
