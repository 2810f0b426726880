"""What cues and vague words leave open: the ways in which one figure can be read.

A cell of the lexicon gives a code ("at_least"), a code with its number ("exactly:2" for "both"), several with the
likelier first ("nearly?about"), several of which none is likelier ("?more_than?fewer_than"), "-" where no code says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asreported.bounds import Number
from asreported.qualifiers import qualifiers

__all__ = [
    "NOTHING",
    "Candidate",
    "Options",
    "is_below_zero",
    "of_cell",
    "of_numbers",
    "of_range",
    "of_vague",
    "settled",
]

#: One way to read a figure: a qualifier and the numbers that it takes.
Candidate = tuple[str, tuple[Number, ...]]

_NO_CODE = "-"
#: With a cue before it the one is a number: "at least one of the attackers".
_ONE_OF = "one_of"
#: A vague word that counts nothing where it stands: "some way off".
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Options:
    """Every way to read a figure, the likelier first; `leans` where the first is likelier than the rest."""

    candidates: tuple[Candidate, ...]
    ambiguous: bool = False
    leans: bool = True


@dataclass(frozen=True, slots=True)
class Codes:
    """The qualifiers that cues leave open."""

    codes: tuple[str, ...]
    ambiguous: bool
    leans: bool


def is_below_zero(candidate: Candidate) -> bool:
    """Tell whether a reading holds no number from zero on, as every count is: at most minus five.

    >>> is_below_zero(("at_most", (-5,))), is_below_zero(("at_most", (5,)))
    (True, False)
    """
    code, numbers = candidate
    low, high = qualifiers()[code].low, qualifiers()[code].high
    ends = [end.at(numbers) for end in (low, high)] if low.counted_from == "constant" and numbers else [0, 0]
    return ends[0] is not None and ends[1] is not None and ends[1] < ends[0]


def of_cell(cell: str) -> Options:
    """Return what a cell of the lexicon says.

    >>> of_cell("exactly:2").candidates, of_cell("?more_than?fewer_than").leans
    ((('exactly', (2,)),), False)
    """
    parts = [part.partition(":") for part in cell.split("?") if part]
    candidates = tuple((code, (int(number),) if number else ()) for code, _, number in parts if code != _NO_CODE)
    return Options(candidates, len(parts) > 1, not cell.startswith("?"))


def settled(cells: Sequence[str]) -> Codes:
    """Return the qualifiers that several cues of one number leave open.

    A direction says more than "about", and is softened by it: "at least some 30". Two directions contradict each other.

    >>> settled(["at_least"]).codes, settled(["about", "at_least"]).codes, settled(["bare", "about"]).codes
    (('at_least',), ('at_least', 'about'), ('about',))
    """
    told = [cell for cell in dict.fromkeys(cells) if cell != "bare"]
    if len(told) < 2:
        options = of_cell(told[0] if told else "bare")
        return Codes(tuple(code for code, _ in options.candidates), options.ambiguous, options.leans)
    told.sort(key="about".__eq__)
    directed = [cell for cell in told if cell != "about"]
    codes = tuple(code for cell in told for code, _ in of_cell(cell).candidates)
    return Codes(codes, True, len(directed) == 1)


def of_numbers(numbers: Sequence[Number], cells: Sequence[str], rounded: str = "") -> Options:
    """Return how a number with these cues can be read; several numbers where its digits can stand for several."""
    codes = settled(cells)
    if rounded and not any(cell != "bare" for cell in cells):
        codes = settled([rounded])
    candidates = tuple((code, (number,)) for number in numbers for code in codes.codes)
    return Options(candidates, codes.ambiguous, codes.leans and len(numbers) == 1)


def of_range(ends: tuple[Number, ...], cells: Sequence[str]) -> Options:
    """Return how a range can be read, of which these are the ends, two for each way to read its numbers.

    Its ends are as soft as "about" makes them. Of "up to 30 or even 40" the low end counts from no number, and the high
    one is the widest that the words allow; any other cue leaves one of its ends out, and does not say which.
    """
    told = [cell for cell in cells if cell not in ("bare", "exactly", "about")]
    candidates: tuple[Candidate, ...] = tuple(("between", ends[place : place + 2]) for place in range(0, len(ends), 2))
    if len(candidates) == len(told) == 1 and _is_from_above(told[0]):
        return Options(((told[0], (max(ends),)),))
    return Options(candidates, bool(told) or len(candidates) > 1, leans=len(candidates) == 1)


def _is_from_above(code: str) -> bool:
    """Tell whether of a qualifier the high end alone counts from the number: up to."""
    meant = qualifiers().get(code)
    return meant is not None and meant.high.counted_from == "value" != meant.low.counted_from


def of_vague(cell: str, cells: Sequence[str]) -> Options:
    """Return what a vague word says; a cue from above ("up to several hundred") takes its low end away."""
    options = of_cell(cell) if cell else Options(())
    if cell.startswith("bare:") and not options.ambiguous:
        return of_numbers(options.candidates[0][1], cells)
    if cell == _ONE_OF and any(one != "bare" for one in cells):
        return of_numbers((1,), cells)
    known = qualifiers()
    from_above = [
        one
        for one in cells
        if one not in ("bare", "about") and not (one in known and known[one].low.counted_from == "value")
    ]
    return Options(options.candidates, options.ambiguous or bool(from_above), options.leans)
