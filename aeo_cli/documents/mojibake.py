"""Text in GBK that happens to be valid UTF-8: 茅台 in GBK has the bytes of `ę́` in UTF-8.

Only a short text can be both, for most pairs of bytes in GBK are not valid in UTF-8. It looks like
GBK if

- every character that is not ASCII has two bytes that are, in GBK, one of the 3755 common Chinese
  characters (level 1 of GB 2312), and
- somewhere two or more of them stand side by side that nobody writes so: of several alphabets, of
  rare letters only, or Latin letters without an ASCII letter next to them.

So `Müller`, `Créée`, `Ελλη` and `Чина` do not look like GBK, nor does any text with a character of
three bytes in UTF-8, such as a Chinese one.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple


class Lookalike(NamedTuple):
    """Characters that may be meant as GBK."""

    as_utf8: str
    as_gbk: str


def lookalike(chunks: Iterable[bytes]) -> Lookalike | None:
    """Return the first characters because of which a text looks like GBK, or None.

    Args:
        chunks: the text in valid UTF-8; no chunk begins within a character.
    """
    found = None
    for chunk in chunks:
        if chunk.isascii():
            continue
        if _NO_COMMON_CHARACTER.search(chunk):
            return None
        found = found or _unnatural(chunk.decode())
    return found


# The first bytes of level 1 are B0 to D7; of valid UTF-8, C2 to D7 begin two bytes. The second
# bytes are A1 to FE in the one, and 80 to BF in the other.
_NO_COMMON_CHARACTER = re.compile(rb"[\xd8-\xf4]|[\xc2-\xd7][\x80-\xa0]")


def _unnatural(text: str) -> Lookalike | None:
    """Return the first characters side by side that nobody writes so, or None."""
    for run in re.finditer("[^\x00-\x7f]{2,}", text):
        characters, around = run.group(), text[max(run.start() - 1, 0) : run.end() + 1]
        is_in_latin_word = re.fullmatch(_LATIN, characters) and re.search("[0-9A-Za-z]", around)
        if not (is_in_latin_word or re.fullmatch(_OF_ONE_ALPHABET, characters)):
            return Lookalike(characters, characters.encode().decode("gbk"))
    return None


_SIGNS = "\u00a1-\u00bf\u00f7\u02b0-\u02bf\u0323"
"""Signs such as `«`, `°` and `ʻ`, and the dot below, which Vietnamese keyboards type separately."""
_LATIN = f"[{_SIGNS}\u00e1-\u017f\u01a1\u01b0]+"
_ALPHABETS = (
    "\u0261-\u02af",  # phonetic
    "\u03a1\u03a3-\u03bf",  # Greek
    "\u0421-\u043f\u04a1-\u04a3\u04aa\u04ab\u04ae-\u04b3\u04b6\u04b7\u04ba\u04bb\u04e2-\u04f1",
    "\u0531-\u057f",  # Armenian
    "\u05e1-\u05ea",  # Hebrew
)
"""The third is Cyrillic, without letters of centuries ago, with Kazakh, Tatar, Tajik, Mongolian."""
_OF_ONE_ALPHABET = "|".join(f"[{_SIGNS}]*[{letters}][{letters}{_SIGNS}]*" for letters in _ALPHABETS)
