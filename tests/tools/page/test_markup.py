"""What readers enter and what files contain is text on the page, whatever it looks like."""

import json
from functools import cache
from typing import Any

import pytest

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang
from tests.conftest import ROOT
from tests.tools.page.readers import Reader, View
from tools.page.app import views
from tools.page.brand import Brand

PAGE = (ROOT / "tools" / "page" / "page.html").read_text(encoding="utf-8")
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onfocus='alert(1)' autofocus='",
    '</p></div></main><form action="//x"><input name=a>',
    "<!--",
    "]]>",
    "&lt;b&gt;&#60;i&#62;",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "</title></textarea></style></noscript><b>",
    "$&`\\",
]
UNSEEN = [
    "\u202eegap\u202c",
    "\x1b[2J\x1b]0;x\x07",
    "a\r\nb\x00c",
    "\u2028\u2066x\u2069",
    "\ufeff\u200b",
]
TAME = "x"


def file_name(text: str, suffix: str) -> str:
    """Return a text as the name of a file, without what no name can have."""
    return text.replace("/", "|").replace("\0", "") + suffix


def profile(text: str) -> bytes:
    """Return a profile with a text wherever one can stand."""
    return json.dumps(
        {
            "ref": text,
            "enterprise": {"name": text, "credit_level": "advanced_certified"},
            "business": [
                {"id": text, "note": text, "kind": "special_goods_approval"},
                {"id": f"{text}2", "note": text, "kind": "special_goods_approval"},
            ],
            "evidence": {
                "enterprise.credit_level": {"source": text, "verified_on": "2026-03-01"},
            },
            "unknown": ["enterprise.industries"],
        }
    ).encode()


@cache
def views_of(text: str, lang: Lang) -> dict[str, str]:
    """Return every view of a reader who has a text in everything that is theirs."""
    reader = Reader(lang)
    found = {"report": reader.open(file_name(text, ".json"), profile(text))}
    found["difference"] = reader.do("suppose", preset="loss")
    found["question"] = reader.do("go_on")
    found["day"] = reader.reply("set_day", on=f"{text} ")["problems"]
    wrong = f'a = {text!r}\n"{text}"'.encode()
    found["problems"] = reader.reply("open", wrong, name=file_name(text, ".toml"))["problems"]
    reader.do("start_over")
    reader.do("ask")
    reader.do("answer", fields={"typed": [text]})
    reader.do("skip_name")
    reader.give("advanced_certified")
    reader.give(("special_goods_approval",) * 2)
    found["named"] = reader.do("answer", fields={"typed": [text]})
    found["wrong"] = reader.do("answer", fields={"typed": [text]})
    found["answers"] = reader.do("finish")
    position = next(
        number
        for number, answer in enumerate(reader.session.current.answers)
        if answer.fact in {"business[0].id", "enterprise.credit_level"}
    )
    found["change"] = reader.do("change", position=position)
    found["end"] = reader.do("report")
    return found


@pytest.fixture(scope="module", params=Lang)
def lang(request: pytest.FixtureRequest) -> Lang:
    return Lang(request.param)


@pytest.fixture(scope="module")
def tame(lang: Lang) -> dict[str, View]:
    return {name: View(view) for name, view in views_of(TAME, lang).items()}


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_adds_no_element_and_no_attribute_to_any_view(
    text: str, lang: Lang, tame: dict[str, View]
) -> None:
    for name, markup in views_of(text, lang).items():
        view = View(markup)
        if name != "problems":  # whose number of lines follows from the text
            assert view.skeleton == tame[name].skeleton, name
        assert not [
            attribute
            for element in view.elements
            for attribute in element.attributes
            if attribute.startswith("on") or attribute in {"src", "action", "formaction", "style"}
            if attribute != "style" or element.tag not in {"i", "span", "div", "li", "svg"}
        ], name
    assert text in View(views_of(text, lang)["report"]).text


@pytest.mark.parametrize("text", [*HOSTILE, *UNSEEN], ids=ascii)
def test_what_nobody_could_see_is_shown_escaped(text: str, lang: Lang) -> None:
    for name, markup in views_of(text, lang).items():
        view = View(markup)
        shown = view.text + "".join(
            str(value)
            for element in view.elements
            for key, value in element.attributes.items()
            if key in {"aria-label", "title", "data-arguments", "id", "href"}
        )
        unseen = {sign for sign in shown if visible(sign) != sign and sign != "\n"}
        assert not unseen, name


@pytest.mark.parametrize("text", [*HOSTILE, *UNSEEN], ids=ascii)
def test_a_brand_is_text_too(text: str) -> None:
    def page(line: str) -> str:
        brand = Brand.model_construct(name=line, contact=line, instruction=line)
        values: dict[str, Any] = dict.fromkeys(("script", "script_hash", "worker", "style"), "")
        return views.ENVIRONMENT.from_string(PAGE).render(
            version="0", texts=views.TEXTS, start=dict.fromkeys(Lang, ""), brand=brand,
            parts={}, **values,
        )  # fmt: skip

    marks = [
        found.partition("<main")[0].partition("<header")[2] for found in map(page, (text, TAME))
    ]
    hostile, plain = (View(f"<header{mark}") for mark in marks)
    assert hostile.skeleton == plain.skeleton
    assert visible(text) in hostile.text
    assert not {sign for sign in hostile.text if visible(sign) != sign and sign != "\n"}


def test_no_view_has_a_script_or_loads_anything(tame: dict[str, View]) -> None:
    for name, view in tame.items():
        tags = {element.tag for element in view.elements}
        assert not tags & {"script", "style", "link", "img", "iframe", "object", "embed"}, name
        ids = [element.attributes["id"] for element in view.elements if "id" in element.attributes]
        assert len(ids) == len(set(ids)), name
        assert len(view.all("h1")) == (name not in {"problems", "day"}), name


def test_what_a_button_sends_is_data_of_ours(tame: dict[str, View]) -> None:
    for view in tame.values():
        for element in view.elements:
            if "data-arguments" in element.attributes:
                arguments = json.loads(str(element.attributes["data-arguments"]))
                assert isinstance(arguments, dict)
