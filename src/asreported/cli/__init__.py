"""The command line. Each verb is a file; nothing heavy is imported until a verb runs."""

from __future__ import annotations

import gc
import os
import sys

import click

import asreported
from asreported.cli.add import add
from asreported.cli.agree import agree
from asreported.cli.audit import audit
from asreported.cli.build import build
from asreported.cli.cite import cite
from asreported.cli.describe import describe
from asreported.cli.diff import diff
from asreported.cli.explain import explain
from asreported.cli.headlines import headlines
from asreported.cli.list_tables import list_tables
from asreported.cli.new import new
from asreported.cli.path import path
from asreported.cli.read import read
from asreported.cli.show import show
from asreported.cli.standard_options import package_option, say
from asreported.cli.suggest import suggest
from asreported.cli.validate import validate
from asreported.errors import AsReportedError, Misuse, Unreadable

__all__ = ["cli", "main"]


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(asreported.__version__, prog_name="asreported")
@package_option
@click.pass_context
def cli(context: click.Context, package: str | None) -> None:
    """Counts as reports print them: qualifier, words and speaker kept.

    Without a command: the headline figures of a package.

    \b
    Exit codes: 0 valid, 1 something is wrong with the data, 2 the command was
    not understood, 3 there is no readable package or file, 130 interrupted.

    \b
    Example:
      asreported show fighters-killed
    """
    context.obj = package
    if context.invoked_subcommand is None:
        headlines(package)


for command in (
    list_tables,
    describe,
    show,
    cite,
    validate,
    explain,
    read,
    suggest,
    add,
    audit,
    new,
    build,
    diff,
    agree,
    path,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line, and end with the exit code that the outcome has."""
    # A run ends soon and keeps most of what it makes: to look it all through for garbage again and again takes a tenth.
    gc.set_threshold(100_000, 50, 100)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = cli.main(prog_name="asreported", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        say("interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader has gone (`| head`); Python must not complain of it once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except AsReportedError as error:
        say(f"asreported: {error}", err=True)
        sys.exit(_code(error))


def _code(error: AsReportedError) -> int:
    return 3 if isinstance(error, Unreadable) else 2 if isinstance(error, Misuse) else 1
