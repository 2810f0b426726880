"""What a number does in its phrase: it counts, or it measures, or it is the whole of which the count is a part."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from asreported.reading.alternatives import is_below_zero
from asreported.reading.counted import Figure, Passed
from asreported.reading.mentions import FRACTION, VAGUE
from asreported.reading.tokens import Token
from asreported.words.lexicon import Lexicon

__all__ = ["COUNT", "is_whole", "roles"]

#: The number that a phrase is about, and the other things that a number can do.
COUNT, MEASURE, SHARE, WHOLE, EARLIER, ASIDE, REPEAT = (
    "count",
    "measure",
    "share",
    "whole",
    "earlier",
    "aside",
    "repeat",
)

#: Reasons for which a share of a whole is passed over: a third of the 30, one in ten of the 200.
_SHARES = ("fraction", "ratio")
#: How many words may stand between "of the" and the whole: of the boats seven.
_NOUNS = 2


def roles(
    found: Sequence[Figure | Passed], tokens: Sequence[Token], words: Sequence[str], lexicon: Lexicon
) -> list[str]:
    """Return the role of each figure, in order; what is passed over has none."""
    told: list[str] = []
    previous: Figure | None = None
    for before, item in zip([None, *found], found, strict=False):
        if isinstance(item, Figure):
            shared = isinstance(before, Passed) and before.reason in _SHARES and is_whole(before, item, words, lexicon)
            shared |= before is None and _is_whole_of_next(item, found[1:], words, lexicon)
            told.append(WHOLE if shared else _role(previous, item, tokens, words, lexicon))
            previous = item
    return told


def _role(
    previous: Figure | None, figure: Figure, tokens: Sequence[Token], words: Sequence[str], lexicon: Lexicon
) -> str:
    mention = figure.mention
    if mention.role in (MEASURE, SHARE):
        return mention.role
    if mention.form == FRACTION and mention.values[0] <= Fraction(1, 2):
        return SHARE
    if any(value < 0 for value in mention.values) or any(map(is_below_zero, figure.options.candidates)):
        return MEASURE  # nothing is counted below zero
    if mention.form == VAGUE and _is_measured(mention.last, words, lexicon):
        return MEASURE  # thousands of tonnes
    if mention.form != VAGUE and (_is_priced(figure, words, lexicon) or _unit(mention.counted, tokens, words, lexicon)):
        return MEASURE
    if lexicon.is_before(words, figure.first, "measured"):
        return MEASURE
    if previous is not None and _is_turned(previous, figure, words, lexicon):
        return EARLIER
    for name in (EARLIER, ASIDE):
        if mention.role == name or lexicon.is_before(words, figure.first, name):
            return name
    if previous is None:
        return COUNT
    if words[previous.last : figure.first] == ["("] and previous.mention.values == mention.values:
        return REPEAT
    return WHOLE if is_whole(previous, figure, words, lexicon) else COUNT


def _is_whole_of_next(figure: Figure, rest: Sequence[Figure | Passed], words: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a number begins its clause as the whole of the next one: of the 61 passengers, 22 were hurt."""
    wholes = lexicon.classes.get("whole")
    found = wholes.before(words, figure.first) if wholes else None
    begins = found is not None and found[1] == 0
    return begins and bool(rest) and isinstance(rest[0], Figure) and words[rest[0].first - 1] == ","


def _is_priced(figure: Figure, words: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a currency stands before a number, or before the lower end of a range: $5 to $10."""
    inside = figure.mention.opened and lexicon.is_before(words, figure.mention.number, "currency")
    return figure.own_start != figure.mention.first or bool(inside)


def _is_turned(previous: Figure, figure: Figure, words: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether the earlier of two counts stands behind the later: to 41 from 38."""
    if not previous.first:
        return False
    joiners = lexicon.joiners.meanings.get((words[previous.first - 1],), ())
    return any(joiner.opener == (words[figure.first - 1],) for joiner in joiners)


def _unit(place: int, tokens: Sequence[Token], words: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a unit of measure stands behind a number: 500-pound, 40mm, 6 per cent."""
    hyphen = place + 1 if words[place : place + 1] == ["-"] else place
    glued = place < len(tokens) and tokens[place].start == tokens[place - 1].end
    return lexicon.is_at(words, hyphen, "unit", *(("glued_unit",) if glued else ()))


def _is_measured(place: int, words: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a unit of measure stands behind a vague number, and behind the "of" between them."""
    of = lexicon.classes["whole"].at(words, place) if "whole" in lexicon.classes else None
    return lexicon.is_at(words, of[1] if of else place, "unit")


def is_whole(previous: Figure | Passed, figure: Figure, words: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a number is the whole of the one before it: three of the five, one of the 12."""
    wholes = lexicon.classes.get("whole")
    # A vague phrase may have taken the "of" in: "some of | the 300".
    begins = range(previous.last, previous.mention.first, -1) if previous.mention.form == VAGUE else [previous.last]
    if "unit" in lexicon.classes and (unit := lexicon.classes["unit"].at(words, previous.mention.last)):
        begins = [unit[1]]  # 40 per cent of the 200
    for begin in begins:
        between = words[begin : figure.first]
        found = wholes.at(between, 0) if wholes else None
        if (
            found
            and len(between) - found[1] <= _NOUNS
            and all(word.isalpha() and word not in lexicon.and_words for word in between[found[1] :])
        ):
            return True
    near = figure.first - previous.last <= _NOUNS + 1 and previous.mention.form == VAGUE
    return near and lexicon.is_before(words, figure.first, "definite")
