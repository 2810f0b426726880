"""`asreported read`: what the reader makes of a phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from asreported.cli.standard_options import say, say_json

if TYPE_CHECKING:
    from asreported.reading.values import PassedOver, Reading


@click.command()
@click.argument("phrases", nargs=-1, metavar="[PHRASE]...")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="How to print it.")
@click.option("--language", default="en", show_default=True, help="The language of the phrases: en, ar, fr, es.")
@click.option("--include", multiple=True, help="Read these too: ordinal, article, duration, age.")
def read(phrases: tuple[str, ...], form: str, language: str, include: tuple[str, ...]) -> None:
    """Show what the reader makes of each phrase: qualifier, number, bounds, and why a number was passed over.

    Without PHRASE, or with -, each line of standard input is read.

    \b
    Example:
      asreported read "at least five fighters were killed"
    """
    import sys

    from asreported.errors import Misuse
    from asreported.reading.reader import phrase_reading, text_readings

    if not phrases or phrases == ("-",):
        phrases = tuple(line.rstrip("\n") for line in sys.stdin if line.strip())
    try:
        for phrase in phrases:
            found, passed = text_readings(phrase, language, include)
            whole = phrase_reading(phrase, language, include)
            if form == "json":
                say_json(_as_dict(phrase, whole, found, passed), indent=None)
            else:
                say(_as_text(phrase, whole, found, passed))
    except Misuse as error:
        raise click.UsageError(str(error)) from error
    if not phrases:
        say("no phrase to read", err=True)


def _as_text(phrase: str, whole: Reading, found: list[Reading], passed: list[PassedOver]) -> str:
    lines = [_marked(phrase, found), f"  {whole.status}" + (f" ({whole.note})" if whole.note else "")]
    for one in found:
        value = "" if one.value is None else f" {one.value:,}"
        told = f"{one.qualifier or 'open'}{value}: {one.bounds.in_words()}"
        lines.append(
            f"  {told}" + (f", {one.noun}" if one.noun else "") + (f" ({one.role})" if one.role != "count" else "")
        )
        lines += [f"    or {other.qualifier} {other.bounds.in_words()}" for other in one.alternatives]
    lines += [f"  passed over: {one.text} ({one.reason})" for one in passed]
    return "\n".join(lines)


def _as_dict(phrase: str, whole: Reading, found: list[Reading], passed: list[PassedOver]) -> dict[str, Any]:
    from dataclasses import asdict

    read = {"phrase": phrase, "reading": asdict(whole), "figures": [asdict(one) for one in found]}
    return read | {"passed_over": [asdict(one) for one in passed]}


def _marked(phrase: str, found: list[Reading]) -> str:
    """Return the phrase with each cue in braces and each number in brackets."""
    marks: list[tuple[int, str]] = []
    for one in found:
        for span, (left, right) in ((one.cue_span, "{}"), (one.number_span, "[]")):
            if span:
                marks += [(span[0], left), (span[1], right)]
    for place, mark in sorted(marks, key=lambda mark: (mark[0], mark[1] in "[{"), reverse=True):
        phrase = phrase[:place] + mark + phrase[place:]
    return phrase
