"""What one row of a table of words says, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from asreported.reading.phrases import Phrase

__all__ = ["Cue", "Joiner", "Language", "NotCount", "NumberWord"]


@dataclass(frozen=True, slots=True)
class Language:
    """A row of languages.csv: how a language writes numbers.

    `points` are its decimal signs, the usual one first; `groups` the signs that part thousands; `and_after` the parts
    of a number behind which its "and" may stand; `prefixes` the words that are written together with the next one;
    `noun` tells whether the first or the last word of a noun phrase is its noun.
    """

    code: str
    points: str
    groups: str
    spaced_groups: bool
    and_after: frozenset[str]
    prefixes: tuple[str, ...]
    noun: str


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A row of numbers.csv: what part the word plays in a number, its value, and the qualifier it carries of itself."""

    kind: str
    value: Fraction
    qualifier: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of cues.csv: the qualifier that the words give; `beside` names the other cue that they need.

    A `trailing` one belongs to the number before it also from behind the noun, whatever follows.
    """

    qualifier: str
    beside: str
    trailing: bool = False


@dataclass(frozen=True, slots=True)
class Joiner:
    """A row of ranges.csv: what two numbers make with these words between them and the `opener` before them."""

    makes: str
    opener: Phrase


@dataclass(frozen=True, slots=True)
class NotCount:
    """A row of not_counts.csv: a number of this form, in this company, is no count, for this reason."""

    reason: str
    certain: bool
    form: str
    before: bool
    after: bool
