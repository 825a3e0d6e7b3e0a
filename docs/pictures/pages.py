"""The HTML pages of which the documentation has photographs: from the goldens of the tests."""

from pathlib import Path

from aeo_cli.documents.text import Lang

ROOT = Path(__file__).parent.parent.parent
_GOLDENS = ROOT / "tests" / "presentation" / "goldens"
_VIEWS = ROOT / "tests" / "tools" / "page" / "goldens"
_STYLES = (
    ROOT / "aeo_cli" / "presentation" / "formats" / "html" / "page.css",
    ROOT / "tools" / "page" / "page.css",
)
_SHOWN = "one choice"
"""The view of the offline page."""


def pages() -> dict[str, str]:
    """Return each page by the name of its picture, without the suffix."""
    found = {}
    for lang in Lang:
        report = _GOLDENS / f"biomedicine.{lang}.html"
        found[f"report.{lang}"] = report.read_text(encoding="utf-8")
        views = (_VIEWS / f"views.{lang}.html").read_text(encoding="utf-8")
        view = views.partition(f"<!-- {_SHOWN} -->\n")[2].partition("<!-- ")[0]
        style = "".join(path.read_text(encoding="utf-8") for path in _STYLES)
        found[f"page.{lang}"] = (
            f'<!doctype html><html lang="{lang.tag}" class="running"><meta charset="utf-8">'
            f"<style>{style}</style><body><main>{view}</main></body></html>\n"
        )
    return found
