"""The pictures of the READMEs in a browser: whole, in their place, and asking nothing of anyone."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.svg"))
BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
MEASURE = """
const svg = document.querySelector("svg"), page = svg.getBoundingClientRect();
const runs = [...svg.querySelectorAll("text")].map(text => {
  const box = text.getBoundingClientRect(), wanted = Number(text.getAttribute("textLength"));
  text.removeAttribute("textLength");
  return {text: text.textContent, row: text.getAttribute("y"), left: box.left, right: box.right,
    natural: text.getComputedTextLength() / wanted, inside: box.left >= page.left
      && box.right <= page.right + 1 && box.top >= page.top && box.bottom <= page.bottom};
});
document.body.innerHTML = "<pre>" + JSON.stringify({runs, loaded:
  performance.getEntriesByType("resource").map(entry => entry.name)}).replace(/</g, "&lt;")
"""


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_every_run_of_text_stands_in_its_cells(picture: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    drawing = picture.read_text(encoding="utf-8")
    page.write_text(f"<!doctype html><meta charset=utf-8><body>{drawing}<script>{MEASURE}</script>")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--dump-dom"]
    flags += [f"--user-data-dir={tmp_path / 'browser'}", "--disable-background-networking"]
    done = subprocess.run([BROWSER, *flags, page.as_uri()], capture_output=True, check=True)
    found = re.search(r"<pre>(.*)</pre>", done.stdout.decode(), re.DOTALL)
    assert found
    measured = json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert measured["loaded"] == []
    assert len(measured["runs"]) == drawing.count("<text ")
    last: dict[str, float] = {}
    for run in measured["runs"]:
        assert run["inside"], run
        assert 0.6 < run["natural"] < 1.4, run  # neither squeezed nor stretched out of shape
        assert run["left"] > last.get(run["row"], 0) - 1, run  # none over the one before
        last[run["row"]] = run["right"]
