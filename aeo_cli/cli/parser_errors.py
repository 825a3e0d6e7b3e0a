"""What the parser complains of, as problems like any other, in both languages.

The complaints are the parser's own English; those known here are said in our words, any other as it
comes.
"""

import re
from typing import NamedTuple

from aeo_cli.documents.problems import NOTHING, Problem, did_you_mean, one_of
from aeo_cli.documents.text import Text, both


class _Complaint(NamedTuple):
    pattern: str
    """Of the parser's message: `what` it is about, what was `found`, `choices`, what is `near`."""
    found: Text
    expected: Text


_OF_THE_COMMAND = both("该命令的选项", "an option of the command")
_COMPLAINTS = (
    _Complaint(
        r"No such option: (?P<what>\S+)(?: \(Possible options: (?P<near>.*)\))?",
        both("没有选项 {what}", "no such option {what}"),
        _OF_THE_COMMAND,
    ),
    _Complaint(
        r"No such command '(?P<what>.*?)'\.?(?: Did you mean (?P<near>.*)\?)?",
        both("没有命令 {what}", "no such command {what}"),
        both("一个命令", "a command"),
    ),
    _Complaint(
        r"Missing argument '(?P<what>[\w.]+)'\.(?:\s*Choose from:\s*(?P<choices>.*))?",
        NOTHING,
        both("参数 {what}", "the argument {what}"),
    ),
    _Complaint(
        r"Option '(?P<what>.*)' requires an argument\.?",
        both("选项 {what} 后缺少值", "the option {what} without a value"),
        both("{what} 后面跟一个值", "a value after {what}"),
    ),
    _Complaint(
        r"Option '(?P<what>.*)' does not take a value\.?",
        both("选项 {what} 带了值", "a value after the option {what}"),
        both("单独的 {what}", "{what} alone"),
    ),
    _Complaint(
        r"Got unexpected extra argument\(s\) \((?P<what>.*)\)",
        both("多余的参数 {what}", "more words than the command takes: {what}"),
        both("该命令的参数", "the arguments of the command"),
    ),
    _Complaint(
        r"Invalid value for '?(?P<what>[^:']*)'?(?: \(env var: '(?P<env>\w+)'\))?: "
        r"(?:Value error, )?'(?P<found>.*)' is not one of (?P<choices>.*?)\.?",
        both("{what} 的值 {found} 无效", "{found}, which is no value of {what}"),
        both("{what} 的一个值", "a value of {what}"),
    ),
)
_HINT = both("见 aeo --help，或在命令后加 --help", "see aeo --help, or add --help to the command")
_NEAR = both("是否想写 {zh}？", "did you mean {en}?")


def usage_problem(message: str) -> Problem:
    """Return what the parser complains of as a problem of the command line."""
    place = both("命令行", "command line")
    for complaint in _COMPLAINTS:
        if match := re.fullmatch(complaint.pattern, message, re.DOTALL):
            parts = {name: found or "" for name, found in match.groupdict(default="").items()}
            what = " / ".join(filter(None, (parts["what"], parts.get("env"))))
            found = parts.get("found", "")
            choices, near = _names(parts.get("choices", "")), _names(parts.get("near", ""))
            expected = one_of(choices) if choices else complaint.expected.fill(what=what)
            hint = _NEAR.fill(zh=" 或 ".join(near), en=" or ".join(near)) if near else None
            hint = hint or did_you_mean(found, dict.fromkeys(choices)) or _HINT
            return Problem(place, complaint.found.fill(what=what, found=found), expected, hint)
    return Problem(place, both(message, message), _OF_THE_COMMAND, _HINT)


def _names(listed: str) -> list[str]:
    return re.findall(r"[\w-]+", listed)
