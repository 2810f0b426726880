"""Figures that lean on their neighbour: two that bound one count, and one that may share the other's cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from asreported.bounds import Number
from asreported.qualifiers import bounds_of, qualifiers
from asreported.reading.alternatives import Candidate, Options
from asreported.reading.counted import Figure, Passed
from asreported.reading.mentions import DIGITS, FRACTION, RANGE, VAGUE, WORDS
from asreported.reading.nouns import same_unit, unit_at
from asreported.reading.ranges import is_opened
from asreported.reading.roles import is_whole
from asreported.words.lexicon import Lexicon

__all__ = ["with_neighbours"]

#: Kinds of number words that take what is behind them as a part by "and", and of those that another may follow.
_MULTIPLIERS = {"hundred", "lone_hundred", "scale", "lone_scale", "hundreds", "dozen"}
_PARTS = {"unit", "late_unit", "teen", "ten", "long_ten", *_MULTIPLIERS}
#: How many words may part two figures that share a cue: at least five fighters and two civilians.
_REACH = 5
#: By how much the second of two numbers may be larger for them to be a guess at one.
_A_LITTLE = 2


def with_neighbours(found: Sequence[Figure | Passed], words: Sequence[str], lexicon: Lexicon) -> list[Figure | Passed]:
    """Return the figures with intervals put together and shared cues marked as a second way to read."""
    result: list[Figure | Passed] = []
    for item in found:
        previous = result[-1] if result else None
        if isinstance(item, Figure) and isinstance(previous, Figure):
            between = words[previous.last : item.first]
            if _escalates(previous, item, words[previous.last : item.mention.first], lexicon):
                continue  # dozens, perhaps hundreds: what the first says holds of both
            if joined := _interval(previous, item, words, lexicon):
                result[-1] = joined
                continue
            if _hesitates(previous, item, between):
                previous, item = (_in_doubt(one, "another number stands beside it") for one in (previous, item))
            if joined := _open_range(previous, item, words, lexicon):
                result[-1] = joined
                continue
            result[-1] = _with_whole(previous, item, words, lexicon)
            result.append(_sharing(previous, item, between, lexicon))
        else:
            result.append(item)
    ends = [0, *(item.mention.last for item in result)]
    return [
        _without_remainder(item, end, words, lexicon) if isinstance(item, Figure) else item
        for item, end in zip(result, ends, strict=False)
    ]


def _without_remainder(figure: Figure, since: int, words: Sequence[str], lexicon: Lexicon) -> Figure:
    """Return a figure that cannot be read where a word of a number stands before it that was not read with it.

    What is left of a number is another number: the 40 of an unread hundred and forty, the five of point five.
    """
    place = figure.own_start - 1
    if place < since or figure.mention.form not in (DIGITS, WORDS):
        return figure
    joined = words[place] == "-" or words[place] in lexicon.and_words
    before = place - 1 if joined else place
    found = lexicon.numbers.before(words, before + 1) if before >= since else None
    kinds = {word.kind for word in found[0]} if found else set()
    if joined:
        is_left = bool(kinds) and kinds <= _MULTIPLIERS
    else:
        is_left = bool(kinds & _PARTS) or lexicon.is_at(words, before, "point")
    if not is_left:
        return figure
    return replace(figure, options=Options((), ambiguous=True), note="a word of a number before it was not read")


def _interval(left: Figure, right: Figure, words: Sequence[str], lexicon: Lexicon) -> Figure | None:
    """Return "more than 20 and fewer than 35" as one count from 21 to 34; both may have their unit: 20 %, 35 %."""
    if not left.cues or not right.cues:
        return None
    between = words[left.last : right.first]
    unit, other = (unit_at(words, place, lexicon) for place in (left.last, right.mention.last))
    noun = "".join(words[right.mention.last : right.mention.last + 1])
    if unit and (same_unit(unit, other, lexicon) or not (other or noun.isalpha())):
        between = between[len(unit) :]
    elif not unit and noun.isalpha() and noun not in lexicon.and_words and between[:1] == [noun]:
        between = between[1:]  # more than 20 people and fewer than 30 people
    if between and not lexicon.is_listed(tuple(between), "and"):
        return None
    if any(figure.options.ambiguous or len(figure.options.candidates) != 1 for figure in (left, right)):
        return None
    first, second = left.options.candidates[0], right.options.candidates[0]
    if _printed_end(first[0]) == "high":
        first, second = second, first
    if (_printed_end(first[0]), _printed_end(second[0])) != ("low", "high"):
        return None
    low, high = bounds_of(first[0], *first[1]).low, bounds_of(second[0], *second[1]).high
    if low is None or high is None or low >= high:
        return None
    readings: list[Candidate] = [("between", (low, high)), ("between", (*first[1], *second[1]))]
    candidates = tuple(dict.fromkeys(readings))
    note = "the printed ends lie just outside the bounds" if len(candidates) > 1 else ""
    role = "share" if left.mention.form == FRACTION else left.mention.role
    mention = replace(left.mention, last=right.mention.last, form=RANGE, role=role, noun=right.mention.noun)
    return Figure(mention, (*left.cues, *right.cues), Options(candidates, len(candidates) > 1), left.own_start, note)


def _open_range(left: Figure, right: Figure, words: Sequence[str], lexicon: Lexicon) -> Figure | None:
    """Return "from 80 to well over 200" as one count, of which the words set the low end alone."""
    own, other = left.options.candidates, right.options.candidates
    if left.cues or len(own) != 1 or own[0][0] != "bare" or len(other) != 1 or _printed_end(other[0][0]) != "low":
        return None
    if not own[0][1] < other[0][1] or not is_opened(left.mention.first, left.mention.last, right.first, words, lexicon):
        return None
    mention = replace(left.mention, last=right.mention.last, noun=right.mention.noun)
    return Figure(mention, right.cues, Options((("at_least", own[0][1]),)), left.own_start, "")


def _hesitates(left: Figure, right: Figure, between: Sequence[str]) -> bool:
    """Tell whether a comma alone parts a number from a little larger one: twenty, thirty shots."""
    if list(between) != [","] or not {left.mention.form, right.mention.form} <= {DIGITS, WORDS}:
        return False
    low, high = left.mention.values[0], right.mention.values[0]
    return low < high <= low * _A_LITTLE


def _in_doubt(figure: Figure, note: str) -> Figure:
    options = figure.options
    return replace(figure, options=Options(options.candidates, ambiguous=True, leans=options.leans), note=note)


def _escalates(left: Figure, right: Figure, between: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a vague word raises the one before it, and no more is sure than that one."""
    vague = left.mention.form == right.mention.form == VAGUE
    if not vague or not lexicon.is_listed(tuple(between), "escalating"):
        return False
    first, *more = (bounds_of(code, *numbers).low for one in (left, right) for code, numbers in one.options.candidates)
    return first is not None and all(low is not None and first <= low for low in more)


