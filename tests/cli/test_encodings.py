"""Every file that is read as a document, in every encoding."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import encoded
from tests.conftest import LOTUS_BAY, SAVED_REPORT, Aeo

TOML = "[enterprise]\nname = '{}'\n"
JSON = '{{"enterprise": {{"name": "{}"}}}}\n'
DAY = ("--on", "2026-03-02", "--lang", "en")


def profile(text: str) -> Callable[[Path, Callable[[str], bytes], str], tuple[str, ...]]:
    def write(folder: Path, encode: Callable[[str], bytes], characters: str) -> tuple[str, ...]:
        (folder / "file").write_bytes(encode(text.format(characters)))
        return ("check", "file", "--json", *DAY)

    return write


def report(folder: Path, encode: Callable[[str], bytes], characters: str) -> tuple[str, ...]:
    text = SAVED_REPORT.read_text(encoding="utf-8").replace("–", "-")
    (folder / "file").write_bytes(encode(text.replace('"ref": null', f'"ref": "{characters}"')))
    return ("convert", "file", "--format", "csv", "--lang", "en")


def compared(folder: Path, encode: Callable[[str], bytes], characters: str) -> tuple[str, ...]:
    (folder / "old").write_text(TOML.format("旧"), encoding="utf-8")
    (folder / "file").write_bytes(encode(TOML.format(characters)))
    return ("diff", "old", "file", "--json", *DAY)


def catalogue(folder: Path, encode: Callable[[str], bytes], characters: str) -> tuple[str, ...]:
    (folder / "catalogue.toml").write_bytes(encode(f"# {characters}\n{plain(LOTUS_BAY)}"))
    return ("measures", "--catalogue", "catalogue.toml", "--lang", "zh")


def cases(folder: Path, encode: Callable[[str], bytes], characters: str) -> tuple[str, ...]:
    (folder / "catalogue.toml").write_text(plain(LOTUS_BAY), encoding="utf-8")
    (folder / "catalogue.cases").mkdir(exist_ok=True)
    for path in LOTUS_BAY.with_suffix(".cases").glob("*.toml"):
        content = encode(f"# {characters}\n{plain(path)}")
        (folder / "catalogue.cases" / path.name).write_bytes(content)
    return ("catalogue", "verify", "catalogue.toml", "--lang", "zh")


def plain(path: Path) -> str:
    """Return the text of a file, with a question mark for what GBK does not have."""
    return path.read_text(encoding="utf-8").encode("gbk", "replace").decode("gbk")


INPUTS = {
    "profile in TOML": profile(TOML),
    "profile in JSON": profile(JSON),
    "report": report,
    "compared profile": compared,
    "catalogue": catalogue,
    "cases": cases,
}
WITHOUT_NOTE = {"catalogue", "cases"}


@pytest.mark.parametrize("what", INPUTS)
@pytest.mark.parametrize("name", encoded.READ)
def test_a_file_is_read_alike_in_each_encoding(
    aeo: Aeo, tmp_path: Path, what: str, name: str
) -> None:
    encode, named, characters = encoded.READ[name]
    expected = aeo(*INPUTS[what](tmp_path, str.encode, f"上海{characters}"))
    assert (expected.returncode, expected.stderr) == (0, b"")
    found = aeo(*INPUTS[what](tmp_path, encode, f"上海{characters}"))
    assert found.stdout == expected.stdout
    note = f"file: not UTF-8; read as {named}\n" if named and what not in WITHOUT_NOTE else ""
    assert found.stderr.decode() == note


@pytest.mark.parametrize("name", encoded.READ)
def test_standard_input_too(aeo: Aeo, name: str) -> None:
    encode, named, characters = encoded.READ[name]
    notes = f"-: not UTF-8; read as {named}\n" if named else ""
    for words, text in (
        (("check", "-", "--json", *DAY), JSON.format(characters)),
        (("screen", "-", "--json", *DAY), f'{{"ref": "{characters}", "enterprise": {{}}}}\n'),
    ):
        done = aeo(*words, stdin=encode(text))
        assert done.stdout == aeo(*words, stdin=text.encode()).stdout
        assert (done.returncode, done.stderr.decode()) == (0, notes)


@pytest.mark.parametrize("what", INPUTS)
@pytest.mark.parametrize("name", encoded.REFUSED)
def test_what_is_wrong_is_told_of_each_file(aeo: Aeo, tmp_path: Path, what: str, name: str) -> None:
    encode, complaint = encoded.REFUSED[name]
    done = aeo(*INPUTS[what](tmp_path, encode, "上海"), "--lang", "en")
    assert (done.returncode, done.stdout) == (2, b"")
    assert complaint in done.stderr.decode()
