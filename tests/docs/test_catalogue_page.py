"""The page on catalogues: whoever works along it ends with a sound one of three measures."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.conftest import all_blocks, desk_at, is_shown, typed

PAGE = ROOT / "docs" / "catalogue.md"


@pytest.mark.unix
def test_who_works_along_the_page_has_a_sound_catalogue(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    for language, block in all_blocks(PAGE):
        if language == "toml":
            add(block, tmp_path)
        else:
            assert language == "console", block
            for command, shown in typed(block):
                _, printed = desk("en", command)
                assert is_shown(shown, printed), f"{command}\n{printed}"
    made = tomllib.loads((tmp_path / "harbour.toml").read_text(encoding="utf-8"))
    assert len(made["measures"]) == 3
    status, printed = desk("en", "aeo catalogue verify harbour.toml")
    assert status == 0, printed
    status, printed = desk("en", "aeo catalogue mutate harbour.toml --json")
    assert status == 0, printed
    assert json.loads(printed)["survivors"] == []


def add(block: str, folder: Path) -> None:
    """Add a block to the end of the file that its first line names."""
    path = folder / block.partition("\n")[0].removeprefix("# ")
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(block)
