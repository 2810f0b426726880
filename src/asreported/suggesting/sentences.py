"""The sentences of a text, each as its words with their places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from asreported.texts import sentence_starts
from asreported.words.folding import Normal, normalise
from asreported.words.notation import WORD, words_of
from asreported.words.wording import Wording

__all__ = ["Sentence", "sentences"]

#: A longer stretch is cut: it is a list or a table without points, and what is said in it far away tells nothing.
_LONGEST = 2_000

_DASH = "–"


@dataclass(frozen=True)
class Sentence:
    """The stretch of a text from `start` to `end`; `words` are as words are compared, `spans` say where each stands."""

    whole: str
    start: int
    end: int

    @cached_property
    def _normal(self) -> Normal:
        return normalise(self.whole[self.start : self.end])

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Return where each word stands in the whole text."""
        places, found = self._normal.places, WORD.finditer(self._normal.text)
        return tuple((self.start + places[one.start()], self.start + places[one.end()]) for one in found)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return its words and signs. A dash between two clauses stays one: only in numbers is it a hyphen."""
        printed = (self.whole[start:end] for start, end in self.spans)
        found = zip(WORD.findall(self._normal.text), printed, strict=True)
        return tuple(_DASH if sign == _DASH else word for word, sign in found)

    @property
    def text(self) -> str:
        """Return the sentence as printed."""
        return self.whole[self.start : self.end].strip()

    def printed(self, first: int, last: int) -> str:
        """Return the words from `first` up to `last` as printed."""
        return self.whole[self.spans[first][0] : self.spans[last - 1][1]] if first < last else ""

    def is_capital(self, place: int) -> bool:
        """Tell whether the word at a place begins with a capital."""
        return self.whole[self.spans[place][0]].isupper()

    def word_at(self, place: int) -> int:
        """Return the first word that ends behind a place of the text."""
        return bisect_right(self._ends, place)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(end for _, end in self.spans)


def sentences(text: str, wording: Wording, whole: Sequence[tuple[int, int]] = ()) -> list[Sentence]:
    """Return the sentences of a text in normal form. A point behind a title (Gen.) ends none.

    `whole` are the figures of the text, in order, which are not cut in two: neither by a point within one (approx. 35),
    nor where a sentence is too long.

    >>> from asreported.words.wording import wording
    >>> [one.text for one in sentences("Two hit Gen. Roe. One missed.", wording("en"))]
    ['Two hit Gen. Roe.', 'One missed.']
    """
    starts = [start for start in sentence_starts(text) if not start or not _is_abbreviated(text, start, wording)]
    starts = [start for start in starts if not _is_inside(start, whole)]
    ends = [*starts[1:], len(text)]
    stretches = zip(starts, ends, strict=True)
    return [Sentence(text, *piece) for start, end in stretches for piece in _pieces(text, start, end, whole)]


def _pieces(text: str, start: int, end: int, whole: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield a stretch of a text as it is, or cut at spaces where it is too long."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        cut = start + _LONGEST if space < 0 else space + 1
        before = bisect_left(whole, (cut,)) - 1
        first, last = whole[before] if before >= 0 else (cut, cut)
        if last > cut:
            cut = first if first > start else last
        yield start, cut
        start = cut
    yield start, end


def _is_inside(place: int, whole: Sequence[tuple[int, int]]) -> bool:
    before = bisect_left(whole, (place,)) - 1
    return before >= 0 and place < whole[before][1]


def _is_abbreviated(text: str, start: int, wording: Wording) -> bool:
    before = text[max(0, start - 12) : start].rstrip()
    last = before.rpartition(" ")[2].lower()
    words = words_of(last[:-1]) if last.endswith(".") else ()
    # Behind a point no name begins with an article: at 4 a.m. The ministry said.
    begins = wording.at("article", words_of(text[start : start + 12]), 0) > 0
    return bool(words) and not begins and wording.at("abbreviation", words, 0) == len(words)
