#!/usr/bin/env python3
"""Change the code in one place after another, and tell which changes no test notices.

python scripts/mutate.py                      every change of every module that [tool.mutation] in pyproject.toml names
python scripts/mutate.py checks/*             of the modules of these names
python scripts/mutate.py --sample 60          so many changes, drawn anew; --seed N draws the same ones again

A change that no test notices is a survivor: a test is missing, or the code says more than it does. The survivors that
are accepted stand in tests/survivors.csv, each with its reason; they count as survivors all the same.
The changes are made in copies of the checkout, outside of it.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import fnmatch
import itertools
import json
import multiprocessing
import os
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import parso
import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "src/asreported"
SURVIVORS = ROOT / "tests/survivors.csv"
#: What is no part of a copy.
LEFT_OUT = shutil.ignore_patterns(".*cache*", ".git", ".venv*", ".hypothesis", "__pycache__", "dist", "build")
#: Imported once, before the process forks for each change. Nothing of ours, since that is what changes.
PRELOADED = ["click", "frictionless", "hypothesis", "jsonschema", "pandera.polars", "polars", "pytest", "rich"]
PRELOADED += ["cosmic_ray.mutating", "cosmic_ray.plugins"]
#: A change may make a loop endless, or fill the memory.
SECONDS_A_TEST, BYTES = 30, 8 << 30
#: How a process exits where a test failed; whatever else may go wrong in it exits otherwise.
NOTICED = 10
#: What nobody sees run: what types say, and what a decorator forbids (to set an attribute) or only makes faster.
UNSEEN_DECORATORS = ("@dataclass", "@cache")


@dataclass(frozen=True)
class Mutant:
    """One change of one module: where it stands, and the how manieth of its operator it is."""

    module: str
    line: int
    function: str
    operator: Operator
    number: int

    @cached_property
    def source(self) -> str:
        """The whole module with the change in it."""
        return str(mutate_code(_source(self.module), self.operator, self.number))

    @cached_property
    def lines(self) -> tuple[str, str]:
        """The lines that differ, as they were and as they are."""
        old, new = _source(self.module).splitlines(), self.source.splitlines()
        differing = list(difflib.unified_diff(old, new, n=0, lineterm=""))[2:]
        before, after = (" / ".join(filter(None, (x[1:].strip() for x in differing if x[0] == sign))) for sign in "-+")
        return before, after

    @cached_property
    def is_accepted(self) -> bool:
        """Whether it may survive."""
        return any(self.fits(row) for row in accepted())

    def fits(self, row: Mapping[str, str]) -> bool:
        """Tell whether a row of the accepted survivors is about this change; line and folder may be others since."""
        same_place = (Path(self.module).name, self.function) == (row["file"], row["function"])
        return same_place and self.lines == (row["before"], row["after"])

    def __str__(self) -> str:
        before, after = self.lines
        return f"{PACKAGE}/{self.module}:{self.line} {self.function}: {before}  ->  {after or '(removed)'}"


@cache
def accepted() -> tuple[dict[str, str], ...]:
    with SURVIVORS.open(encoding="utf-8", newline="") as rows:
        return tuple(csv.DictReader(rows))


@cache
def _source(module: str) -> str:
    return (ROOT / PACKAGE / module).read_text("utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="names below src/asreported, with * and ?")
    parser.add_argument("--sample", type=int, metavar="N", help="try N changes, not every one")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="draw the sample that had this seed")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin no change after so many minutes")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="what is not noticed in so many, survives")
    parser.add_argument("--at-least", type=float, default=90, metavar="PERCENT", help="exit 1 below this share (90)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many changes are tried at once")
    parser.add_argument("--tested", action="store_true", help="the tests have just passed: do not run them first")
    chosen = parser.parse_args()
    ends = time.monotonic() + 60 * chosen.minutes
    # Whoever ends this leaves neither copies nor processes behind.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda number, _: sys.exit(128 + number))

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutation"]
    guards = _guards(settings["tests"], chosen.modules)
    drawn = [mutant for module in guards for mutant in mutants(module, settings["operators"])]
    if chosen.sample:
        every, drawn = len(drawn), random.Random(chosen.seed).sample(drawn, min(chosen.sample, len(drawn)))
        print(f"{len(drawn)} of {every} changes, drawn with --seed {chosen.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(shutil.copytree(ROOT, f"{folder}/{n}", ignore=LEFT_OUT)) for n in range(chosen.jobs)]
        if not chosen.tested:
            _test_unchanged(copies[0], sorted({test for mutant in drawn for test in guards[mutant.module]}))
        share = _report(drawn, outcomes(drawn, guards, copies, ends, chosen.seconds))
    if not chosen.sample and not chosen.modules:
        for row in accepted():
            if not any(mutant.fits(row) for mutant in drawn):
                print(f"{SURVIVORS.name}: no change fits any more: {row['file']} {row['function']}: {row['before']}")
    return int(share < chosen.at_least)


def _report(drawn: list[Mutant], tried: Iterable[tuple[Mutant, bool]]) -> float:
    """Print each survivor that is not accepted, and the share of the changes that were noticed; return it."""
    count: Counter[str] = Counter()
    modules: dict[str, list[bool]] = defaultdict(list)
    for mutant, noticed in tried:
        modules[mutant.module].append(noticed)
        kind = "noticed" if noticed else "accepted" if mutant.is_accepted else "survived"
        count[kind] += 1
        if kind == "survived":
            print(mutant, flush=True)
    for module, outcome in modules.items():
        print(f"{sum(outcome):5} of {len(outcome):4}  {100 * sum(outcome) / len(outcome):5.1f} %  {module}")
    share = 100 * count["noticed"] / max(count.total(), 1)
    print(f"{count['noticed']:5} of {count.total():4}  {share:5.1f} %  of all changes noticed", end="; ")
    print(f"survived: {count['survived']}, and {count['accepted']} that are accepted", end="; ")
    print(f"no time for {len(drawn) - count.total()}")
    return share


class NegateFilter(Operator):
    """Turns round what a comprehension takes; cosmic-ray has nothing for that."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        if node.type == "comp_if":
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:  # noqa: ARG002
        node.children[1] = parso.parse(f" not ({node.children[1].get_code().strip()})")
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("[x for x in y if x]", "[x for x in y if not (x)]"),)


