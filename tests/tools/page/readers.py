"""A reader of the page without a browser: asks the page's Python what the page would ask it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any, NamedTuple

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang
from aeo_cli.interview.entries import as_typed
from aeo_cli.interview.naming import NamingQuestion
from aeo_cli.interview.question import Question
from aeo_cli.profile.model import Evidence
from tools.page.app.forms import NONE
from tools.page.app.requests import Requests

ON = date(2026, 3, 2)
EVIDENCE = Evidence("Pudong Customs", ON, None)


class Reader:
    """A reader of the page, and what it shows them.

    Args:
        lang: the language of the page.
        catalogue: in place of the one that the page comes with.
    """

    def __init__(self, lang: Lang = Lang.EN, catalogue: Catalogue | None = None) -> None:
        self.lang, self.requests = lang, Requests()
        self.session = self.requests.session
        self.session.on = ON
        if catalogue:
            self.session.catalogue = catalogue

    def reply(self, step: str, content: bytes | None = None, **arguments: object) -> dict[str, Any]:
        """Return the reply to a request."""
        request = json.dumps({"do": step, "arguments": arguments, "lang": self.lang.value})
        document: dict[str, Any] = json.loads(self.requests.reply(request, content).text)
        return document

    def do(self, step: str, content: bytes | None = None, **arguments: object) -> str:
        """Return the view that a request leads to."""
        return str(self.reply(step, content, **arguments)["view"])

    def open(self, name: str, content: bytes) -> str:
        """Return the view that opening a file leads to."""
        return self.do("open", content, name=name)

    def file(self, document: str, form: str) -> tuple[str, bytes]:
        """Return the name and the content of a document to take away."""
        arguments = {"document": document, "form": form}
        request = {"do": "download", "arguments": arguments, "lang": self.lang.value}
        reply = self.requests.reply(json.dumps(request))
        assert reply.content is not None
        return json.loads(reply.text)["name"], reply.content

    def give(self, value: object) -> str:
        """Return the view that answering the question of now with a value leads to."""
        asked = self.session.asked
        assert asked is not None
        return (
            self.do("leave_open") if value is None else self.do("answer", fields=form(value, asked))
        )


def form(value: Any, question: Question | NamingQuestion) -> dict[str, list[str]]:
    """Return the fields of a question's form, filled in with a value."""
    if not (isinstance(question, Question) and question.choices):
        return {"typed": [as_typed(value)]}
    values = value if isinstance(value, tuple) else (value,)
    keys = [choice.key for choice in question.choices if choice.value in values] or [NONE]
    fields = {"choice": keys}
    for choice in question.choices:  # the form counts them all
        fields[f"count-{choice.key}"] = [str(max(values.count(choice.value), 1))]
    if question.reading:
        fields |= {"source": [str(EVIDENCE.source)], "verified_on": [ON.isoformat()]}
    return fields


class Element(NamedTuple):
    """The start of an element in a view."""

    tag: str
    attributes: Mapping[str, str | None]


class View(HTMLParser):
    """A view as a browser reads it: its elements, and its text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements, self.text, self.open = list[Element](), "", list[str]()
        self.feed(markup)
        self.close()
        assert self.open == [], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Collect an element."""
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute of <{tag}> stands twice"
        self.elements.append(Element(tag, dict(attrs)))
        if tag not in {"input", "br", "line", "rect", "path"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag not in {"line", "rect", "path"}:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.text += data

    def all(self, tag: str, **attributes: str) -> list[Mapping[str, str | None]]:
        """Return the attributes of all elements of a tag that have some of these values."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            found.attributes
            for found in self.elements
            if found.tag == tag and wanted.items() <= found.attributes.items()
        ]

    @property
    def requests(self) -> set[str]:
        """The requests that a reader can make from here."""
        return {
            str(one.attributes["data-do"]) for one in self.elements if "data-do" in one.attributes
        }

    @property
    def skeleton(self) -> list[tuple[str, tuple[str, ...]]]:
        """Its elements with the names of their attributes."""
        return [(tag, tuple(attributes)) for tag, attributes in self.elements]


def typed_day(value: date | datetime) -> str:
    """Return a day or a moment as the browser's own field for it sends it."""
    return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value.isoformat()
