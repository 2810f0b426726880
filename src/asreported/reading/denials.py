"""Clauses that do not say that it happened: denied, planned, only possible, or left open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from asreported.reading.tokens import SHAPE, Token
from asreported.words.lexicon import Lexicon

__all__ = ["DENIED", "DOUBTFUL", "HARMLESS", "denials", "is_taken_back"]

#: Words that look like a denial and are none: "not only".
HARMLESS = "not_denied"
#: Words that say that it did not happen.
DENIED = "denied"
#: Signs that end a clause, and those of them that end a sentence.
_CLAUSE_ENDS, _SENTENCE_ENDS = frozenset(".,;:!?"), frozenset(".;!?")
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


def is_taken_back(first: int, words: Sequence[str], lexicon: Lexicon, found: Collection[tuple[int, int, str]]) -> bool:
    """Tell whether the number that begins at a token stands in a clause that is denied: denied that 50 were killed.

    `found` are the denials of the text. A known number (the 50) is there whatever its clause denies; one that is only
    reported (reports of 50 dead) is denied by what its sentence says behind it, too.
    """
    if lexicon.is_before(words, first, "known"):
        return False
    is_reported = lexicon.is_before(words, first, "reported_of")
    for start, end, kind in found:
        ends = _CLAUSE_ENDS if end <= first else _SENTENCE_ENDS
        between = words[end:first] if end <= first else words[first:start] if is_reported else None
        if kind != DENIED or between is None:
            continue
        # Two commas enclose what is put in: it is not true, the mayor said, that 50 were killed.
        aside = {","} if list(between).count(",") == 2 else set()
        if (ends - aside).isdisjoint(between):
            return True
    return False