class NegateMembership(Operator):
    """Changes `in` to `not in`, and back; cosmic-ray has nothing for that."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        if node.type == "comparison" and node.children[1].get_code().split() in (["in"], ["not", "in"]):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:  # noqa: ARG002
        was_in = node.children[1].get_code().strip() == "in"
        node.children[1] = parso.parse(" not in" if was_in else " in")
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("x in y", "x not in y"), Example("x not in y", "x in y"))


def mutants(module: str, operators: Iterable[str]) -> Iterator[Mutant]:
    """Yield every change of a module that the operators make, but for those of what nobody sees run."""
    nodes = list(ast_nodes(get_ast(_source(module))))
    named = [name for name in operator_names() if any(re.fullmatch(f"core/{pattern}", name) for pattern in operators)]
    for operator in (NegateFilter(), NegateMembership(), *(get_operator(name)() for name in named)):
        places = ((node, at) for node in nodes for at in operator.mutation_positions(node))
        for number, (node, ((line, _), _)) in enumerate(places):
            if not _unseen(node):
                yield Mutant(module, line, _function(node), operator, number)


def _unseen(node: Any) -> bool:
    """Tell whether a node of the tree is part of an annotation or of a decorator that nobody sees run."""
    if node.type == "operator" and node.parent.type == "parameters":
        return True  # the star before named arguments is no product
    while node.parent:
        if node.type == "decorator" and node.get_code(include_prefix=False).startswith(UNSEEN_DECORATORS):
            return True
        before = getattr(node.get_previous_sibling(), "value", "")
        if (node.parent.type, before) in {("annassign", ":"), ("tfpdef", ":"), ("funcdef", "->")}:
            return True
        node = node.parent
    return False


def _function(node: Any) -> str:
    names: list[str] = []
    while node:
        definition = node.children[-1] if node.type == "decorated" else node
        if definition.type in ("funcdef", "classdef") and definition.name.value not in names[:1]:
            names.insert(0, definition.name.value)
        node = node.parent
    return ".".join(names) or "(module)"


def outcomes(
    drawn: Iterable[Mutant], guards: Mapping[str, list[str]], copies: list[Path], ends: float, seconds: float
) -> Iterator[tuple[Mutant, bool]]:
    """Yield each change with whether a test noticed it. Those that are accepted as survivors are not tried."""
    free, running, stamps = list(copies), {}, itertools.count(1)
    try:
        for mutant in drawn:
            if time.monotonic() > ends:
                break
            if mutant.is_accepted:
                yield mutant, False
                continue
            if not free:
                yield _ended(running, free)
            copy = free.pop()
            place = copy / PACKAGE / mutant.module
            place.write_text(mutant.source, "utf-8")
            # Python takes a compiled module for the same where size and second are: no two changes share a second.
            os.utime(place, times=(0, next(stamps)))
            process = _start(copy, guards[mutant.module], Nearest(copy, mutant, seconds))
            running[process.sentinel] = process, mutant, copy
        while running:
            yield _ended(running, free)
    finally:
        for process, *_ in running.values():
            _stop(process)


def _ended(running: dict[int, tuple[Any, Mutant, Path]], free: list[Path]) -> tuple[Mutant, bool]:
    """Wait until one of those that run has ended, and give its copy free."""
    process, mutant, copy = running.pop(wait(list(running))[0])
    _stop(process)
    shutil.copy2(ROOT / PACKAGE / mutant.module, copy / PACKAGE / mutant.module)
    free.append(copy)
    if process.exitcode in (0, NOTICED) or process.exitcode < 0:
        return mutant, process.exitcode != 0
    sys.exit(f"the tests could not be run for {mutant}")


def _start(copy: Path, tests: list[str], order: Nearest) -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    process = context.Process(target=_run, args=(copy, tests, order))
    process.start()
    return process


def _stop(process: Any) -> None:
    """End a process and those that it has begun."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()


