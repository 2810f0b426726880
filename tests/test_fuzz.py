"""Packages drawn anew in each run, and the laws that hold of any package, whatever lies in it.

ASREPORTED_FUZZ_SECONDS says for how long each test draws; a failure names its seed, and ASREPORTED_FUZZ_SEED draws the
same again.
"""

import io
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import unicodedata
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

import pytest
from fuzzed import applied, changes, packages
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from asreported import build, load, open_package, scan, shipped, validate
from asreported.citing.styles import STYLES
from asreported.cli import main
from asreported.errors import AsReportedError

SECONDS = float(os.environ.get("ASREPORTED_FUZZ_SECONDS", "9"))
#: How much of the processor a package may take before it counts as a hang.
MOST = 10
#: Marks that turn the direction of a text around.
TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LIMITS = st.sampled_from([1, 100])
FORMS = ["table", "json", "csv", "github"]


def fuzz(drawn, law):
    """Hold a law to examples of what is drawn until the time is over."""
    ends, failed = time.monotonic() + SECONDS, []

    def timed(example):
        if time.monotonic() > ends and not failed:
            return
        try:
            with at_most(MOST):
                law(example)
        except BaseException as error:  # a panic of Polars is no Exception
            failed.append(error)
            raise

    starts = random.Random(os.environ.get("ASREPORTED_FUZZ_SEED"))
    while time.monotonic() < ends:
        start = int(os.environ.get("ASREPORTED_FUZZ_SEED") or starts.getrandbits(32))
        checks = settings(
            max_examples=50,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        )
        try:
            seed(start)(checks(given(drawn)(timed)))()
        except BaseException as error:
            error.add_note(f"ASREPORTED_FUZZ_SEED={start}")
            raise


@contextmanager
def at_most(seconds):
    """Raise where the processor is busy for longer; on a machine with other work this says more than a clock."""

    def give_up(*_):
        raise TimeoutError(f"it takes more than {seconds} s")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def holds(folder, limit, verbs):
    """Hold every law to the package in a folder; `verbs` are calls of the command line beside those of validate."""
    try:
        report = validate(folder, limit=limit)
    except AsReportedError:
        report = None
    once = mock.Mock(return_value=report) if report else validate
    for verb in [*(["validate", "--format", form] for form in FORMS), *verbs]:
        with mock.patch("asreported.validating.validate", once):  # the four forms print one report
            code, printed = run(["-p", str(folder), *verb])
        assert code in {0, 1, 2, 3}
        assert "Traceback" not in printed
        if verb[-1] != "csv":
            assert not {c for c in printed if unicodedata.category(c) == "Cc" or c in TURNING} - {"\n", "\t"}
        if verb[0] == "validate":
            assert code == (3 if report is None else int(not report.valid))
    if report is None:
        return
    errors = [f for f in report.findings if f.severity == "error"]
    assert report.valid == (not errors)
    assert all(f.file and f.rule and f.why and f.fix for f in report.findings)
    assert repr(report)
    report.to_frame()
    packages, rows = (open_package(folder), open_package(folder)), {table.name: table.rows for table in report.tables}
    for resource in packages[0].tables:
        frame = frame_of(resource.name, *packages)
        if report.valid and "schema" in resource.descriptor:
            assert frame is not None
            assert frame.height == rows[resource.name]


def frame_of(table, one, other):
    """Return a table as `load` and `scan` give it; None where they refuse it, which they do together."""
    frames = []
    for read in (lambda: load(table, one), lambda: scan(table, other).collect()):
        try:
            frames.append(read())
        except AsReportedError:
            frames.append(None)
    loaded, scanned = frames
    assert (loaded is None) == (scanned is None)
    assert loaded is None or loaded.equals(scanned)
    return loaded


def run(arguments):
    """Return the exit code of the command line, and what it prints."""
    printed = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace", newline="")
    with redirect_stdout(printed), redirect_stderr(printed), mock.patch.object(sys, "argv", ["asreported", *arguments]):
        with pytest.raises(SystemExit) as ended, mock.patch("gc.set_threshold"):
            main()
        printed.flush()
    return ended.value.code, printed.buffer.getvalue().decode()


def verbs(*figures, incident=()):
    """Draw some calls of describe, show and cite."""
    every = [[], *([figure] for figure in figures)]
    form = st.sampled_from(["table", "json", "csv"]).map(lambda form: ["--format", form])
    style = st.sampled_from(list(STYLES)).map(lambda style: ["--style", style])
    cited = [*every, ["--all"], ["--all", "--sentence"], ["--all", "--in-text"], ["--where", "low > 1"]]
    shown = [*every, ["--where", "low > 1"], *(["--incident", i] for i in incident)]
    return st.tuples(
        form.map(lambda form: ["describe", *form]),
        st.tuples(st.sampled_from(shown), form).map(lambda call: ["show", *call[0], *call[1]]),
        st.tuples(st.sampled_from(cited), style).map(lambda call: ["cite", *call[0], *call[1]]),
    ).map(list)


def laid_out(files, folder):
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def test_no_package_breaks_the_laws():
    def law(example):
        files, limit, calls = example
        with tempfile.TemporaryDirectory() as folder:
            laid_out(files, Path(folder))
            holds(Path(folder), limit, calls)

    fuzz(st.tuples(packages(), LIMITS, verbs()), law)


def test_no_change_of_the_shipped_package_breaks_the_laws():
    root = shipped.PACKAGE
    paths = [
        root / "datapackage.json",
        *(p for d in ("dataset", "schemas") for p in sorted((root / d).rglob("*.??*[nv]"))),
    ]
    files = {str(p.relative_to(root)): p.read_bytes() for p in paths}

    def law(example):
        made, is_built, limit, calls = example
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            changed = files
            for change in made:
                changed = applied(change, changed)
            laid_out(changed, folder)
            shutil.copy(root / "CITATION.cff", folder)
            if is_built:
                try:
                    build(folder)
                except AsReportedError:
                    laid_out(changed, folder)
            holds(folder, limit, calls)

    fuzz(
        st.tuples(
            changes(files), st.booleans(), LIMITS, verbs("fighters-killed", incident=["us-air-raids-2021-06-27"])
        ),
        law,
    )
