"""Figures: the numbers of a text that count something, each with every way in which it can be read."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from asreported.bounds import Number
from asreported.reading.alternatives import Candidate, Options, of_numbers, of_range, of_vague
from asreported.reading.company import Company
from asreported.reading.cues import Before, Cues
from asreported.reading.mentions import FRACTION, ORDINAL, RANGE, VAGUE, Mention
from asreported.reading.numerals import exact
from asreported.reading.tokens import Token
from asreported.words.lexicon import Cue, Lexicon

__all__ = ["MAY_BE", "Figure", "Passed", "figures"]

#: How the note begins of a figure that is one only if it is no year, or no age.
MAY_BE = "may be a"

_After = tuple[tuple[Cue, ...], int, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """A mention that counts, its cues (as runs of tokens), and how it can be read; no candidates: no code says it."""

    mention: Mention
    cues: tuple[tuple[int, int], ...]
    options: Options
    own_start: int
    note: str = ""

    @property
    def first(self) -> int:
        """Return the first token of cue and number."""
        return min([self.mention.first, *(start for start, _ in self.cues)])

    @property
    def last(self) -> int:
        """Return the token behind cue and number."""
        return max([self.mention.last, *(end for _, end in self.cues)])


@dataclass(frozen=True, slots=True)
class Passed:
    """A mention that counts nothing, and why."""

    mention: Mention
    reason: str

    @property
    def last(self) -> int:
        """Return the token behind it."""
        return self.mention.last


def figures(
    tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon, include: Set[str]
) -> list[Figure | Passed]:
    """Return what each mention of a text is, in order."""
    words = [token.text for token in tokens]
    cues, company = Cues(tokens, words, lexicon), Company(tokens, words, lexicon)
    befores = _befores(mentions, cues)
    outside = _outside_cues(mentions, befores)
    if len(outside) < len(mentions):
        mentions, befores = outside, _befores(outside, cues)
    stops = [*(before.start for before in befores[1:]), len(tokens)][: len(mentions)]
    found: list[Figure | Passed] = []
    for mention, before, stop in zip(mentions, befores, stops, strict=True):
        reason = company.reason(mention, before.own_start, before.start, bool(before.qualifiers))
        before_it = found[-1] if found else None
        if reason is None and isinstance(before_it, Passed):
            goes_on = company.continues(before_it.mention, before_it.reason, mention)
            reason = (before_it.reason, True) if goes_on else None
        if reason and company.measures_time(mention, reason[0]) and include & {"span", reason[0]}:
            mention, reason = replace(mention, role="measure"), None
        unasked = mention.form == ORDINAL and ORDINAL not in include
        if reason and (unasked or (reason[1] and reason[0] not in include)):
            found.append(Passed(mention, reason[0]))
            continue
        doubt = reason[0] if reason and not reason[1] else ""
        figure = _figure(mention, before, cues.after(mention, stop), doubt)
        found.append(figure)
    return found


def _outside_cues(mentions: Sequence[Mention], befores: Sequence[Before]) -> list[Mention]:
    """Return the mentions without those that are a part of the next one's cue: the few of "as few as six"."""
    inside = [
        one.last <= after.own_start and one.first >= after.start
        for one, after in zip(mentions, befores[1:], strict=False)
    ]
    return [one for one, hidden in zip(mentions, [*inside, False], strict=False) if not hidden]


def _befores(mentions: Sequence[Mention], cues: Cues) -> list[Before]:
    ends = [0, *(mention.last for mention in mentions)]
    return [cues.before(mention, end) for mention, end in zip(mentions, ends, strict=False)]


def _figure(mention: Mention, before: Before, after: _After | None, doubt: str) -> Figure:
    cells = list(before.qualifiers)
    spans = [(before.start, before.own_start)] if before.qualifiers else []
    if after:
        completing = next((cue for cue in after[0] if cue.beside and cue.beside in cells), None)
        chosen = completing or next((cue for cue in after[0] if not cue.beside), None)
        if chosen:
            cells = [cell for cell in cells if cell != chosen.beside]
            cells.append(chosen.qualifier)
            if mention.form != VAGUE and mention.meaning:  # a word that rounds of itself: une trentaine ... au moins
                cells.append(mention.meaning)
            spans.append((after[1], after[2]))
    options = _options(mention, cells)
    note = "the words allow more than one reading" if options.ambiguous else ""
    if doubt:
        options, note = Options(options.candidates, ambiguous=True, leans=False), f"{MAY_BE} {doubt}"
    return Figure(mention, tuple(spans), options, before.own_start, note)


def _options(mention: Mention, cells: list[str]) -> Options:
    if mention.form == VAGUE:
        return of_vague(mention.meaning, cells)
    form = FRACTION if mention.role == "share" else mention.form
    numbers = tuple(number for value in mention.values if (number := _number(value, form)) is not None)
    if len(numbers) < len(mention.values):
        return Options(())
    if mention.form == RANGE:
        return of_range(numbers, cells)
    if mention.form == ORDINAL:
        return Options(tuple(("ordinal", (number,)) for number in numbers), len(numbers) > 1, leans=False)
    if mention.form == FRACTION and not mention.role and Fraction(1, 2) < mention.values[0] < 1:
        majority: Candidate = ("majority", ())
        return Options((*of_numbers(numbers, cells).candidates, majority), ambiguous=True)
    return of_numbers(numbers, cells, mention.meaning)


def _number(value: Fraction, form: str) -> Number | None:
    """Return a value as it is reported; a share with no exact decimal as a float prints it: 0.3333333333333333."""
    number = exact(value)
    return Decimal(repr(float(value))) if number is None and form == FRACTION else number