def _run(copy: Path, tests: list[str], order: Nearest) -> None:
    """Run tests in a copy until one fails, and exit by whether one did."""
    os.setsid()
    os.chdir(copy)
    os.environ["PYTHONPATH"] = str(copy / "src")
    os.environ["ASREPORTED_ALL"] = "1"  # whether a change is noticed is no matter of luck
    sys.path.insert(0, str(copy / "src"))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    if order.changed:
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    # What is preloaded is not rewritten by pytest, and need not be.
    rewritten = "-Wignore::pytest.PytestAssertRewriteWarning"
    options = [rewritten, "-n0", "-x", "-q", "-pno:cacheprovider", "--hypothesis-seed=0", f"--basetemp={copy}-made"]
    ended = pytest.main([*options, *tests], plugins=[order])
    if ended == pytest.ExitCode.INTERNAL_ERROR:
        sys.exit(ended)  # that is a fault of this script, and no test that fails
    # A module that cannot be imported any more stops pytest with another code than a test that fails.
    sys.exit(NOTICED if ended else 0)


class Nearest:
    """The tests in the order in which they are likely to notice a change, each with an end.

    A fault is caught by one rule: of the faults of other modules' rules nothing new is to be learnt. Of the rest the
    quick ones come first, where the tests ran before without a change.
    """

    def __init__(self, copy: Path, mutant: Mutant | None = None, seconds: float = float("inf")) -> None:
        self.ends = time.monotonic() + seconds
        self.timed, self.changed = copy.parent / "seconds.json", mutant is not None
        self.seconds: dict[str, float] = json.loads(self.timed.read_text("utf-8")) if self.timed.exists() else {}
        #: The rule that the changed function is, and those of its module: a rule has the name of its function.
        self.rule = mutant.function.replace("_", "-") if mutant else ""
        self.rules = {n.replace("_", "-") for n in re.findall(r"(?m)^def (\w+)", mutant.source)} if mutant else set()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        caught_by = {item: _rule_of(item) for item in items}
        if self.rules & set(caught_by.values()):
            items[:] = [item for item in items if caught_by[item] in {None, *self.rules}]
        if self.changed:
            items.sort(key=lambda item: self.seconds.get(item.nodeid, 0))
            items.sort(key=lambda item: (caught_by[item] != self.rule, caught_by[item] not in self.rules))

    def pytest_runtest_logstart(self) -> None:
        signal.alarm(SECONDS_A_TEST if self.changed else 0)

    def pytest_runtest_logfinish(self) -> None:
        if time.monotonic() > self.ends:
            pytest.exit("no test noticed it in time", returncode=pytest.ExitCode.OK)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration

    def pytest_sessionfinish(self) -> None:
        if not self.changed:
            self.timed.write_text(json.dumps(self.seconds), "utf-8")


def _rule_of(item: pytest.Item) -> str | None:
    """Return the rule to whose fault or edge a test brings a package."""
    case = getattr(item, "callspec", None)
    return next((value.rule for value in case.params.values() if hasattr(value, "rule")), None) if case else None


def _test_unchanged(copy: Path, tests: list[str]) -> None:
    process = _start(copy, tests, Nearest(copy))
    process.join()
    if process.exitcode:
        sys.exit("the tests fail without any change")


def _guards(table: Mapping[str, list[str]], chosen: list[str]) -> dict[str, list[str]]:
    """Return the tests of each module, its own examples among them."""
    modules = sorted(file.relative_to(ROOT / PACKAGE).as_posix() for file in (ROOT / PACKAGE).rglob("*.py"))
    guards: dict[str, list[str]] = {}
    for pattern, tests in table.items():
        fitting = fnmatch.filter(modules, pattern)
        lacking = [test for test in tests if not (ROOT / "tests" / test).exists()]
        if lacking or not fitting:
            sys.exit(f"pyproject.toml, [tool.mutation.tests]: {pattern} fits no module, or has no such test: {lacking}")
        for module in fitting:
            guards.setdefault(module, [f"{PACKAGE}/{module}", *(f"tests/{test}" for test in tests)])
    return {m: tests for m, tests in guards.items() if not chosen or any(fnmatch.fnmatch(m, c) for c in chosen)}


if __name__ == "__main__":
    sys.exit(main())
