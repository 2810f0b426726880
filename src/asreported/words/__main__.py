"""`python -m asreported.words check [LANGUAGE ...]`: which classes of words a language lacks, each with an example.

It ends with 0 where nothing is lacking, with 1 where something is, and with 2 where it was called wrongly.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from asreported.errors import Misuse
from asreported.words.needs import checked

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what the languages lack, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m asreported.words",
        description="Tell which classes of words a language lacks, out of what a language needs.",
        epilog="for example: python -m asreported.words check de",
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="check")
    check = verbs.add_parser("check", help="list the classes of words that a language lacks")
    check.add_argument(
        "languages", nargs="*", metavar="LANGUAGE", help="a code such as de; all that there are by default"
    )
    try:
        report, complete = checked(parser.parse_args(arguments).languages)
    except Misuse as misuse:
        parser.error(str(misuse))
    try:
        print(report, flush=True)
    except BrokenPipeError:
        # The reader has gone (`| head`); Python must not complain of it once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
