"""What docs/citing.md shows is what the commands print, and its Python runs."""

import contextlib
import doctest
import io
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import asreported
from asreported.citing import STYLES, citations_of
from asreported.cli import cli

PAGE = Path(__file__).parents[1] / "docs" / "citing.md"
TEXT = PAGE.read_text("utf-8")
BLOCKS = [block.split("```")[0].removeprefix("$ ").split("\n", 1) for block in TEXT.split("```console\n")[1:]]


def printed(command):
    """Run a command line, where it is a pipe too, without a shell."""
    given = ""
    for step in command.split(" | "):
        words = shlex.split(step)
        if words[0] == "sed":
            _, old, new, _ = words[1].split("/")
            given = given.replace(old, new)
        else:
            given = CliRunner().invoke(cli, words[1:], input=given, standalone_mode=False).output
    return given


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_the_page_shows_what_the_command_prints(command, shown):
    assert shown == printed(command)


@pytest.mark.parametrize("style", STYLES)
def test_the_page_shows_one_citation_of_each_style(style):
    assert f"asreported cite drone-attacks --style {style}" in [command for command, _ in BLOCKS]


def test_the_script_on_the_page_computes_every_fingerprint(monkeypatch):
    script = next(b.split("```")[0] for b in TEXT.split("```python\n")[1:] if b.startswith("import csv"))
    package = asreported.open_package()
    monkeypatch.chdir(package.folder)
    written = io.StringIO()

    with contextlib.redirect_stdout(written):
        exec(compile(script, str(PAGE), "exec"), {})

    expected = {citation.figure_id: citation.fingerprint for citation in citations_of(package)}
    assert expected == dict(line.split() for line in written.getvalue().splitlines())


@pytest.mark.skipif(sys.platform == "win32", reason="the command is one of a POSIX shell")
def test_the_command_on_the_page_computes_the_hash_of_the_dataset():
    command = next(part for part in TEXT.split("`") if part.startswith("sha256sum"))

    ran = subprocess.run(command, shell=True, cwd=asreported.open_package().folder, capture_output=True, check=True)

    assert asreported.cite().sha256 == ran.stdout.split()[0].decode()


def test_the_python_of_the_page_runs():
    outcome = doctest.testfile(str(PAGE), module_relative=False)

    assert (outcome.attempted > 5, outcome.failed) == (True, 0)
