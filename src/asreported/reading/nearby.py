"""The words around a number, looked up by their class and taken together where one is written onto another."""

from __future__ import annotations

from collections.abc import Sequence

from asreported.reading.tokens import WORD, Token
from asreported.words.lexicon import Lexicon

__all__ = ["Nearby"]


class Nearby:
    """The words of one text, looked up from a place in it."""

    def __init__(self, tokens: Sequence[Token], words: Sequence[str], lexicon: Lexicon) -> None:
        self.tokens, self.words, self.lexicon = tokens, words, lexicon

    def _past(self, place: int, name: str) -> int:
        found = self.lexicon.classes[name].before(self.words, place) if name in self.lexicon.classes else None
        return found[1] if found else place

    def _behind(self, place: int, name: str) -> int:
        found = self.lexicon.classes[name].at(self.words, place) if name in self.lexicon.classes else None
        return found[1] if found else place

    def _is_verb(self, place: int) -> bool:
        return self.lexicon.is_at(self.words, place, "verb")

    def _is_glued(self, place: int) -> bool:
        return self.tokens[place - 1].end == self.tokens[place].start

    def _word_start(self, place: int) -> int:
        """Return the first token of the word that ends before a place, with what is written onto it."""
        place -= 1
        while place > 0 and self._is_glued(place) and self.tokens[place - 1].kind == WORD:
            place -= 1
        return place

    def _word_end(self, place: int) -> int:
        """Return the token behind the word that begins at a place, with what is written onto it."""
        place += 1
        while place < len(self.tokens) and self.tokens[place].kind == WORD and self._is_glued(place):
            place += 1
        return place
