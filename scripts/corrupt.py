#!/usr/bin/env python3
"""Corrupt a copy of the shipped package in one place after another, and tell what validation does not notice.

    python scripts/corrupt.py                          at most twelve places of every operator, drawn by the seed 1
    python scripts/corrupt.py --places 0               every place of every operator
    python scripts/corrupt.py --sample 60 --seed 7     so many corruptions in all
    python scripts/corrupt.py --against-frictionless   what frictionless calls invalid, beside it
    python scripts/corrupt.py --list                   the operators, and the rules that may rightly catch each

A corruption is caught where a rule that may rightly catch it gives an error at the right place: the changed file, row
and column, or a column or row that the rule compares with it. A finding that does not follow from it is a false alarm,
and makes it a miss. Bytes, hash and row counts in the descriptor are refreshed, unless they are what is corrupted.
What no machine can know is kept apart, for a person, and never counted as caught.

With ASREPORTED_ARTICLE naming a file with the article's text, validation is given the text. Without it, the operators
that only a text can tell are left out.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests"), str(ROOT / "scripts")]

from corruptions import cells, descriptors, figures, files, people, quotations, speakers, tables  # noqa: E402
from corruptions.operator import Operator  # noqa: E402
from corruptions.original import Change, Original  # noqa: E402
from corruptions.trying import Bench, Outcome  # noqa: E402

from asreported import shipped  # noqa: E402
from asreported.texts import normal_form  # noqa: E402

#: Every operator, and apart from them those that are for a person.
OPERATORS = (*cells.OPERATORS, *tables.OPERATORS, *figures.OPERATORS, *quotations.OPERATORS, *speakers.OPERATORS,
             *files.OPERATORS, *descriptors.OPERATORS)  # fmt: skip
FOR_A_PERSON = people.OPERATORS
_BY_NAME = {operator.name: operator for operator in (*OPERATORS, *FOR_A_PERSON)}


@dataclass(frozen=True)
class Trial:
    """One corruption to be tried."""

    operator: Operator
    change: Change


def original() -> Original:
    """Return the shipped package, with the article's text where it is there."""
    article = os.environ.get("ASREPORTED_ARTICLE")
    return Original(shipped.PACKAGE, normal_form(Path(article).read_text("utf-8")) if article else None)


def drawn(
    package: Original, *, places: int = 0, sample: int = 0, seed: int = 1, names: Sequence[str] = ()
) -> list[Trial]:
    """Return the corruptions to try, in the order of their operators: at most `places` of each, `sample` in all.

    A sample has an operator as often as another, as far as its places go.
    """
    chance = random.Random(seed)
    trials: list[list[Trial]] = []
    for operator in _BY_NAME.values() if not names else (_BY_NAME[name] for name in names):
        if operator.text and package.text is None:
            continue
        found = [Trial(operator, change) for change in operator.places(package)]
        chance.shuffle(found)
        trials.append(found[: places or None])
    if not sample:
        return [trial for one in trials for trial in one]
    judged = [one for one in trials if one and not one[0].operator.person]
    chance.shuffle(judged)
    rounds = (one[turn] for turn in range(max(map(len, judged))) for one in judged if turn < len(one))
    return [trial for _, trial in zip(range(sample), rounds, strict=False)]


def tried(
    trials: Sequence[Trial], package: Original, *, against_frictionless: bool = False
) -> Iterator[Outcome | None]:
    """Yield what came of each corruption; None where it changes nothing that the package means."""
    with tempfile.TemporaryDirectory() as folder:
        article = os.environ.get("ASREPORTED_ARTICLE")
        bench = Bench(Path(folder), package, article, against_frictionless=against_frictionless)
        for trial in trials:
            yield bench.try_out(trial.operator, trial.change)


def _part(names: Sequence[str], places: int, sample: int, seed: int, frictionless: bool, part: int, parts: int) -> list:
    """Return what came of each so manieth corruption; a process of its own draws them again."""
    package = original()
    trials = drawn(package, places=places, sample=sample, seed=seed, names=names)[part::parts]
    return list(tried(trials, package, against_frictionless=frictionless))


