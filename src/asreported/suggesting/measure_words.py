"""The measures of a package, found in a sentence by the words that name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from asreported.words.folding import normalise
from asreported.words.lookup import Phrases
from asreported.words.notation import words_of
from asreported.words.wording import WRITTEN_ON, in_every_language

__all__ = ["MeasureWords", "Named"]


@dataclass(frozen=True, slots=True)
class Named:
    """A measure that the words from `first` up to `last` name; no code where they may name several."""

    first: int
    last: int
    code: str


class MeasureWords:
    """The words that name the measures of a package.

    >>> words = MeasureWords([("attacks", ["attack", "attacks"]), ("drone_attacks", ["drone attacks"])])
    >>> words.named(("five", "drone", "attacks"), 1, 3)
    [Named(first=1, last=3, code='drone_attacks')]
    """

    def __init__(self, measures: Iterable[tuple[str, Iterable[str]]]) -> None:
        codes: dict[tuple[str, ...], set[str]] = {}
        written_on = ("", *in_every_language(WRITTEN_ON))
        for code, words in measures:
            for word, prefix in product(words, written_on):
                codes.setdefault(words_of(normalise(prefix + word).text), set()).add(code)
        self._phrases = Phrases((words, "|".join(sorted(named))) for words, named in codes.items() if words)

    def named(self, words: Sequence[str], first: int, last: int) -> list[Named]:
        """Return each measure that is named between two places, by the longest words."""
        found, place = [], first
        while place < last:
            match = self._phrases.at(words, place)
            if match and match[1] <= last:
                found.append(Named(place, match[1], "" if "|" in match[0] else match[0]))
                place = match[1]
            else:
                place += 1
        return found