def _printed_end(code: str) -> str:
    """Tell which end of its bounds the printed number is: at least 20, at most 35; "" where it is both or neither."""
    qualifier = qualifiers()[code]
    counted = (qualifier.low.counted_from == "value", qualifier.high.counted_from == "value")
    return {(True, False): "low", (False, True): "high"}.get(counted, "")


def _with_whole(part: Figure, whole: Figure, words: Sequence[str], lexicon: Lexicon) -> Figure:
    """Return "one of" with a second way to read it, as a plain one, where its whole is printed: one of the 30."""
    if part.options.candidates != (("one_of", ()),) or not is_whole(part, whole, words, lexicon):
        return part
    if not any(numbers for _, numbers in whole.options.candidates):
        return part
    options = Options((*part.options.candidates, ("bare", (1,))), ambiguous=True)
    return replace(part, options=options, note="the whole is printed, so one may be a count")


def _sharing(left: Figure, right: Figure, between: Sequence[str], lexicon: Lexicon) -> Figure:
    """Return "at least five fighters and two civilians" with a second way to read its two."""
    if left.mention.form in (RANGE, VAGUE) or not left.cues or left.options.ambiguous or right.options.ambiguous:
        return right
    told, own = left.options.candidates, right.options.candidates
    near = 0 < len(between) <= _REACH and between[-1] in lexicon.and_words and all(word.isalpha() for word in between)
    if not (near and len(own) == 1 and own[0][0] == "bare" and told[0][0] != "bare"):
        return right
    numbers: tuple[Number, ...] = own[0][1]
    note = "may share the cue of the figure before it"
    return replace(right, options=Options((*own, (told[0][0], numbers)), ambiguous=True), note=note)
