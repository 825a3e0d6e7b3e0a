"""The language to speak, known before anything else is parsed."""

import locale
from collections.abc import Mapping, Sequence
from itertools import pairwise

from aeo_cli.documents.text import Lang


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """Return the language to speak.

    `--lang`, else `AEO_LANG`, else the locale (`zh*` is Chinese), else English. A wrong value is
    passed over here and refused where the option is parsed.
    """
    asked = [value for option, value in pairwise(arguments) if option == "--lang"]
    asked += [word.removeprefix("--lang=") for word in arguments if word.startswith("--lang=")]
    for word in (*reversed(asked), environment.get("AEO_LANG")):
        if word is not None and word in tuple(Lang):
            return Lang(word)
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), None) or locale.getlocale()[0] or ""
    return Lang.ZH if name.lower().startswith(("zh", "chinese")) else Lang.EN
