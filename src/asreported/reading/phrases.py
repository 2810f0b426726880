"""Phrases as runs of words, looked up forwards from a place in a text or backwards to it; the longest wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

__all__ = ["Phrase", "Phrases"]

Phrase = tuple[str, ...]
Meaning = TypeVar("Meaning")


class Phrases(Generic[Meaning]):
    """A list of phrases, each with a meaning, to be found next to a place; of two equal phrases the first counts.

    >>> cues = Phrases([(("more", "than"), "more_than"), (("no", "more", "than"), "at_most")])
    >>> cues.before(["no", "more", "than", "40"], 3)
    ('at_most', 0)
    """

    def __init__(self, phrases: Iterable[tuple[Phrase, Meaning]]) -> None:
        self.meanings: dict[Phrase, Meaning] = {}
        first: dict[str, set[int]] = {}
        last: dict[str, set[int]] = {}
        for phrase, meaning in phrases:
            self.meanings.setdefault(phrase, meaning)
            first.setdefault(phrase[0], set()).add(len(phrase))
            last.setdefault(phrase[-1], set()).add(len(phrase))
        self._from_first = {word: sorted(lengths, reverse=True) for word, lengths in first.items()}
        self._from_last = {word: sorted(lengths, reverse=True) for word, lengths in last.items()}

    def all_at(self, words: Sequence[str], start: int) -> Iterator[tuple[Meaning, int]]:
        """Yield the meaning and the end of every phrase that begins at `start`, the longest first."""
        if start < len(words):
            for length in self._from_first.get(words[start], ()):
                phrase = tuple(words[start : start + length])
                if len(phrase) == length and phrase in self.meanings:
                    yield self.meanings[phrase], start + length

    def all_before(self, words: Sequence[str], end: int) -> Iterator[tuple[Meaning, int]]:
        """Yield the meaning and the start of every phrase that ends before `end`, the longest first."""
        if end > 0:
            for length in self._from_last.get(words[end - 1], ()):
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
        return frozenset(self._from_first)

    def words(self) -> frozenset[str]:
        """Return every word of every phrase."""
        return frozenset(word for phrase in self.meanings for word in phrase)
