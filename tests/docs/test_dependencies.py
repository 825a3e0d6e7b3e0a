"""Every package that an installation brings in is justified, with its licence, and no other is."""

import re
import tomllib

from tests.conftest import ROOT

DECISION = ROOT / "docs" / "decisions" / "0017-dependencies.md"
USERS_EXTRAS = ("xlsx", "ics", "screen", "spark")


def test_each_package_that_users_install_has_a_line_in_the_decision() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = (project["optional-dependencies"][extra] for extra in USERS_EXTRAS)
    required = {re.split(r"[<>=[]", line)[0] for line in sum(extras, project["dependencies"])}
    lines = DECISION.read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if re.match(r"\| [a-z0-9-]+ \| [A-Z]", line)]
    assert {name.removeprefix("| ") for name, _licence, _size, _purpose in rows} == required
