"""Whether a cue was cut off a phrase: the rule `qualifier-not-cut-off`."""

from __future__ import annotations

from asreported.errors import Misuse
from asreported.reading.examined import examine
from asreported.reading.values import Span

__all__ = ["trimmed_cue"]

#: How much of the text around a phrase is read: a cue stands near its number.
_AROUND = 120


def trimmed_cue(text: str, start: int, end: int, language: str = "en") -> Span | None:
    """Return where a cue of the phrase `text[start:end]` stands outside of it, None where none was cut off.

    A phrase that ends inside a number ("2" of "2,500") has lost a part of it: then the span of that number is returned.

    Raises:
        Misuse: the phrase does not lie within the text.
        UnknownName: no such language.

    >>> text = "There have been more than 40 attacks since January."
    >>> trimmed_cue(text, 26, 36), trimmed_cue(text, 16, 36)
    ((16, 25), None)
    """
    if not 0 <= start <= end <= len(text):
        raise Misuse(f"there is no phrase from {start} to {end} in a text of {len(text)} characters")
    first = _word_start(text, max(0, start - _AROUND))
    examined = examine(text[first : end + _AROUND], language)
    for figure, _ in examined.figures:
        number = _moved(examined.number_span(figure), first)
        if not (number[0] < end and start < number[1]):
            continue
        if not (start <= number[0] and number[1] <= end):
            return number
        spans = [_moved(examined.span(*cue), first) for cue in figure.cues]
        outside = [span for span in spans if not (start <= span[0] and span[1] <= end)]
        if outside:
            return outside[0]
        if (
            figure.mention.opened
            and _moved(examined.span(figure.mention.first, figure.mention.number), first)[0] < start
        ):
            return _moved(examined.span(figure.mention.first, figure.mention.number), first)
    return None


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _word_start(text: str, place: int) -> int:
    """Return the next place at which a word may begin, so that none is cut in two."""
    while 0 < place < len(text) and not text[place - 1].isspace():
        place += 1
    return place
