"""`asreported read` shows what was read, where, and why a number was passed over."""

from __future__ import annotations

import json
import shlex

import pytest
from click.testing import CliRunner

from asreported.cli.read import read


def run(*arguments: str, given: str = ""):
    return CliRunner().invoke(read, arguments, input=given)


def test_cue_and_number_are_marked_and_bounds_are_in_words():
    output = run("at least five fighters were killed by F-15 jets").stdout

    assert "{at least} [five] fighters" in output
    assert "at_least 5: 5 or more, fighters" in output
    assert "passed over: F-15 (name)" in output


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_phrases_are_taken_from_standard_input(arguments):
    output = run(*arguments, given="40 attacks\n\n20 or more\n").stdout

    assert [line for line in output.splitlines() if line.startswith("[")] == ["[40] attacks", "[20] {or more}"]


def test_json_holds_the_reading_and_what_was_passed_over():
    told = json.loads(run("--format", "json", "more than 40 attacks in 2015").stdout)

    assert tuple(told["reading"][name] for name in ("qualifier", "value", "low")) == ("more_than", 40, 41)
    assert told["passed_over"][0]["reason"] == "year"


def test_a_language_that_is_not_there_is_misuse():
    result = run("--language", "tlh", "40")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no language 'tlh'" in result.stderr


def test_the_help_begins_with_a_sentence_and_ends_with_an_example_that_runs():
    shown = run("--help").stdout
    example = next(line for line in shown.splitlines() if line.strip().startswith("asreported read"))

    assert "Show what the reader makes of each phrase" in shown
    assert "[five]" in run(*shlex.split(example)[2:]).stdout
