"""Words by their key or by their label: `advanced_certified`, 高级认证企业, "AEO holder".

What people have was written with labels, in either language, with full-width characters and stray
blanks. Each means one key, or it is not read.
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from aeo_cli.documents.problems import one_of
from aeo_cli.documents.text import Lang, Text, both, listed, same


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


def named(key: str, label: Text | None) -> Text:
    """Return a key with its label in brackets, as far as the label says more than the key."""
    if label is None:
        return same(key)
    said = {key.casefold(), key.replace("_", " ").casefold()}
    zh, en = (key if label[lang].casefold() in said else _NAMED[lang] for lang in Lang)
    return both(zh, en).fill(key=key, zh=label.zh, en=label.en)


_NAMED = both("{key}（{zh}）", "{key} ({en})")


def one_of_named(options: Mapping[str, Text | None]) -> Text:
    """Return "one of: …" with every key and its label, by which it may be called as well."""
    zh, en = (one_of(words)[lang] for lang, words in _named(options).items())
    return both(zh, en)


def all_named(options: Mapping[str, Text | None]) -> Text:
    """Return every key and its label, with the comma of each language."""
    zh, en = (listed(words)[lang] for lang, words in _named(options).items())
    return both(zh, en)


def _named(options: Mapping[str, Text | None]) -> dict[Lang, list[str]]:
    words = [named(key, label) for key, label in options.items()]
    return {lang: [word[lang] for word in words] for lang in Lang}
