"""The noun that a number counts, as printed."""

from __future__ import annotations

from collections.abc import Sequence

from asreported.reading.lexicon import Lexicon
from asreported.reading.tokens import WORD, Token

__all__ = ["noun_at", "same_unit", "unit_at"]

#: Classes of nouns that are counted: behind one of them another phrase begins.
_COUNTED = ("people", "events", "things")
#: No noun phrase is looked for further than this many words.
_REACH = 6


def noun_at(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> Token | None:
    """Return the token of the noun that begins behind a number, None where the noun is left out: "14 were"."""
    stops = lexicon.classes.get("stop")
    run: list[Token] = []
    for token in tokens[place : place + _REACH]:
        if token.text == "-" and run:
            continue
        if token.kind != WORD or (stops and stops.at([token.text], 0)) or lexicon.numbers.at([token.text], 0):
            break
        if run and _is_counted(run[-1], lexicon) and not _is_counted(token, lexicon):
            break  # 50 airstrikes | target Aleppo
        run.append(token)
        if lexicon.language.noun == "first":
            break
    return run[-1] if run else None


def _is_counted(token: Token, lexicon: Lexicon) -> bool:
    classes = (lexicon.classes.get(name) for name in _COUNTED)
    return any(words and words.at([token.text], 0) for words in classes)


def unit_at(words: Sequence[str], place: int, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words of the unit, of measure or of time, that begins behind a number."""
    ends = [lexicon.classes[name].at(words, place) for name in ("unit", "span") if name in lexicon.classes]
    return tuple(words[place : max((end[1] for end in ends if end), default=place)])


def same_unit(first: Sequence[str], second: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether two units are one, maybe in two forms: after the one number the plural, after the other not."""
    forms = lexicon.classes.get("unit_forms")
    return first == second or bool(forms and forms.at((*first, *second), 0))
