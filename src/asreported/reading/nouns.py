"""The noun that a number counts, as printed."""

from __future__ import annotations

from collections.abc import Sequence

from asreported.reading.tokens import WORD, Token
from asreported.words.lexicon import COUNTED, Lexicon

__all__ = ["noun_at", "same_unit", "unit_at"]

#: No noun phrase is looked for further than this many words.
_REACH = 6


def noun_at(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> Token | None:
    """Return the token of the noun that begins behind a number, None where the noun is left out: "14 were"."""
    run: list[Token] = []
    for token in tokens[place : place + _REACH]:
        if token.text == "-" and run:
            continue
        if token.kind != WORD or lexicon.is_at([token.text], 0, "stop") or lexicon.numbers.at([token.text], 0):
            break
        if run and lexicon.is_at([run[-1].text], 0, *COUNTED) and not lexicon.is_at([token.text], 0, *COUNTED):
            break  # 50 airstrikes | target Aleppo
        run.append(token)
        if lexicon.language.noun == "first":
            break
    return run[-1] if run else None


def unit_at(words: Sequence[str], place: int, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words of the unit, of measure or of time, that begins behind a number."""
    ends = [lexicon.classes[name].at(words, place) for name in ("unit", "span") if name in lexicon.classes]
    return tuple(words[place : max((end[1] for end in ends if end), default=place)])


def same_unit(first: Sequence[str], second: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether two units are one, maybe in two forms: after the one number the plural, after the other not."""
    return first == second or lexicon.is_at((*first, *second), 0, "unit_forms")
