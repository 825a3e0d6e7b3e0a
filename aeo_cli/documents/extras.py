"""The extras of the tool: libraries that only some commands need, and how to install them."""

import sys

from aeo_cli.documents import system
from aeo_cli.documents.text import Text, both


def installing(extra: str) -> Text:
    """Return the one command that installs an extra of the tool, as a hint."""
    from importlib.util import find_spec  # noqa: PLC0415  seldom anything is missing
    from shlex import quote  # noqa: PLC0415
    from subprocess import list2cmdline  # noqa: PLC0415

    python = sys.executable or "python"
    quoted = list2cmdline([python]) if system.IS_WINDOWS else quote(python)
    # An environment that uv made has no pip.
    pip = f"{quoted} -m pip install" if find_spec("pip") else f"uv pip install --python {quoted}"
    hint = both("请安装：{command}", "install it with: {command}")
    return hint.fill(command=f'{pip} "aeo-cli[{extra}]"')
