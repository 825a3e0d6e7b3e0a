"""The language of all output, determined before the command line is parsed."""

import locale
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Annotated

import typer

from aeo_cli.documents.text import Lang

LanguageOption = Annotated[
    Lang,
    # The default is the locale's language, which `language` finds before anything is parsed.
    typer.Option(
        "--lang",
        envvar="AEO_LANG",
        help="Output language (default: locale).",
        show_default=False,
    ),
]


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """Return the language of the output.

    `--lang`, else `AEO_LANG`, else the locale (`zh*` is Chinese), else English. An invalid value is
    ignored here; the parser rejects it.
    """
    values = [value for option, value in pairwise(arguments) if option == "--lang"]
    values += [word.removeprefix("--lang=") for word in arguments if word.startswith("--lang=")]
    for value in (*reversed(values), environment.get("AEO_LANG")):
        if value is not None and value in tuple(Lang):
            return Lang(value)
    locales = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    # `getlocale` would fail where Windows names a locale without an encoding: en-DE.
    name = next(filter(None, locales), None) or locale.setlocale(locale.LC_CTYPE)
    return Lang.ZH if name.lower().startswith(("zh", "chinese")) else Lang.EN
