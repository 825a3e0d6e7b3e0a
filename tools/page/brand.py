"""The brand of a page: who hands it to an enterprise, and what to send back to them."""

from aeo_cli.documents import files, syntax
from aeo_cli.documents.model import Model
from aeo_cli.documents.problems import InputError, Problem, naming_file, quoted
from aeo_cli.documents.text import both
from aeo_cli.documents.validation import validate

MOST_CHARACTERS = 300


class Brand(Model):
    """What a broker's page says of the broker, each in one line."""

    name: str
    contact: str | None = None
    instruction: str | None = None
    """What to do with the saved profile: "send it to ..."."""


def load_brand(name: str) -> Brand:
    """Read a brand from a TOML file.

    Raises:
        InputError: it is none; with every problem, each with its place.
    """
    with naming_file(name):
        text, _ = syntax.decode(files.read(name))
        document = syntax.parse(text)
        expected = _ONE_LINE.fill(most=MOST_CHARACTERS)
        problems = [
            Problem(key, quoted(value), expected, _FORMAT)
            for key, value in document.items()
            if key in Brand.model_fields and isinstance(value, str) and not _is_line(value)
        ]
        try:
            brand = validate(Brand, document, _FORMAT)
        except InputError as error:
            raise InputError([*problems, *error.problems]) from error
        if problems:
            raise InputError(problems)
    return brand


def _is_line(text: str) -> bool:
    return text.isprintable() and 0 < len(text.strip()) <= MOST_CHARACTERS


_ONE_LINE = both("一行，不超过 {most} 字", "one line of up to {most} characters")
_FORMAT = both(
    '例如 name = "某某报关行"、contact = "电话"、instruction = "请将保存的文件发至……"',
    'for example name = "...", contact = "...", instruction = "Please send the saved file to ..."',
)
