"""How often a command opens the files of a package: an answer is of one state of them."""

import os
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

import asreported
from asreported.cli import cli
from asreported.creating import new_package

INCIDENT = "us-air-raids-2021-06-27"
COMMANDS = (
    ("list",),
    ("describe",),
    ("show",),
    ("show", "--where", "low > 3"),
    ("show", "--incident", INCIDENT),
    ("show", "fighters-killed"),
    ("cite",),
    ("cite", "fighters-killed"),
    ("cite", "--all", "--style", "bibtex"),
    ("cite", "--where", "low > 3"),
    ("cite", "--verify", asreported.cite("fighters-killed", style="text")),
    ("build", "PACKAGE", "--check"),
    ("agree", "PACKAGE", "SHIPPED"),
    ("diff", "PACKAGE", "SHIPPED"),
)

_watched = []


def _note(event, arguments):
    if _watched and event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
        folder, opened = _watched[-1]
        path = Path(os.fsdecode(arguments[0]))
        name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""
        if name.startswith(("datapackage.json", "dataset/", "schemas/")) and path.is_file():
            opened[name] += 1


sys.addaudithook(_note)


@contextmanager
def opened_in(folder):
    """Give how often each file of a package is opened inside the block."""
    opened = Counter()
    _watched.append((folder, opened))
    try:
        yield opened
    finally:
        _watched.pop()


def opened_by(command, package):
    shipped = str(asreported.open_package().folder)
    places = {"PACKAGE": str(package), "SHIPPED": shipped}
    with opened_in(package) as opened:
        arguments = ["-p", str(package), *(places.get(word, word) for word in command)]
        result = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert result.exception is None
    return opened


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command)[:40])
def test_a_command_reads_the_descriptor_once(package, command):
    assert opened_by(command, package)["datapackage.json"] == 1


@pytest.mark.parametrize(
    "command",
    COMMANDS,
    ids=lambda command: " ".join(command)[:40],
)
def test_a_command_reads_each_file_at_most_once(package, command):
    opened = opened_by(command, package)

    assert {} == {file: times for file, times in opened.items() if times > 1}


def test_new_reads_each_shipped_file_at_most_once(tmp_path):
    with opened_in(asreported.open_package().folder) as opened:
        new_package(tmp_path / "floods", title="Floods")

    assert opened
    assert {} == {file: times for file, times in opened.items() if times > 1}
