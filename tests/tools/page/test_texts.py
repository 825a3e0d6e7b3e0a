"""The words of the page itself: in both languages, each used, each in its usual signs."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes

from tests.conftest import ROOT
from tools.page.app import views

HERE = ROOT / "tools" / "page"
WORDS = json.loads((HERE / "app" / "texts.json").read_bytes())
SAYING = {"say", "both", "row"}
"""What says a word in the templates."""
NOT_SAID = ["bear in mind", "anew", "dormant", "how each comes out", "hang on it", "whole or not"]
"""What docs and texts once said and no colleague would."""


def used_in_template(path: Path) -> Iterator[str]:
    tree = views.ENVIRONMENT.parse(path.read_text(encoding="utf-8"))
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in SAYING and call.args:
            words = [call.args[0], *call.args[0].find_all(nodes.Const)]
            yield from (word.value for word in words if isinstance(word, nodes.Const))
    for attribute in tree.find_all(nodes.Getattr):
        if isinstance(attribute.node, nodes.Name) and attribute.node.name == "texts":
            yield attribute.attr


def used_in_script(path: Path) -> Iterator[str]:
    script = path.read_text(encoding="utf-8")
    for names in re.findall(r'import \{([^}]*)\} from "\.\./app/texts\.json"', script):
        yield from (name.strip().partition(" as ")[0] for name in names.split(",") if name.strip())


def used() -> set[str]:
    templates, scripts = (
        [HERE / "page.html", *(HERE / "app" / "templates").iterdir()],
        (HERE / "src").glob("*.ts"),
    )
    return {
        *(word for path in templates for word in used_in_template(path)),
        *(word for path in scripts for word in used_in_script(path)),
    }


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    assert used() == WORDS.keys()


@pytest.mark.parametrize("word", WORDS)
def test_it_is_said_in_both_languages_with_the_same_values(word: str) -> None:
    text = WORDS[word]
    assert list(text) == ["zh", "en"]
    values = [sorted(re.findall(r"\{\w+\}", text[lang])) for lang in text]
    assert values[0] == values[1]
    assert all(said == said.strip() and said for said in text.values())


@pytest.mark.parametrize("word", WORDS)
def test_each_language_has_its_own_signs(word: str) -> None:
    chinese, english = WORDS[word]["zh"], WORDS[word]["en"]
    assert not re.search(r"[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]", english)
    assert not re.search(r"[\u4e00-\u9fff][,:;?!]", chinese)
    assert not re.search(r'[\u4e00-\u9fff]["\']', chinese)
    assert english.count("\N{LEFT DOUBLE QUOTATION MARK}") == english.count(
        "\N{RIGHT DOUBLE QUOTATION MARK}"
    )
    ends = [said[-1] in signs for said, signs in ((chinese, "。！？：…"), (english, ".!?:…"))]
    assert ends[0] == ends[1], "a sentence in one language, a label in the other"


@pytest.mark.parametrize("word", WORDS)
def test_it_says_what_a_colleague_would_say(word: str) -> None:
    english = WORDS[word]["en"].lower()
    assert not [phrase for phrase in NOT_SAID if phrase in english]
    assert "您" not in WORDS[word]["zh"] or "你" not in WORDS[word]["zh"]
