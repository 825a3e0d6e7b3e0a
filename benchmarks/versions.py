"""What commands take in this version of the package, beside another one.

    git worktree add ../older 6373fd3
    python benchmarks/versions.py ../older [RUNS]

The two alternate. Medians of the processor time of whole processes, the ratio of the pairs, and the
greatest peak of memory. The profile is that of `growth.py`, with 4,000 and 8,000 pending items.
"""

import json
import sys
import tempfile
from pathlib import Path
from statistics import median

import growth
from processes import Cost, cost, ratio

from aeo_cli.catalogue.loader import load_catalogue

HERE = Path(__file__).parent.parent


def main(older: Path, runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        commands = {"catalogue verify": ["catalogue", "verify", "--json"]}
        for size in growth.SIZES[-2:]:
            path = Path(folder, f"{size}.json")
            path.write_text(json.dumps(growth.profile(load_catalogue(), size)), encoding="utf-8")
            commands[f"check --json, {size:,} items"] = ["check", str(path), "--json"]
        print(f"{'':<28} {'older s':>8} {'new s':>8} {'ratio':>6} {'older MB':>9} {'new MB':>7}")
        for name, words in commands.items():
            costs: dict[Path, list[Cost]] = {older: [], HERE: []}
            for _ in range(runs):
                for version, spent in costs.items():
                    spent.append(cost(["-m", "aeo_cli", *words], {"PYTHONPATH": str(version)}))
            before, now = ([run.processor for run in spent] for spent in costs.values())
            peaks = [max(run.megabytes for run in spent) for spent in costs.values()]
            print(
                f"{name:<28} {median(before):>8.2f} {median(now):>8.2f} {ratio(now, before):>6.2f} "
                f"{peaks[0]:>9.0f} {peaks[1]:>7.0f}"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if sys.argv[2:] else 5)
