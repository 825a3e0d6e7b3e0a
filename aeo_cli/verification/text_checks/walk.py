"""Every text of a catalogue, with its path."""

from collections.abc import Iterator
from functools import lru_cache

from pydantic import BaseModel

from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.documents.text import Text


@lru_cache(maxsize=1)  # one check after another goes through them
def texts_of(index: CatalogueIndex) -> list[tuple[str, Text]]:
    """Return every text of a catalogue, with its path in the file."""
    return list(texts(index.catalogue))


def texts(value: object, path: str = "") -> Iterator[tuple[str, Text]]:
    """Yield every text in a part of a catalogue, with its path in the file.

    Args:
        value: the part.
        path: the path of the part.
    """
    if isinstance(value, Text):
        yield path, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            field_path = f"{path}.{field.alias or name}".lstrip(".")
            yield from texts(getattr(value, name), field_path)
    elif isinstance(value, dict):
        for name, entry in value.items():
            yield from texts(entry, f"{path}.{name}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts(item, f"{path}[{index}]")
