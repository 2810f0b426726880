"""Numbers that belong to a name, told by its capital letters: "Forever 21", "Radio Four", "the Falcon 9"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from asreported.reading.tokens import NUMERAL, SHAPE, SIGN, WORD, Token
from asreported.words.lexicon import Lexicon

__all__ = ["with_names"]

#: Digits as a name prints them, without groups; a count has no decimals, a version may.
_PLAIN = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,2})?")
#: Signs behind which a sentence, or a part of one, begins.
_OPENING = frozenset('.!?:;"“”«»(—-,')
_NAME = "name"
#: Kinds of number words that stand in names: Channel Four.
_SMALL = ("unit", "teen", "ten")


def with_names(tokens: Sequence[Token], capitals: Sequence[bool], lexicon: Lexicon) -> list[Token]:
    """Return the tokens with every number that belongs to a name as a shape; `capitals` tells which have a capital.

    A text with as many capital as small words, like a headline, tells nothing by them.
    """
    if not _is_prose(tokens, capitals):
        return list(tokens)
    names = _Names(tokens, capitals, lexicon)
    return [
        token._replace(kind=SHAPE, reason=_NAME) if names.holds(place) else token for place, token in enumerate(tokens)
    ]


def _is_prose(tokens: Sequence[Token], capitals: Sequence[bool]) -> bool:
    words = [capital for token, capital in zip(tokens, capitals, strict=True) if token.kind == WORD]
    return sum(words) * 2 < len(words)


class _Names:
    def __init__(self, tokens: Sequence[Token], capitals: Sequence[bool], lexicon: Lexicon) -> None:
        self.tokens, self.capitals, self.lexicon = tokens, capitals, lexicon
        self.words = [token.text for token in tokens]

    def holds(self, place: int) -> bool:
        """Tell whether the token is a number that belongs to the name before it."""
        token = self.tokens[place]
        if token.kind == WORD and self.capitals[place] and self._is_number(place):
            beside = self._is_name(place - 1) or self._is_name(place + 1)
            return (self._is_inside(place) and beside) or self._is_called(place)
        if "behind_name" not in self.lexicon.classes:
            return False  # nothing of this language tells where a name with digits ends
        if token.kind != NUMERAL or not _PLAIN.fullmatch(token.text) or not self._is_name(place - 1):
            return False
        return self._is_inside(place - 1) and self._ends_name(place)

    def _is_number(self, place: int) -> bool:
        found = self.lexicon.numbers.at([self.words[place]], 0)
        return found is not None and any(word.kind in _SMALL for word in found[0])

    def _is_called(self, place: int) -> bool:
        """Tell whether a number word, alone or as a part of one, is a name behind its article: les Vingt-Sept."""
        while place > 1 and self.words[place - 1] == "-" and self.capitals[place - 2]:
            place -= 2
        return place > 0 and self._in(place - 1, "known")

    def _is_inside(self, place: int) -> bool:
        """Tell whether a word stands inside of its sentence, where a capital letter says something."""
        return place > 0 and self.words[place - 1] not in _OPENING

    def _is_name(self, place: int) -> bool:
        """Tell whether a word has a capital letter and is neither a date's, a cue's nor a place's behind "in"."""
        if not (0 <= place < len(self.tokens) and self.tokens[place].kind == WORD and self.capitals[place]):
            return False
        return not self._in(place, "month", "weekday", "currency", "unit", "people")

    def _ends_name(self, place: int) -> bool:
        """Tell whether what stands around a numeral leaves nothing for it to count."""
        behind = place + 1
        ends = behind == len(self.tokens) or (self.tokens[behind].kind == SIGN and self.words[behind] in '.,;:!?)"”»')
        follows = not ends and (self._in(behind, "behind_name") or self._is_name(behind))
        if "." in self.words[place]:
            return ends or follows
        return (ends or follows) and not self._in(place - 2, "before_place")

    def _in(self, place: int, *classes: str) -> bool:
        return self.lexicon.is_at([self.words[place]], 0, *classes)
