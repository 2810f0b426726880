"""Phrases as runs of words, looked up forwards from a place in a text or backwards to it; the longest wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, product
from typing import Generic, NamedTuple, TypeVar

from asreported.words.notation import Phrase

__all__ = ["Pattern", "PatternPhrases", "Phrases"]

Meaning = TypeVar("Meaning")


class Phrases(Generic[Meaning]):
    """A list of phrases, each with a meaning, to be found next to a place; of two equal phrases the first counts.

    >>> cues = Phrases([(("more", "than"), "more_than"), (("no", "more", "than"), "at_most")])
    >>> cues.before(["no", "more", "than", "40"], 3)
    ('at_most', 0)
    """

    def __init__(self, phrases: Iterable[tuple[Phrase, Meaning]]) -> None:
        self._known: dict[Phrase, Meaning] = {}
        for phrase, meaning in phrases:
            self._known.setdefault(phrase, meaning)
        # Most tables are searched one way only, and not all of them in one phrase: each way is made when first used.
        self._from: dict[int, dict[str, list[int]]] = {}

    @property
    def meanings(self) -> dict[Phrase, Meaning]:
        """Return every phrase with its meaning."""
        return self._known

    def _lengths(self, end: int) -> dict[str, list[int]]:
        """Return the lengths of the phrases with each first (0) or last (-1) word, the longest first."""
        lengths = self._from.get(end)
        if lengths is None:
            lengths = {}
            for word, length in sorted({(phrase[end], len(phrase)) for phrase in self.meanings}, key=_by_length):
                lengths.setdefault(word, []).append(length)
            self._from[end] = lengths  # whole, as another thread may be reading too
        return lengths

    def all_at(self, words: Sequence[str], start: int) -> Iterator[tuple[Meaning, int]]:
        """Yield the meaning and the end of every phrase that begins at `start`, the longest first."""
        if start < len(words):
            for length in self._lengths(0).get(words[start], ()):
                phrase = tuple(words[start : start + length])
                if len(phrase) == length and phrase in self._known:
                    yield self._known[phrase], start + length

    def all_before(self, words: Sequence[str], end: int) -> Iterator[tuple[Meaning, int]]:
        """Yield the meaning and the start of every phrase that ends before `end`, the longest first."""
        if end > 0:
            for length in self._lengths(-1).get(words[end - 1], ()):
                phrase = tuple(words[end - length : end]) if length <= end else ()
                if phrase in self.meanings:
                    yield self.meanings[phrase], end - length

    def at(self, words: Sequence[str], start: int) -> tuple[Meaning, int] | None:
        """Return the meaning and the end of the longest phrase that begins at `start`."""
        return next(self.all_at(words, start), None)

    def before(self, words: Sequence[str], end: int) -> tuple[Meaning, int] | None:
        """Return the meaning and the start of the longest phrase that ends before `end`."""
        return next(self.all_before(words, end), None)

    def first_words(self) -> frozenset[str]:
        """Return the first word of every phrase."""
        return frozenset(phrase[0] for phrase in self.meanings)

    def words(self) -> frozenset[str]:
        """Return every word of every phrase."""
        return frozenset(word for phrase in self.meanings for word in phrase)


class Pattern(NamedTuple, Generic[Meaning]):
    """Phrases that share their meaning: every choice of one run of words from each part."""

    parts: tuple[Sequence[Phrase], ...]
    meaning: Meaning


class PatternPhrases(Phrases[Meaning]):
    """Phrases written as patterns; those that begin with a word are written out when a text first has that word.

    >>> none = PatternPhrases([Pattern(([("no",)], [("civilian",), ("known",)], [("deaths",)]), "none")])
    >>> none.at(["no", "known", "deaths"], 0), len(none.meanings)
    (('none', 3), 2)
    """

    def __init__(self, patterns: Iterable[Pattern[Meaning]]) -> None:
        super().__init__(())
        self._waiting: dict[str, list[Pattern[Meaning]]] = {}
        self._lengths_at: dict[str, list[int]] = {}
        for pattern in patterns:
            for word in dict.fromkeys(phrase[0] for phrase in pattern.parts[0]):
                self._waiting.setdefault(word, []).append(pattern)

    @property
    def meanings(self) -> dict[Phrase, Meaning]:
        """Return every phrase with its meaning, all written out."""
        for word in self._waiting:
            self._write_out(word)
        return self._known

    def all_at(self, words: Sequence[str], start: int) -> Iterator[tuple[Meaning, int]]:
        """Yield the meaning and the end of every phrase that begins at `start`, the longest first."""
        if start < len(words) and words[start] in self._waiting:
            self._write_out(words[start])
            for length in self._lengths_at[words[start]]:
                phrase = tuple(words[start : start + length])
                if len(phrase) == length and phrase in self._known:
                    yield self._known[phrase], start + length

    def first_words(self) -> frozenset[str]:
        """Return the first word of every phrase."""
        return frozenset(self._waiting)

    def _write_out(self, word: str) -> None:
        if word in self._lengths_at:
            return
        lengths: set[int] = set()
        for pattern in self._waiting[word]:
            first = [phrase for phrase in pattern.parts[0] if phrase[0] == word]
            for choice in product(first, *pattern.parts[1:]):
                phrase = tuple(chain.from_iterable(choice))
                self._known.setdefault(phrase, pattern.meaning)
                lengths.add(len(phrase))
        # Last of all, as another thread may be reading too: it finds all of the word's phrases, or writes them itself.
        self._lengths_at[word] = sorted(lengths, reverse=True)


def _by_length(entry: tuple[str, int]) -> int:
    return -entry[1]
