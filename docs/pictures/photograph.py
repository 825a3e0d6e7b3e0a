"""Photograph the HTML pages of the documentation, in Chromium: PNG, from the goldens of the tests.

Run it after such a page has changed. Each picture holds the hash of its page, by which
`tests/docs/test_documents.py` sees that it is up to date; type and smoothing differ from machine to
machine, so that the pictures themselves cannot be compared.
"""

import hashlib
import shutil
import struct
import zlib
from pathlib import Path

from pages import ROOT, pages
from playwright.sync_api import ViewportSize, sync_playwright

HERE = Path(__file__).parent
WINDOWS: dict[str, ViewportSize] = {
    "report": {"width": 900, "height": 1180},
    "page": {"width": 900, "height": 680},
}
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
        for name, content in pages().items():
            window = WINDOWS[name.partition(".")[0]]
            page = browser.new_page(viewport=window, color_scheme="light")
            page.set_content(content)
            path = HERE / f"{name}.png"
            path.write_bytes(signed(page.screenshot(), content.encode()))
            print(path.relative_to(ROOT))
        browser.close()
