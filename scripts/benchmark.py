#!/usr/bin/env python3
"""Make a package of many sources and figures, all of it valid, and time what users do with it.

    python scripts/benchmark.py                       2,000 sources, 100,000 figures, in a temporary folder
    python scripts/benchmark.py --sources 20 --figures 1000 --folder big --keep

The texts are made up. They are written beside the package, in `texts/`, so that `--text` can be tried on them.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from asreported.package.building import build  # noqa: E402
from asreported.qualifiers import bounds_of  # noqa: E402

#: Words, qualifier and whether a number is printed.
CUES = [("at least", "at_least"), ("more than", "more_than"), ("", "bare"), ("fewer than", "fewer_than"),
        ("about", "about"), ("up to", "up_to"), ("nearly", "nearly")]  # fmt: skip
NOUNS = [("fighters", "killed", "were killed"), ("civilians", "wounded", "were wounded"),
         ("soldiers", "killed", "were killed")]  # fmt: skip
FILLER = "The day was long, the road was closed, and people spoke of the weather and of what the week had brought them."


def make(folder: Path, sources: int, figures: int) -> None:
    """Write a valid package of this size into an empty folder."""
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    shutil.copytree(ROOT / "dataset", folder / "dataset")
    shutil.copy(ROOT / "datapackage.json", folder / "datapackage.json")
    (folder / "texts").mkdir()
    rows: dict[str, list[list[object]]] = {
        name: [] for name in ("figures", "attributions", "incidents", "numbers", "sources")
    }
    each = -(-figures // sources)
    agents = [["observatory", "the Observatory", "", "ngo", "named", "", "", "", ""],
              ["the-paper", "The Paper", "", "media", "named", "", "", "", ""]]  # fmt: skip
    for number in range(sources):
        count = min(each, figures - number * each)
        if count > 0:
            _source(folder, f"report-{number:05d}", number, count, rows)
    for name, made in {**rows, "agents": agents, "participants": [], "relations": []}.items():
        place = folder / "dataset" / f"{name}.csv"
        header = next(csv.reader(place.open(encoding="utf-8", newline="")))
        with place.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n").writerows([header, *made])
    _refresh(folder)


def _source(folder: Path, source: str, number: int, count: int, rows: dict[str, list[list[object]]]) -> None:
    text = ""
    for i in range(count):
        words, qualifier = CUES[(number + i) % len(CUES)]
        noun, measure, done = NOUNS[i % len(NOUNS)]
        value = 2 + (number * 31 + i * 7) % 900
        phrase = f"{words} {value} {noun} {done}".strip()
        start = len(text) + len("On that day ")
        text += f"On that day {phrase}, the Observatory said. {FILLER} "
        figure = f"{source}-{i:04d}"
        bounds = bounds_of(qualifier, value)
        rows["figures"].append([
            figure, f"{noun} {done}", source, measure, noun, qualifier, value, _cell(bounds.low), _cell(bounds.high),
            "", "", "", "", "", "", "", "", source, phrase, start, "benchmark.py", "", "",
        ])  # fmt: skip
        said = text.index("the Observatory said", start)
        rows["attributions"].append([figure, 1, "observatory", "originator", "statement", "the Observatory said", said])
        rows["attributions"].append([figure, 2, "the-paper", "publisher", "report", "", ""])
        at = start + phrase.index(str(value))
        rows["numbers"].append([source, at, value, "figure", figure, ""])
    text = text.strip()
    (folder / "texts" / f"{source}.txt").write_text(text, "utf-8")
    rows["incidents"].append([source, "event", f"What {source} tells of", "", "", "", "", "", source, "", "", ""])
    digest = hashlib.sha256(text.encode()).hexdigest()
    rows["sources"].append([
        source, "article", "", "the-paper", "", "", "", "", "", "in_text", "en", digest, len(text), 0, "", "",
    ])  # fmt: skip


def _cell(end: object) -> object:
    return "" if end is None else end


def _refresh(folder: Path) -> None:
    place = folder / "datapackage.json"
    descriptor = {**json.loads(place.read_text("utf-8")), "name": "benchmark"}
    place.write_text(json.dumps(descriptor, indent=2) + "\n", "utf-8")
    build(folder)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=2000)
    parser.add_argument("--figures", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="where to make the package; default: a temporary folder")
    parser.add_argument("--keep", action="store_true", help="leave the package there")
    chosen = parser.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    make(folder, chosen.sources, chosen.figures)
    command = [sys.executable, "-m", "asreported"]
    for arguments in (
        ["validate", str(folder)],
        ["show", "-p", str(folder), "--where", "low > 890", "--format", "csv"],
    ):
        began = time.perf_counter()
        ran = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
        print(f"{time.perf_counter() - began:6.2f} s  exit {ran.returncode}  asreported {arguments[0]}")
        print("          " + (ran.stdout.strip().splitlines() or [""])[0][:100])
    if not chosen.keep:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
