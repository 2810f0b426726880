"""Clauses that do not say that it happened: denied, planned, only possible, or left open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from asreported.reading.tokens import SHAPE, Token
from asreported.words.lexicon import Lexicon

__all__ = ["DOUBTFUL", "HARMLESS", "denials"]

#: Words that look like a denial and are none: "not only".
HARMLESS = "not_denied"
#: Words after which it stays open whether the number is told as a fact: "feared dead".
DOUBTFUL = "doubtful"


def denials(tokens: Sequence[Token], lexicon: Lexicon, counted: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """Yield the first token, the token behind and the kind of each run of words that takes a clause back.

    `counted` are the tokens of numbers and cues: the "no" of "no fewer than", and "did not exceed", deny nothing.
    """
    words = [token.text for token in tokens]
    place = 0
    while place < len(words):
        found = lexicon.denials.at(words, place) if tokens[place].kind != SHAPE else None
        if found is None:
            place += 1
            continue
        if found[0] != HARMLESS and not any(one in counted for one in range(place, found[1])):
            yield place, found[1], found[0]
        place = found[1]
