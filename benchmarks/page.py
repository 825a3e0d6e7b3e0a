"""What the offline page takes in Chromium, beside the tool itself.

In each run a new browser opens the page from its file; it has started when it can be used. Then a
profile is opened ten times, each time until its report is shown. Beside that are `aeo check --json`
as a process, which starts and checks once, and checks in this process, each from the file to the
HTML that the page shows. The processor time of the page is that of its renderer, in which its
worker runs too, and its memory what that takes at its peak. Medians; ratios are medians of pairs.

    python -m build --wheel && python -m tools.page.build --wheel dist/aeo_cli-*.whl --out dist
    python benchmarks/page.py dist/aeo.html [RUNS]
"""

import re
import shutil
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import sync_playwright
from processes import Cost, cost, ratio
from startup import CHECK, ROOT

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats import html
from aeo_cli.presentation.page import Page
from aeo_cli.profile.loader import load_profile

PROFILE = ROOT / "examples" / "biomedicine.toml"
ON = date(2026, 3, 2)
FURTHER = 9
"""How often the profile is opened again."""


class Run(NamedTuple):
    """What the page or the tool took to start, for the first check, and for a further one."""

    start: Cost
    first: Cost
    further: Cost


def in_browser(page: Path) -> Run:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as engines:
        browser = engines.chromium.launch(executable_path=path, args=["--no-sandbox"])
        opened, session = browser.new_page(), browser.new_browser_cdp_session()

        def renderer() -> tuple[int, float]:
            """Return the process of the page, the busiest, and its seconds of processor time."""
            found = session.send("SystemInfo.getProcessInfo")["processInfo"]
            renderers = [one for one in found if one["type"] == "renderer"]
            busiest = max(renderers, key=lambda one: one["cpuTime"])
            return busiest["id"], busiest["cpuTime"]

        def so_far() -> Cost:
            process, processor = renderer()
            status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
            [peak] = re.findall(r"VmHWM:\s+(\d+) kB", status)
            return Cost(time.perf_counter(), processor, int(peak) / 1024)

        def check() -> None:
            opened.evaluate("document.querySelector('.document')?.classList.add('before')")
            opened.locator("#file").set_input_files(PROFILE)
            opened.locator(".document:not(.before)").wait_for()

        begun = so_far()
        opened.goto(page.as_uri())
        opened.locator("#starting").wait_for(state="detached")
        started = so_far()
        run = Run(spent(begun, started), *checks(check, so_far))
        browser.close()
    return run


def natively() -> Run:
    catalogue, calendar = load_catalogue(), ChineseCalendar()

    def check() -> None:
        profile = load_profile(str(PROFILE), catalogue).profile
        report = assess(catalogue, profile, calendar, ON)
        html.render_part(report, catalogue, calendar, Page(Lang.EN))

    def so_far() -> Cost:
        return Cost(time.perf_counter(), time.process_time(), 0)

    check()  # which imports what a check needs
    return Run(cost(["-m", "aeo_cli", *CHECK]), *checks(check, so_far))


def checks(check: Callable[[], None], so_far: Callable[[], Cost]) -> tuple[Cost, Cost]:
    """Return what the first check took, and a further one on average."""
    begun = so_far()
    check()
    first = so_far()
    for _ in range(FURTHER):
        check()
    further = spent(first, so_far())
    return spent(begun, first), Cost(
        further.seconds / FURTHER, further.processor / FURTHER, further.megabytes
    )


def spent(before: Cost, after: Cost) -> Cost:
    """Return what was spent between two moments, and the peak at the second."""
    return Cost(after.seconds - before.seconds, after.processor - before.processor, after.megabytes)


def main(page: Path, runs: int) -> None:
    pairs = [(in_browser(page), natively()) for _ in range(runs)]
    print(f"{page.stat().st_size / 1e6:.1f} MB, {runs} runs; milliseconds")
    print(f"{'':<10}{'page':>8}{'tool':>8}{'ratio':>8}{'page CPU':>10}{'tool CPU':>10}{'ratio':>8}")
    for name in Run._fields:
        costs = [tuple(getattr(run, name) for run in pair) for pair in pairs]
        line = f"{name:<10}"
        for figure, width in (("seconds", 8), ("processor", 10)):
            ours, tools = ([getattr(pair[side], figure) for pair in costs] for side in (0, 1))
            milliseconds = "".join(f"{median(one) * 1000:>{width}.0f}" for one in (ours, tools))
            line += f"{milliseconds}{ratio(ours, tools):>8.1f}"
        print(line)
    peaks = [
        max(run.further.megabytes for run, _ in pairs),
        max(run.start.megabytes for _, run in pairs),
    ]
    print(f"at the peak {peaks[0]:.0f} MB, and {peaks[1]:.0f} of the process of the tool")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if sys.argv[2:] else 10)
