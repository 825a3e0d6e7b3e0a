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
        return both("统一社会信用代码应为 18 位", "a unified social credit code has 18 characters")
    if strange := sorted(set(code) - set(_USCC)):
        return both(
            "统一社会信用代码只含数字和大写字母，不含 I、O、S、V、Z；不能有 {strange}",
            "a unified social credit code has digits and capital letters other than I, O, S, V, Z; "
            "not {strange}",
        ).fill(strange=" ".join(map(repr, strange)))
    total = sum(_USCC.index(character) * pow(3, i, 31) for i, character in enumerate(code[:17]))
    if code[17] != (check := _USCC[-total % 31]):
        return both(
            "第 18 位校验码应为 {check}（GB 32100），请核对是否有误写",
            "the check character, the 18th, should be {check} (GB 32100): at least one character "
            "is wrong",
        ).fill(check=check)
    pairs = zip(code[8:16], _ORGANISATION_WEIGHTS, strict=True)
    inner = sum(_ORGANISATION.index(character) * weight for character, weight in pairs)
    if code[16] != (check := "0123456789X"[-inner % 11]):
        return both(
            "第 9 至 17 位是组织机构代码，其校验码（第 17 位）应为 {check}（GB 11714）",
            "characters 9 to 17 are an organisation code, whose check character, the 17th, should "
            "be {check} (GB 11714)",
        ).fill(check=check)
    return None


def _customs_code_fault(code: str) -> Text | None:
    if re.fullmatch(r"[0-9]{4}[0-9A-Z]{6}", code):
        return None
    if code.startswith("AEOCN"):
        return both("海关注册编码，不带前面的 AEOCN", "the ten characters that follow AEOCN")
    return both(
        "海关注册编码为 10 位：前 4 位是数字，其余是数字或大写字母（不是商品编号）",
        "a customs registration code has 10 characters: four digits, then six digits or capital "
        "letters (it is not an HS code)",
    )
