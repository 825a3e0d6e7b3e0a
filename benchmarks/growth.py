"""How the time and memory of a check grow with the pending items of a profile, in every format.

Every format and every size alternates in one run, so that a drift of the machine meets them alike.
Each is a whole process: medians of its processor time, ratios of the pairs, the greatest peak of
memory. The profiles are made up, the same ones every time: half of the items have a deadline, the
others are of all other kinds that have facts, of which half are unknown.

    python benchmarks/growth.py [RUNS [FORMAT…]] [--svg FOLDER]

It measures all formats, or those that are named beside JSON. With `--svg` it also draws the growth,
as `docs/plots` shows it.
"""

import json
import sys
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

import plot
from processes import Cost, cost, ratio

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.presentation.formats import Format
from aeo_cli.rules.facts import Fact, FactType, ImpliedBy

SIZES = (1000, 2000, 4000, 8000)
"""How many items are pending."""
ON = date(2026, 3, 2)
WITH_DEADLINE: Mapping[str, Mapping[str, object]] = {
    "special_goods_approval": {"special_circumstances": False},
    "quarantine_approval": {"final_approval_delegated": True, "meets_conditions": True},
    "appointment_clearance": {},
}
"""The kinds of business whose limits run from a date of the item, with what must be known."""
STARTS = (FactType.DATE, FactType.DATETIME)
BASE = Format.JSON
"""The format that the others are compared with."""

Costs = dict[tuple[str, int], list[Cost]]
"""What every run took, by format and number of items."""


def main(runs: int, formats: Sequence[str], pictures: Path | None) -> None:
    """Measure, print, and draw."""
    costs: Costs = {(form, size): [] for form in formats for size in SIZES}
    with tempfile.TemporaryDirectory() as folder:
        catalogue = load_catalogue()
        for size in SIZES:
            text = json.dumps(profile(catalogue, size), ensure_ascii=False)
            Path(folder, f"{size}.json").write_text(text, encoding="utf-8")
        for form in formats:
            checked(folder, form, SIZES[0])  # writes the caches
        for _ in range(runs):
            for form, size in costs:
                costs[form, size].append(checked(folder, form, size))
    show(costs, formats)
    if pictures:
        draw(costs, formats, pictures)


def profile(catalogue: Catalogue, size: int) -> dict[str, object]:
    """Return an enterprise with `size` pending items."""
    others = [
        name for name, kind in catalogue.kinds.items() if kind.facts and name not in WITH_DEADLINE
    ]
    business = []
    for number in range(size):
        kinds = others if number % 2 else list(WITH_DEADLINE)
        kind = kinds[number // 2 % len(kinds)]
        item = {"id": f"B-{number:05d}", "kind": kind}
        if number % 3 == 0:
            item["note"] = f"合同第{drawn(number, 'note') % 10**6}号，请尽快办理"
        found = facts(catalogue.kinds[kind].facts, number)
        business.append({**item, **found, **WITH_DEADLINE.get(kind, {})})
    enterprise = {
        "name": "上海示例生物医药有限公司",
        "credit_level": "advanced_certified",
        "roles": ["consignee_consignor"],
    }
    return {"enterprise": enterprise, "business": business}


def facts(declared: Mapping[str, Fact], number: int) -> dict[str, object]:
    """Return what is known of an item."""
    return {
        name: value(fact, drawn(number, name))
        for name, fact in declared.items()
        if fact.implied_by is not ImpliedBy.KIND
        and (fact.type in STARTS or drawn(number, f"{name}?") % 2)
    }


def value(fact: Fact, number: int) -> object:
    """Return one of a fact's values, by a number."""
    match fact.type:
        case FactType.BOOLEAN:
            return number % 2 == 0
        case FactType.CHOICE:
            return list(fact.choices)[number % len(fact.choices)]
        case FactType.INTEGER:
            return number % 4
        case FactType.DATE:
            return (ON - timedelta(days=number % 30)).isoformat()
        case FactType.DATETIME:
            first = datetime(ON.year, ON.month, ON.day, 8)  # noqa: DTZ001  Shanghai time
            return (first + timedelta(hours=number % 720)).isoformat()
        case FactType.SET | FactType.TEXT:
            raise AssertionError(fact.type)  # no kind of business has such a fact


def drawn(number: int, salt: str) -> int:
    """Return a number that looks random and is the same every time."""
    return zlib.crc32(f"{salt} {number}".encode())


def checked(folder: str, form: str, size: int) -> Cost:
    """Check a profile, and return what that took."""
    words = ["-m", "aeo_cli", "check", f"{folder}/{size}.json", "--on", str(ON), "--lang", "en"]
    if form == Format.TERMINAL:  # as piped to another program
        return cost([*words, "-q", "--no-input"])
    return cost([*words, "-q", "--format", form, "-o", f"{folder}/out.{form}"])


def show(costs: Costs, formats: Sequence[str]) -> None:
    """Print a line for every format."""
    heads = "".join(f"{size:>8,}" for size in SIZES)
    print(f"{'seconds':<10}{heads}  to {BASE.value}   growth  peak MB   growth")
    large, largest = SIZES[-2:]
    for form in formats:
        medians = [median(seconds(costs[form, size])) for size in SIZES]
        peaks = [max(run.megabytes for run in costs[form, size]) for size in (large, largest)]
        ours = seconds(costs[form, large])
        to_base = ratio(ours, seconds(costs[BASE.value, large]))
        growth = ratio(seconds(costs[form, largest]), ours)
        figures = "".join(f"{second:>8.2f}" for second in medians)
        print(
            f"{form:<10}{figures} {to_base:>8.2f} {growth:>8.2f} {peaks[0]:>8.0f} "
            f"{peaks[1] / peaks[0]:>8.2f}"
        )
    print(
        f"The ratios to {BASE.value} and the peaks are of {large:,} items; growth: to {largest:,}"
    )


def draw(costs: Costs, formats: Sequence[str], folder: Path) -> None:
    """Draw how the time and the memory of every format grow, as two SVG documents."""
    for name, unit, title in (
        ("processor", "s", "Seconds of processor time"),
        ("megabytes", "MB", "Megabytes of memory at the peak"),
    ):
        lines = {
            form: [
                (size, median(getattr(run, name) for run in costs[form, size])) for size in SIZES
            ]
            for form in formats
        }
        text = plot.svg(f"{title}, by the number of pending items", unit, lines, BASE.value)
        (folder / f"growth-{name}.svg").write_text(text, encoding="utf-8")


def seconds(costs: Sequence[Cost]) -> list[float]:
    """Return the processor time of every run."""
    return [run.processor for run in costs]


if __name__ == "__main__":
    given = sys.argv[1:]
    place = Path(given.pop(given.index("--svg") + 1)) if "--svg" in given else None
    words = [word for word in given if word != "--svg"]
    main(
        int(words[0]) if words else 3,
        [BASE.value, *words[1:]] if words[1:] else [form.value for form in Format],
        place,
    )
