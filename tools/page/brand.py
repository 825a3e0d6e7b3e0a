"""The brand of a page: who hands it to an enterprise, and what to send back to them."""

from typing import Annotated

from pydantic import Field, StringConstraints

from aeo_cli.documents import files, syntax
from aeo_cli.documents.model import Model
from aeo_cli.documents.problems import naming_file
from aeo_cli.documents.text import both
from aeo_cli.documents.validation import validate

Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f]*\S[^\x00-\x1f]*$", max_length=200)]


class Brand(Model):
    """What a broker's page says of the broker."""

    name: Line
    contact: Line | None = None
    instruction: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    """What to do with the saved profile: "send it to ..."."""


def load_brand(name: str) -> Brand:
    """Read a brand from a TOML file.

    Raises:
        InputError: it is none; with every problem, each with its place.
    """
    with naming_file(name):
        text, _ = syntax.decode(files.read(name))
        return validate(Brand, syntax.parse(text), _FORMAT)


_FORMAT = both(
    '例如 name = "某某报关行"、contact = "电话"、instruction = "请将保存的文件发至……"',
    'for example name = "...", contact = "...", instruction = "Please send the saved file to ..."',
)
