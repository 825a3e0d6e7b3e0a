"""Official codes: whether one is well-formed, and if not, why.

Only the form is checked. A code does not show whether the enterprise exists, where it lies or which
role it has.
"""

import re
from enum import StrEnum
from string import ascii_uppercase, digits
from typing import NamedTuple

from aeo_cli.documents.text import Text, both, listed

_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION = digits + ascii_uppercase


class CheckCharacter(NamedTuple):
    """A character that is computed from the ones before it, so that a typing error is noticed."""

    first: int
    """The index of the first character that it checks; it stands right after the last one."""
    weights: tuple[int, ...]
    """The factor for the value of each of those characters."""
    signs: str
    """The characters that can be checked, in the order of their values, from zero."""
    marks: str
    """The possible check characters; the right one is at the negated weighted sum, modulo their
    number."""

    def expected(self, code: str) -> str:
        """Return what the check character of a code must be."""
        pairs = zip(code[self.first :], self.weights, strict=False)
        total = sum(self.signs.index(character) * weight for character, weight in pairs)
        return self.marks[-total % len(self.marks)]


_WHOLE = CheckCharacter(0, tuple(pow(3, i, 31) for i in range(17)), _USCC, _USCC)
"""GB 32100-2015: with weights 3^(i-1) mod 31 the 18th is (31 - sum mod 31) mod 31."""
_INNER = CheckCharacter(8, (3, 7, 9, 10, 5, 8, 4, 2), _ORGANISATION, "0123456789X")
"""GB 11714: with these weights the 17th is 11 - sum mod 11, 10 written X and 11 written 0."""


class Identifier(StrEnum):
    """A kind of code that a text fact can have."""

    USCC = "uscc"
    """统一社会信用代码, GB 32100-2015."""
    CUSTOMS_CODE = "customs_code"
    """海关注册编码, the ten characters of a customs registration."""

    @property
    def form(self) -> str:
        """The form of such a code as a regular expression, check characters aside."""
        return f"[{_USCC}]{{18}}" if self is Identifier.USCC else "[0-9]{4}[0-9A-Z]{6}"

    @property
    def length(self) -> int:
        """How many characters it has."""
        return 18 if self is Identifier.USCC else 10

    @property
    def checks(self) -> tuple[CheckCharacter, ...]:
        """Its check characters."""
        return (_WHOLE, _INNER) if self is Identifier.USCC else ()

    def fault(self, code: str) -> Text | None:
        """Return why `code` is not well-formed; None: it is."""
        return _uscc_fault(code) if self is Identifier.USCC else _customs_code_fault(code)


def _uscc_fault(code: str) -> Text | None:
    """Check a unified social credit code.

    GB 32100-2015: 18 characters, the last a check character of the others. Characters 9 to 17 are
    an organisation code with a check character of its own, GB 11714.
    """
    if len(code) != 18:
        return both("18 位统一社会信用代码", "an 18-character unified social credit code")
    if strange := sorted(set(code) - set(_USCC)):
        return both(
            "数字和大写字母（I、O、S、V、Z 除外），不含 {strange}",
            "digits and capital letters except I, O, S, V and Z; not {strange}",
        ).fill(strange=" ".join(map(repr, strange)))
    # What they should be is not told: a code that is made to fit is worse than a misspelt one.
    fits = {17: code[17] == _WHOLE.expected(code), 16: code[16] == _INNER.expected(code)}
    wrong = [index + 1 for index in sorted(fits) if not fits[index]]
    return _CHECKS.fill(places=listed(list(map(str, wrong)))) if wrong else None


_CHECKS = both(
    "校验码与其余各位相符（第 {places} 位不符；GB 32100、GB 11714）",
    "check characters that fit the others (wrong at {places}; GB 32100, GB 11714)",
)


def _customs_code_fault(code: str) -> Text | None:
    if re.fullmatch(Identifier.CUSTOMS_CODE.form, code):
        return None
    if code.startswith("AEOCN"):
        return both("AEOCN 之后的 10 位", "only the ten characters after AEOCN")
    return both(
        "10 位海关注册编码：前 4 位为数字，后 6 位为数字或大写字母（不是商品编号）",
        "a 10-character customs registration code: four digits, then six digits or "
        "capital letters (not an HS code)",
    )
