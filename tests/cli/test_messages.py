"""What the tool says of a mistake: a line each, with place, finding, expectation and hint.

A line is either labelled, or a sentence that implies its expectation, followed by the hint.

The whole texts are goldens in both languages, held against the ladder of `CONTRIBUTING.md` by
whoever reads their diff.
"""

import re
import shutil
from pathlib import Path

import pytest

from aeo_cli.cli import run
from tests.conftest import ROOT, Aeo, Golden

MISTAKES = ROOT / "tests" / "mistakes"
LABELS = {
    "en": ("error: ", ": found: ", "; expected: ", "; hint: "),
    "zh": ("错误：", ": 实际：", "；应为：", "；提示："),
}
SENTENCES = {"en": r"error: .+[^;]; .+", "zh": "错误：.+，.+"}
"""A finding that implies the expectation, and the hint."""
USAGE = [line.split() for line in (MISTAKES / "usage.txt").read_text("utf-8").splitlines()]


@pytest.fixture
def mistakes(tmp_path: Path) -> Path:
    """Return a copy of the mistakes, which a command that makes one may overwrite."""
    return shutil.copytree(MISTAKES, tmp_path / "mistakes")


def has_all_parts(line: str, lang: str) -> bool:
    """Return whether a line has place, finding, expectation and hint, in either form."""
    _, *labels = LABELS[lang]
    if any(label in line for label in labels):
        form = ".+".join(map(re.escape, LABELS[lang]))
        return re.fullmatch(rf"{form}.+", line) is not None
    return re.fullmatch(SENTENCES[lang], line) is not None


@pytest.mark.parametrize("lang", LABELS)
def test_ten_mistakes_are_ten_helpful_lines(
    aeo: Aeo, lang: str, golden: Golden, mistakes: Path
) -> None:
    done = aeo("check", "ten.toml", "--lang", lang, cwd=mistakes)
    told = done.stderr.decode()
    assert (done.returncode, done.stdout, len(told.splitlines())) == (2, b"", 10)
    for line in told.splitlines():
        assert has_all_parts(line, lang), line
        assert line.startswith(f"{LABELS[lang][0]}ten.toml: ")
    golden(f"ten-mistakes.{lang}.txt", told)


@pytest.mark.parametrize("lang", LABELS)
def test_wrong_use_is_told(
    lang: str,
    golden: Golden,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    mistakes: Path,
) -> None:
    monkeypatch.chdir(mistakes)
    monkeypatch.setenv("AEO_LANG", lang)
    texts = []
    for words in USAGE:
        assert run(words) == 2
        nothing, told = capsys.readouterr()
        assert nothing == ""
        for line in told.splitlines():
            assert has_all_parts(line, lang), line
        texts.append(f"$ aeo {' '.join(words)}\n{told}")
    golden(f"wrong-use.{lang}.txt", "\n".join(texts))
