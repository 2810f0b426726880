"""Whether a phrase tells its number as a fact: the rule `not-negated`."""

from __future__ import annotations

from dataclasses import dataclass

from asreported.reading.denials import DOUBTFUL, denials
from asreported.reading.examined import examine
from asreported.reading.values import Span

__all__ = ["Denial", "find_denial", "is_negated"]


@dataclass(frozen=True, slots=True)
class Denial:
    """The words that take a clause back, where they stand, and how: denied, planned or hypothetical."""

    span: Span
    words: str
    kind: str


def find_denial(phrase: str, language: str = "en") -> Denial | None:
    """Return the first words by which a clause is denied, planned or hypothetical; None where it is told as a fact.

    The "no" of "no fewer than" and of "no one was killed" is part of the count and denies nothing.

    Raises:
        UnknownName: no such language.

    >>> find_denial("planned to kill 20 people")
    Denial(span=(0, 10), words='planned to', kind='planned')
    >>> find_denial("no fewer than 20 people were killed") is None
    True
    """
    examined = examine(phrase, language)
    for first, last, kind in denials(examined.tokens, examined.lexicon, examined.counted()):
        if kind != DOUBTFUL:
            start, end = examined.span(first, last)
            return Denial((start, end), phrase[start:end], kind)
    return None


def is_negated(phrase: str, language: str = "en") -> bool:
    """Tell whether the clause is denied, planned or hypothetical, so that its number is no count of what happened.

    Raises:
        UnknownName: no such language.

    >>> is_negated("might have killed 20 people"), is_negated("at least five fighters were killed")
    (True, False)
    """
    return find_denial(phrase, language) is not None
