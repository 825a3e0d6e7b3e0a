"""Each view as a whole, in both languages: a change of a template is seen in these goldens."""

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAVED_REPORT, Golden
from tests.tools.page.readers import EVIDENCE, ON, Reader
from tools.page.app import views

EXAMPLE = ROOT / "examples" / "food-trader.toml"
READING = "readings.certified_counts_as_aeo"


def shortened(view: str) -> str:
    """Return a view without the document in it, which has goldens of its own."""
    before, mark, document = view.partition('<div class="document">')
    return before + mark + ("\n…\n" if document else "")


def test_views(
    reader: Reader, golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = {"start": reader.do("show")}
    shown["a question for a name"] = reader.do("ask")
    shown["one choice"] = reader.do("skip_name")
    shown["one choice, none chosen"] = reader.do("answer", fields={})
    shown["kinds of business"] = reader.give("certified")
    reader.give(("special_goods_approval", "appointment_clearance", "appointment_clearance"))
    reader.give("SG-1")
    shown["a date, wrong"] = reader.do("answer", fields={"typed": ["2 March"]})
    reader.open(EXAMPLE.name, EXAMPLE.read_bytes())
    shown["report"] = reader.do("show")
    shown["what if"] = reader.do("suppose", preset="aeo")
    reader.do("go_on")
    while reader.session.asked and not getattr(reader.session.asked, "reading", False):
        reader.do("leave_open")
    shown["a question of law, wrong"] = reader.do(
        "answer", fields={"choice": ["true"], "source": [""], "verified_on": ["2027-01-01"]}
    )
    reader.give(True)
    position = len(reader.session.current.answers) - 1
    shown["a question of law, answered before"] = reader.do("change", position=position)
    shown["answers"] = reader.do("finish")
    shown["a saved report"] = reader.open("saved.json", SAVED_REPORT.read_bytes())
    problem = reader.reply("open", b'[enterprise]\ncredit_level = "advanced"', name="a.toml")
    shown["problems"] = problem["problems"]
    component = dict.fromkeys(("name", "version", "licence", "source", "text"), "x")
    (tmp_path / "licences.json").write_text(json.dumps([component]), encoding="utf-8")
    monkeypatch.setattr(views, "_HERE", tmp_path)
    shown["licences"] = reader.do("licences")
    assert (EVIDENCE.source, EVIDENCE.verified_on) == ("Pudong Customs", ON)
    texts = (f"<!-- {name} -->\n{shortened(view)}\n" for name, view in shown.items())
    golden(f"views.{reader.lang.value}.html", "\n".join(texts))
