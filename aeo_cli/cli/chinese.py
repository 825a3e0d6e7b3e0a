"""The command line's own words in Chinese: help texts, and what the parser complains of.

Help is written in English where a command or an option is declared, and looked up here by that
text; a test holds that none is missing. The parser's complaints are its own; those known here are
said in Chinese, any other as it comes.
"""

import re

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from aeo_cli.errors import Problem, one_of
from aeo_cli.text import both

HELP = {
    "Which customs measures for certified enterprises (AEO) apply, by when, and how.": (
        "哪些海关 AEO 企业便利措施适用于本企业，何时到期，如何办理。"
    ),
    "Show which measures apply to an enterprise and its pending business.": (
        "核对企业及其待办业务可适用哪些措施。"
    ),
    "Print the JSON Schema of a profile, a report, the measures, or a catalogue.": (
        "输出企业情况、报告、措施或目录的 JSON Schema。"
    ),
    "Show the version.": "显示版本。",
    "The profile, TOML or JSON; - for standard input.": (
        "企业情况文件，TOML 或 JSON；- 为标准输入。"
    ),
    "The same as --format json.": "等同于 --format json。",
    "How the report is given out.": "报告的格式。",
    "Write to FILE, whole or not at all.": "写入文件：要么完整写入，要么不写。",
    "The language (default: that of the locale).": "语言（默认随系统区域设置）。",
    "The day of assessment (default: today in Shanghai).": "核对日期（默认为上海的今天）。",
    "Another catalogue of measures than the tool's own.": "使用自带目录以外的措施目录。",
    "Exit 1 unless this applies: 25, or 25b. Repeatable.": (
        "要求某条（25）或某款（25b）适用，否则退出码为 1；可重复。"
    ),
    "Exit 1 if any provision is undetermined.": "有待定的条款时，退出码为 1。",
    "Never ask anything.": "不提任何问题。",
    "Use colour.": "是否使用颜色。",
    "No notes on standard error.": "不在标准错误输出附注。",
    "The document whose schema is wanted.": "要哪一种文档的 Schema。",
}

_USAGE = {
    r"No such option: (?P<what>\S+)(?: \(Possible options: (?P<near>.*)\))?": both(
        "没有选项 {what}", "no such option {what}"
    ),
    r"No such command '(?P<what>.*?)'\.?(?: Did you mean (?P<near>.*)\?)?": both(
        "没有命令 {what}", "no such command {what}"
    ),
    r"Missing argument '(?P<what>\w+)'\.(?:\s*Choose from:\s*(?P<choices>.*))?": both(
        "缺少参数 {what}", "the argument {what} is missing"
    ),
    r"Option '(?P<what>.*)' requires an argument\.?": both(
        "选项 {what} 后缺少值", "the option {what} without a value"
    ),
    r"Option '(?P<what>.*)' does not take a value\.?": both(
        "选项 {what} 不带值", "a value after the option {what}, which takes none"
    ),
    r"Got unexpected extra argument\(s\) \((?P<what>.*)\)": both(
        "多余的参数 {what}", "more words than the command takes: {what}"
    ),
    r"Invalid value for (?P<what>.*?): (?:Value error, )?"
    r"'(?P<found>.*)' is not one of (?P<choices>.*?)\.?": both(
        "{what} 的值 {found} 无效", "{found}, which is no value of {what}"
    ),
}


def usage_problem(message: str) -> Problem:
    """Return what the parser complains of as a problem of the command line."""
    problem = Problem(
        both("命令行", "command line"),
        both(message, message),
        both("帮助中列出的命令和选项", "the commands and options of the help"),
        both("见 aeo --help，或在命令后加 --help", "see aeo --help, or add --help to the command"),
    )
    for pattern, words in _USAGE.items():
        if match := re.fullmatch(pattern, message, re.DOTALL):
            parts = match.groupdict()
            named = {"what": parts["what"].replace("'", ""), "found": parts.get("found") or ""}
            problem = problem._replace(found=words.fill(**named))
            if choices := parts.get("choices"):
                problem = problem._replace(expected=one_of(re.findall(r"[\w-]+", choices)))
            if near := parts.get("near"):
                meant = " / ".join(re.findall(r"[\w-]+", near))
                hint = both("是否想写 {meant}？", "did you mean {meant}?")
                problem = problem._replace(hint=hint.fill(meant=meant))
    return problem


def translate(command: object) -> None:
    """Put the help of a command, of its options and of its subcommands into Chinese."""
    if isinstance(command, TyperCommand | TyperGroup | TyperOption | TyperArgument):
        command.help = HELP.get(command.help or "", command.help)
    for part in (*getattr(command, "params", ()), *getattr(command, "commands", {}).values()):
        translate(part)
