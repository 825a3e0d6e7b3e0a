"""The official texts that a catalogue cites, their headings, and the places in them."""

from typing import Annotated

from pydantic import StrictBool, StringConstraints

from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text
from aeo_cli.rules.comparison_keys import StrictDate
from aeo_cli.rules.facts import Key

NonBlank = Annotated[str, StringConstraints(pattern=r"\S")]


class Document(Model):
    """An official text that provisions cite. What is not stated about it is not known."""

    title: Text
    confirmed: StrictBool = True
    """False: it was not read; whatever is said of it is reported by others."""
    issuer: Text | None = None
    """The authority that issued it."""
    number: Text | None = None
    """The number under which it was issued, such as 海关总署公告 2018 年第 109 号."""
    address: NonBlank | None = None
    """The address of an official copy."""
    date: StrictDate | None = None
    """The date of the text."""
    in_force_from: StrictDate | None = None
    """The first day on which it holds."""
    in_force_until: StrictDate | None = None
    """The last day on which it holds."""
    repealed_by: Key | None = None
    """The document of the catalogue that repealed it."""
    numbered_as_measures: StrictBool = False
    """Whether its items bear the numbers of the measures, under the sections of the categories."""


class Category(Model):
    """A heading under which the document groups its measures."""

    title: Text
    section: NonBlank | None = None
    """The section of the document that has this heading."""


class Citation(Model):
    """Where a provision stands: the document and, as far as it is known, section and number."""

    document: Key
    section: NonBlank | None = None
    number: NonBlank | None = None
    """Not always a whole number: 12, 12-1, 附件2."""
