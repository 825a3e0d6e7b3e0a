"""Official codes with a form of their own: is one well-formed, and if not, why.

Only the form is checked. That a code belongs to an existing enterprise, or that the enterprise
lies in a certain zone or has a certain role, cannot be read off it.
"""

import re
from enum import StrEnum
from string import ascii_uppercase, digits

from aeo_cli.text import Text, both

_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION = digits + ascii_uppercase
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class Identifier(StrEnum):
    """A code that a text fact can hold."""

    USCC = "uscc"
    """统一社会信用代码, GB 32100-2015."""
    CUSTOMS_CODE = "customs_code"
    """海关注册编码, the ten characters of a customs registration."""

    def fault(self, code: str) -> Text | None:
        """Return why `code` is not well-formed, or None if it is."""
        return _uscc_fault(code) if self is Identifier.USCC else _customs_code_fault(code)


def _uscc_fault(code: str) -> Text | None:
    """Check a unified social credit code.

    GB 32100-2015: 18 characters; with weights 3^(i-1) mod 31 the last is (31 - sum mod 31) mod 31.
    Characters 9 to 17 are an organisation code with a check character of its own, GB 11714: with
    weights 3 7 9 10 5 8 4 2 it is 11 - sum mod 11, 10 written X and 11 written 0.
    """
    if len(code) != 18:
        return both("18 位的统一社会信用代码", "a unified social credit code of 18 characters")
    if strange := sorted(set(code) - set(_USCC)):
        return both(
            "数字和大写字母（I、O、S、V、Z 除外），不含 {strange}",
            "digits and capital letters other than I, O, S, V, Z; not {strange}",
        ).fill(strange=" ".join(map(repr, strange)))
    total = sum(_USCC.index(character) * pow(3, i, 31) for i, character in enumerate(code[:17]))
    if code[17] != (check := _USCC[-total % 31]):
        return both(
            "与前 17 位相符的第 18 位校验码 {check}（GB 32100）",
            "{check} as the 18th, the check character of the other 17 (GB 32100)",
        ).fill(check=check)
    pairs = zip(code[8:16], _ORGANISATION_WEIGHTS, strict=True)
    inner = sum(_ORGANISATION.index(character) * weight for character, weight in pairs)
    if code[16] != (check := "0123456789X"[-inner % 11]):
        return both(
            "与第 9 至 16 位相符的第 17 位校验码 {check}（组织机构代码，GB 11714）",
            "{check} as the 17th, the check character of 9 to 16 (an organisation code, GB 11714)",
        ).fill(check=check)
    return None


def _customs_code_fault(code: str) -> Text | None:
    if re.fullmatch(r"[0-9]{4}[0-9A-Z]{6}", code):
        return None
    if code.startswith("AEOCN"):
        return both("海关注册编码，不带前面的 AEOCN", "the ten characters that follow AEOCN")
    return both(
        "10 位海关注册编码：前 4 位是数字，其余是数字或大写字母（不是商品编号）",
        "a customs registration code of 10 characters: four digits, then six digits or capital "
        "letters (not an HS code)",
    )
