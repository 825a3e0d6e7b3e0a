"""Photograph the HTML report of the READMEs, in Chromium: PNG, from the page in the goldens.

Run it after that page has changed. Each picture holds the hash of its page, by which
`tests/docs/test_documents.py` sees that it is up to date; type and smoothing differ from machine to
machine, so that the pictures themselves cannot be compared.
"""

import hashlib
import shutil
import struct
import zlib
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
WINDOW: ViewportSize = {"width": 900, "height": 1180}
KEYWORD = b"page"


def signed(picture: bytes, page: bytes) -> bytes:
    """Return a PNG that says, in a text chunk before its last one, which page it shows."""
    text = b"tEXt" + KEYWORD + b"\0" + hashlib.sha256(page).hexdigest().encode()
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    return picture[:-12] + chunk + picture[-12:]


if __name__ == "__main__":
    with sync_playwright() as engines:
        browser = engines.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for lang in ("en", "zh"):
            report = ROOT / "tests" / "presentation" / "goldens" / f"biomedicine.{lang}.html"
            page = browser.new_page(viewport=WINDOW, color_scheme="light")
            page.goto(report.as_uri())
            path = HERE / f"report.{lang}.png"
            path.write_bytes(signed(page.screenshot(), report.read_bytes()))
            print(path.relative_to(ROOT))
        browser.close()
