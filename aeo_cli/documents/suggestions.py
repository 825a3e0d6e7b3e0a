"""Suggestions: finds the valid word that a misspelled one was meant to be."""

from collections.abc import Mapping
from difflib import get_close_matches

from aeo_cli.documents.escaping import seen, unseen
from aeo_cli.documents.labels import named
from aeo_cli.documents.text import Text, both


def did_you_mean(word: str, options: Mapping[str, Text | None]) -> Text | None:
    """Return a hint at the option that a word seems to mean; None: it is like none of them.

    If a word is an option but for invisible characters, the hint names these.

    Args:
        word: what the author wrote.
        options: the correct spellings, each with its label in both languages.
    """
    if seen(word) in options and (hint := without_unseen(word)):
        return hint
    key = nearest(word, options)
    if key is None or len(key) > _MAX_LENGTH:
        return None
    return both("是否想写 {name}？", "did you mean {name}?").fill(name=named(key, options[key]))


def nearest(word: str, options: Mapping[str, Text | None]) -> str | None:
    """Return the option that a word seems to mean; None: it is like none of them.

    A label that equals the word counts first, then the only label that the word abbreviates, and
    last the option that is spelled most like it.
    """
    wanted = seen(word).casefold()
    labels = {
        key: (label.zh.casefold(), label.en.casefold()) for key, label in options.items() if label
    }
    exact = [key for key, pair in labels.items() if wanted in pair]
    abbreviated = [
        key for key, pair in labels.items() if any(_abbreviates(wanted, label) for label in pair)
    ]
    similar = get_close_matches(wanted, options, n=1)
    return next(iter(exact or (abbreviated if len(abbreviated) == 1 else similar)), None)


def without_unseen(text: str) -> Text | None:
    """Return a hint to remove what cannot be seen in a text; None: all of it can be seen."""
    if not (characters := unseen(text)):
        return None
    hint = both("请删除看不见的字符 {found}", "remove the invisible character {found}")
    return hint.fill(found=" ".join(characters))


def _abbreviates(word: str, label: str) -> bool:
    """Return whether a word is a label with something left out: 特殊物品审批 of a longer name.

    A word never abbreviates a label that is shorter or merely similar: 一般认证企业 is not
    认证企业. An English word must be a substring of the label, and not too short.
    """
    if word.isascii():
        return len(word) >= _MIN_ASCII_LENGTH and word in label
    rest = iter(label)  # each `in` continues after the last match, so the order counts
    return len(word) > 1 and all(character in rest for character in word)


_MIN_ASCII_LENGTH = 4
_MAX_LENGTH = 100
"""The length of an option that can be shown; an id of an item may be longer."""
