"""What a citation prints beside what the package would print now, word by word; what is left over on either side.

A fact is unchanged where all of its words stand in their order with none between them. One that is left out whole is
not printed; one that is there in part, or has other words in its place, is changed. Words between two facts are added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby

from asreported.citing.wording import Token, Wording, is_word

__all__ = ["ADDED", "WORDING", "Compared", "Deviation", "compare", "matched"]

#: The part under which words are named that belong to no fact.
ADDED = "added"
#: Words between the facts of a text that is printed whole.
WORDING = "wording"
#: Less than this share of the words of a text that is printed whole is chance.
_LEAST = 0.2
#: Words of the styles that a citation may have at other places.
_OF_STYLES = frozenset({("In",), ("Version",), ("Data", "set")})


@dataclass(frozen=True, slots=True)
class Deviation:
    """One part of a citation that is not what the package prints."""

    part: str
    cited: str
    now: str


@dataclass(slots=True)
class Compared:
    """What came of it: deviations, parts that were compared, and that are empty, and words around the citation."""

    deviations: list[Deviation] = field(default_factory=list)
    printed: set[str] = field(default_factory=set)
    empty: set[str] = field(default_factory=set)
    around: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of one fact side by side, from `start` up to `end` of the expected ones."""

    part: str
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where the two differ: expected words `start` to `end`, in whose place stand the cited ones `first` to `last`."""

    start: int
    end: int
    first: int
    last: int


def matched(expected: Sequence[Token], cited: Sequence[Token]) -> dict[int, int]:
    """Return the place in the cited words of each expected word that has one."""
    blocks = _matcher(expected, cited).get_matching_blocks()
    return {block.a + at: block.b + at for block in blocks for at in range(block.size)}


def compare(expected: Wording, cited: Wording, *, is_alone: bool, movable: Iterable[tuple[str, ...]] = ()) -> Compared:
    """Return how a cited text differs from the expected one, whose tokens say what they are part of.

    `is_alone` says that all of the cited text is the citation, so that nothing stands around it. `movable` are the
    words of facts that other styles print at other places.
    """
    return _Comparison(expected, cited, is_alone, frozenset(movable) | _OF_STYLES).made()


class _Comparison:
    def __init__(self, expected: Wording, cited: Wording, is_alone: bool, movable: frozenset[tuple[str, ...]]) -> None:
        self.expected, self.cited, self.is_alone, self.movable = expected, cited, is_alone, movable
        self.runs = list(_runs(expected.tokens))
        self.places = self._meant(matched(expected.tokens, cited.tokens))
        self.extra: dict[_Run, list[int]] = {run: [] for run in self.runs}
        self.compared = Compared()

    def made(self) -> Compared:
        for gap in self._gaps():
            self._place(gap)
        absent = {unit for unit in {run.unit for run in self.runs} - {""} if self._is_absent(unit)}
        for unit, some in groupby(self.runs, key=lambda run: run.unit):
            runs = [run for run in some if run.part and unit not in absent]
            if unit and runs and not any(self._found(run) for run in runs):
                # Other words stand in the place of the whole text.
                whole = _Run(unit, unit, runs[0].start, runs[-1].end)
                self.extra[whole] = sorted({at for run in runs for at in self.extra[run]})
                runs = [whole]
            for run in runs:
                self._judge(run)
        self.compared.empty -= self.compared.printed
        return self.compared

    def _meant(self, places: dict[int, int]) -> dict[int, int]:
        """Leave out what stands in both by chance: a few words of a long text, and marks with no words beside them."""
        tokens = self.expected.tokens
        for _, some in groupby(self.runs, key=lambda run: run.unit or run):
            runs = list(some)
            whole = range(runs[0].start, runs[-1].end)
            words = [at for at in whole if is_word(tokens[at])]
            if runs[0].part and sum(at in places for at in words) < _LEAST * len(words):
                places = {at: place for at, place in places.items() if at not in whole}
        lone = {
            at for at in places if not (tokens[at].part or is_word(tokens[at]) or at - 1 in places or at + 1 in places)
        }
        return {at: place for at, place in places.items() if at not in lone}

    def _gaps(self) -> Iterator[_Gap]:
        # The end of both texts is an end of a gap too.
        ends = [*sorted(self.places.items()), (len(self.expected.tokens), len(self.cited.tokens))]
        start = first = 0
        for end, last in ends:
            if start < end or first < last:
                yield _Gap(start, end, first, last)
            start, first = end + 1, last + 1

    def _place(self, gap: _Gap) -> None:
        """Say of the cited words of a gap what they belong to."""
        cited = list(range(gap.first, gap.last))
        lost = [run for run in self.runs if run.part and run.start < gap.end and gap.start < run.end]
        inside = [run for run in self.runs if run.start < gap.start == gap.end < run.end and run.part]
        if inside:
            self.extra[inside[0]] += cited
        elif not any(is_word(self.cited.tokens[at]) for at in cited) and not self._is_verbatim(gap, lost):
            return
        elif self._is_around(gap, lost):
            self.compared.around += [] if self._is_moved(cited) else [self._said(cited)]
        elif lost:
            self._share(gap, lost, cited)
        elif cited:
            self._add(gap, cited)

    def _is_verbatim(self, gap: _Gap, lost: Sequence[_Run]) -> bool:
        """Whether also marks count: in the place of a part's words, and inside of a text that is printed whole."""
        around = self.expected.tokens[max(0, gap.start - 1) : gap.start + 1]
        return bool(lost) or (len(around) == 2 and around[0].unit == around[1].unit != "")

    def _is_around(self, gap: _Gap, lost: Sequence[_Run]) -> bool:
        """Whether these are words before or behind the citation, and not in the place of a single fact."""
        if self.is_alone or (gap.start > 0 and gap.end < len(self.expected.tokens)) or gap.first == gap.last:
            return False
        is_cut = any(at in self.places for run in lost for at in range(run.start, run.end))
        return not is_cut and len({run.unit or run.part for run in lost}) != 1

    def _share(self, gap: _Gap, lost: Sequence[_Run], cited: Sequence[int]) -> None:
        """Give the cited words to the facts whose words are lost, one by one where there are as many."""
        if gap.end - gap.start != len(cited):
            for run in lost:
                self.extra[run] += cited
            return
        for at, place in zip(range(gap.start, gap.end), cited, strict=True):
            if its := [run for run in lost if run.start <= at < run.end]:
                self.extra[its[0]].append(place)
            elif is_word(self.cited.tokens[place]):
                self._add(_Gap(at, at, place, place + 1), [place])

    def _add(self, gap: _Gap, cited: Sequence[int]) -> None:
        """Give words between two facts to the one that lacks some, or else name them as added."""
        beside = [run for run in self.runs if run.part and gap.start in (run.start, run.end)]
        lacking = [run for run in beside if 0 < len(self._found(run)) < run.end - run.start]
        # With no mark between them, words are taken for some of the fact that they stand at.
        at_words = [run for run in beside if run.part != WORDING and self._touches(run, gap)]
        if lacking or (at_words and not self._is_moved(cited)):
            self.extra[[*lacking, *at_words][0]] += cited
        elif not self._is_moved(cited):
            self.compared.deviations.append(Deviation(ADDED, self._said(cited), ""))

    def _touches(self, run: _Run, gap: _Gap) -> bool:
        return is_word(self.cited.tokens[gap.first if run.end == gap.start else gap.last - 1])

    def _is_moved(self, cited: Sequence[int]) -> bool:
        """Tell whether these words are nothing but facts that the package prints at another place."""
        words = [token.key for at in cited if is_word(token := self.cited.tokens[at])]
        while words:
            fact = next((fact for fact in self.movable if fact and tuple(words[: len(fact)]) == fact), None)
            if fact is None:
                return False
            words = words[len(fact) :]
        return True

    def _judge(self, run: _Run) -> None:
        found, extra = self._found(run), self.extra[run]
        is_whole = len(found) == run.end - run.start
        if is_whole and not extra:
            self.compared.printed.add(run.part)
        elif found or extra or run.unit:
            self.compared.printed.add(run.part)
            now = self.expected.said(self.expected.tokens[run.start : run.end])
            self.compared.deviations.append(Deviation(run.part, self._said(sorted({*found, *extra})), now))
        else:
            self.compared.empty.add(run.part)

    def _is_absent(self, unit: str) -> bool:
        runs = [run for run in self.runs if run.unit == unit]
        return not any(self._found(run) or self.extra[run] for run in runs)

    def _found(self, run: _Run) -> list[int]:
        return [self.places[at] for at in range(run.start, run.end) if at in self.places]

    def _said(self, places: Sequence[int]) -> str:
        return self.cited.said([self.cited.tokens[at] for at in places])


def _runs(tokens: Sequence[Token]) -> Iterator[_Run]:
    at = 0
    for (part, unit), some in groupby(tokens, key=lambda token: (token.part, token.unit)):
        end = at + len(list(some))
        yield _Run(part, unit, at, end)
        at = end


def _matcher(expected: Sequence[Token], cited: Sequence[Token]) -> SequenceMatcher[str]:
    wanted, given = [token.key for token in expected], [token.key for token in cited]
    # A hash may be cited by its beginning.
    hashes = [key for key in wanted if len(key) == 64]
    given = [next((h for h in hashes if len(key) >= 16 and h.startswith(key)), key) for key in given]
    return SequenceMatcher(None, wanted, given, autojunk=False)
