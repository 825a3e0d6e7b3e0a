"""Words by their key or by their label: `advanced_certified`, 高级认证企业, "AEO holder".

What people have was written with labels, in either language, with full-width characters and stray
blanks. Each means one key, or it is not read.
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from aeo_cli.documents.text import Text


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a text as keys and labels are compared: after Unicode NFKC, no surrounding blanks."""
    return unicodedata.normalize("NFKC", text).strip()


def key_of(word: str, options: Mapping[str, Text | None]) -> str | None:
    """Return the key that a word is, or whose exact label it is in either language.

    Args:
        word: as it was written.
        options: the labels by key.

    Returns:
        The key; None if the word is neither, or the label of two keys.
    """
    if word in options:
        return word
    wanted = folded(word)
    if wanted in options:
        return wanted
    keys = [
        key
        for key, label in options.items()
        if label is not None and wanted in {folded(label.zh), folded(label.en)}
    ]
    return keys[0] if len(keys) == 1 else None