@dataclass
class _Line:
    """The counts of an operator or a family."""

    tried: int = 0
    caught: int = 0
    right: int = 0
    frictionless: int = 0

    def count(self, outcome: Outcome) -> None:
        self.tried += 1
        self.caught += outcome.is_caught
        self.right += outcome.is_right
        self.frictionless += bool(outcome.frictionless)

    def cells(self, *, frictionless: bool) -> list[str]:
        share = f"{100 * self.right / self.tried:.1f} %" if self.tried else "-"
        other = [str(self.frictionless)] if frictionless else []
        return [*map(str, (self.tried, self.caught, self.right, self.tried - self.right)), share, *other]


def table_of(lines: Iterable[tuple[str, _Line]], first: str, *, frictionless: bool) -> str:
    """Return counts as a table of Markdown."""
    other = ["frictionless"] if frictionless else []
    header = [first, "tried", "caught", "right place, no false alarm", "missed", "share", *other]
    rows = [header, ["---", *["---:"] * (len(header) - 1)]]
    rows += [[name, *line.cells(frictionless=frictionless)] for name, line in lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> int:
    """Try the corruptions and print what came of them; return 1 where too few are caught."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("operators", nargs="*", help="these operators alone")
    parser.add_argument("--places", type=int, default=12, help="of each operator at most so many; 0 for all")
    parser.add_argument("--sample", type=int, default=0, help="so many corruptions in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-least", type=float, default=99.5, help="the share that has to be caught, in percent")
    parser.add_argument("--against-frictionless", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--jobs", type=int, default=1, help="so many processes")
    given = parser.parse_args()
    if given.list:
        for one in _BY_NAME.values():
            judge = f"for a person: {one.person}" if one.person else ", ".join(sorted(one.rules))
            print(f"{one.family}: {one.name}: {one.sentence}\n    {judge}{' (with the text)' if one.text else ''}")
        return 0
    return _run(given)


def _run(given: argparse.Namespace) -> int:
    began = time.perf_counter()
    choice = (given.operators, given.places, given.sample, given.seed, given.against_frictionless)
    with ProcessPoolExecutor(given.jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        parts = [pool.submit(_part, *choice, part, given.jobs) for part in range(given.jobs)]
        outcomes = [outcome for part in parts for outcome in part.result()]
    kept = [outcome for outcome in outcomes if outcome]
    judged = [outcome for outcome in kept if not _BY_NAME[outcome.operator].person]
    operators: dict[str, _Line] = defaultdict(_Line)
    families: dict[str, _Line] = defaultdict(_Line)
    total, persons = _Line(), _Line()
    for outcome in judged:
        for line in (operators[outcome.operator], families[_BY_NAME[outcome.operator].family], total):
            line.count(outcome)
    shown = {"frictionless": given.against_frictionless}
    print(table_of(((name, operators[name]) for name in _BY_NAME if name in operators), "operator", **shown))
    print("\n" + table_of([*families.items(), ("all", total)], "family", **shown))
    print("\nmissed:")
    for outcome in judged:
        if not outcome.is_right:
            print(f"  {outcome}")
    print("\nfor a person, never counted as caught:")
    for name in (operator.name for operator in FOR_A_PERSON):
        line = _Line()
        for outcome in (one for one in kept if one.operator == name):
            line.count(outcome)
            persons.count(outcome)
            noticed = [*outcome.caught, *outcome.elsewhere, *outcome.false_alarms]
            if noticed:
                print(f"    noticed all the same: {outcome.words}: {', '.join(noticed)}")
        if line.tried:
            print(f"  {name}: {line.tried} tried: {_BY_NAME[name].person}")
    share = 100 * total.right / total.tried if total.tried else 0.0
    text = "with the text" if os.environ.get("ASREPORTED_ARTICLE") else "without the text"
    print(
        f"\n{text}, seed {given.seed}: {len(operators)} operators, {total.tried} corruptions, {total.right} caught at "
        f"the right place with no false alarm ({share:.2f} %); {len(outcomes) - len(kept)} that changed nothing were "
        f"skipped; {persons.tried} for a person; {time.perf_counter() - began:.0f} s"
    )
    return 0 if share >= given.at_least else 1


if __name__ == "__main__":
    sys.exit(main())
