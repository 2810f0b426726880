"""The Python of README and guide runs, and the shipped package passes frictionless itself."""

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import frictionless
import pandera.errors
import polars as pl
import pytest

import asreported
from asreported import shipped

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(("page", "least"), [("README.md", 6), ("docs/reading.md", 4)])
def test_the_python_of_the_docs_runs(page, least):
    flags = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    outcome = doctest.testfile(str(ROOT / page), module_relative=False, optionflags=flags)

    assert outcome.attempted >= least
    assert outcome.failed == 0


def test_the_card_s_mistake_is_refused_for_the_reason_that_the_readme_gives():
    killed = asreported.load("figures").filter(pl.col("figure_id") == "fighters-killed")
    card = killed.with_columns(qualifier=pl.lit("bare"), high=pl.lit(5)).cast(killed.schema)

    with pytest.raises(pandera.errors.SchemaError, match="phrase-says-so"):
        asreported.schemas.Figures.validate(card)


def test_frictionless_itself_finds_the_shipped_package_valid():
    assert frictionless.validate(str(shipped.PACKAGE / "datapackage.json")).valid


def test_links_of_the_readme_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / "README.md").read_text("utf-8")):
        assert target.startswith("http") or (ROOT / target).exists(), target


def test_the_coding_guide_leads_from_two_reports_to_a_valid_package(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = {}
    guide = (ROOT / "docs" / "coding.md").read_text("utf-8")
    for kind, name, body in re.findall(r"^```(\w+)(?: (\S+))?\n(.*?)^```", guide, re.MULTILINE | re.DOTALL):
        if kind == "text":
            Path(name).write_text(body, "utf-8")
        elif kind == "python":
            exec(body, {})
        elif kind == "console":
            command, expected = body.removeprefix("$ ").split("\n", 1)
            ran = subprocess.run(
                [sys.executable, "-m", *shlex.split(command)],
                capture_output=True,
                text=True,
                env={**os.environ, "PYTHONUTF8": "1"},
            )
            assert (0, "") == (ran.returncode, ran.stderr if "Traceback" in ran.stderr else ""), command
            for line in filter(None, expected.replace("...\n", "").splitlines()):
                assert line in [one.rstrip() for one in ran.stdout.splitlines()], (command, line)
            shown[command] = ran.stdout

    assert asreported.validate("ferry").valid
    assert "claims-differ" in {finding.rule for finding in asreported.validate("ferry").notes}
    assert len(shown) == 8
