"""Reading a phrase or a text: what it counts, with the words that qualify it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from asreported.bounds import Bounds
from asreported.qualifiers import bounds_of, qualifiers
from asreported.reading.alternatives import Candidate, is_below_zero
from asreported.reading.counted import Figure
from asreported.reading.denials import DOUBTFUL, denials, is_taken_back
from asreported.reading.examined import Examined, examine
from asreported.reading.roles import COUNT
from asreported.reading.values import AMBIGUOUS, NO_FACT, READ, UNREADABLE, PassedOver, Reading

__all__ = ["phrase_reading", "reading_of", "text_readings"]


def phrase_reading(phrase: str, language: str, include: Collection[str] = ()) -> Reading:
    """Return what the phrase of one figure says: `read_count`."""
    return reading_of(examine(phrase, language, include))


def text_readings(text: str, language: str, include: Collection[str] = ()) -> tuple[list[Reading], list[PassedOver]]:
    """Return the figures of a text and the numbers that were passed over: `read_numbers`."""
    examined = examine(text, language, include)
    return _doubted(examined, _readings(examined)), _passed_over(examined)


def reading_of(examined: Examined) -> Reading:
    """Return the one reading of a phrase that was taken apart."""
    found, end = _readings(examined), len(examined.text)
    readings = [one for one in found if one.role == COUNT]
    if not readings:
        return Reading(None, None, None, None, 0, end, status=UNREADABLE, note=_why_not(examined, found))
    if len(readings) > 1:
        return _undecided(readings, 0, end, "more than one figure")
    doubts = (kind for _, _, kind in denials(examined.tokens, examined.lexicon, examined.counted()))
    return _no_fact(readings[0]) if DOUBTFUL in doubts else readings[0]


def _doubted(examined: Examined, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings of a text, in doubt where their clause is denied."""
    found = list(denials(examined.tokens, examined.lexicon, examined.counted()))
    words = [token.text for token in examined.tokens] if found else []
    return [
        _no_fact(reading) if found and is_taken_back(figure.first, words, examined.lexicon, found) else reading
        for reading, (figure, _) in zip(readings, examined.figures, strict=True)
    ]


def _no_fact(reading: Reading) -> Reading:
    """Return a reading as one that may not be told as a fact."""
    if reading.status != READ:
        return reading
    return replace(reading, status=AMBIGUOUS, alternatives=(reading,), note=NO_FACT)


def _passed_over(examined: Examined) -> list[PassedOver]:
    spans = [(examined.span(passed.mention.first, passed.mention.last), passed.reason) for passed in examined.passed]
    return [PassedOver(span, examined.text[slice(*span)], reason) for span, reason in spans]


def _readings(examined: Examined) -> list[Reading]:
    return [_figure_reading(examined, figure, role) for figure, role in examined.figures]


def _figure_reading(examined: Examined, figure: Figure, role: str) -> Reading:
    start, end = examined.span(figure.first, figure.last)
    places: dict[str, Any] = {
        "number_span": examined.number_span(figure),
        "cue_span": examined.cue_span(figure),
        "noun": examined.noun(figure),
        "role": role,
    }
    options = figure.options
    readings = [replace(_reading(one, start, end), **places) for one in dict.fromkeys(options.candidates)]
    if not readings:
        return Reading(
            None,
            None,
            None,
            None,
            start,
            end,
            **places,
            status=UNREADABLE,
            note=figure.note or "no qualifier says this",
        )
    if len(readings) == 1 and not options.ambiguous:
        return readings[0]
    likelier = readings[0] if options.leans else replace(_undecided(readings, start, end, ""), **places)
    return replace(likelier, status=AMBIGUOUS, alternatives=tuple(readings), note=figure.note)


def _reading(candidate: Candidate, start: int, end: int) -> Reading:
    code, numbers = candidate
    # What is measured may lie below zero, where a count begins.
    bounds = (
        Bounds(None, qualifiers()[code].high.at(numbers)) if is_below_zero(candidate) else bounds_of(code, *numbers)
    )
    return Reading(code, numbers[0] if len(numbers) == 1 else None, bounds.low, bounds.high, start, end)


def _undecided(readings: Sequence[Reading], start: int, end: int, note: str) -> Reading:
    """Return one ambiguous reading that holds only what all of its alternatives say."""
    held: dict[str, Any] = {}
    for name in ("qualifier", "value", "low", "high"):
        values = {getattr(reading, name) for reading in readings}
        held[name] = values.pop() if len(values) == 1 else None
    return Reading(**held, start=start, end=end, status=AMBIGUOUS, alternatives=tuple(readings), note=note)


def _why_not(examined: Examined, found: Sequence[Reading]) -> str:
    reasons = [(one.start, f"{examined.text[slice(*(one.number_span or (0, 0)))]}: {one.role}") for one in found]
    reasons += [(one.span[0], f"{one.text}: {one.reason}") for one in _passed_over(examined)]
    return "; ".join(reason for _, reason in sorted(reasons)) or "no number"
