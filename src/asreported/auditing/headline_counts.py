"""The counts that a cell of text prints: each headline read apart, and each form of words read once."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from asreported.auditing.kinds import Kinds, any_of, measure_words, measures_named, relation, words_of_kinds
from asreported.auditing.trailing import qualified_behind, trailing_cue
from asreported.bounds import Number
from asreported.qualifiers import bounds_of, qualifiers
from asreported.reading import Denial, Reading, find_counts, find_denial
from asreported.reading.counted import MAY_BE
from asreported.reading.likeness import KEPT_LETTERS, stand_ins
from asreported.reading.templates import BREAKS, LONGEST_PLAIN
from asreported.words.lexicon import lexicon

__all__ = ["HeadlineCount", "HeadlineReader", "headlines"]

_PARTS = re.compile(r"[;؛]")
_PIECE = re.compile(r"[^\W\d_]+|[0-9]+|.", re.DOTALL)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)")
_RUN = re.compile(r"\S+")
#: Within how many words before a count a plan or a supposition is about it.
_NEAR = 6
_DIGIT = re.compile(r"[\d½¼¾]")
#: Digits of any script, so that a second numeral is never overlooked.
_DIGITS = re.compile(r"[\d½¼¾]+")


@dataclass(frozen=True, slots=True)
class HeadlineCount:
    """One count of a headline: what its words say of it, what it counts (`kind`), and the measures its noun names.

    `qualifier` joins codes by `|` where the words allow several that agree on the number; `ends` are the numbers of a
    range. `doubt` says why the count must not be relied on, `is_whole` that the headline may count a longer time or a
    larger place (a toll, a month). `pieces` and `span` say where its words stand, `in_digits` that they end in digits.
    """

    qualifier: str
    value: Number | None
    low: Number | None
    high: Number | None
    kind: str
    named: tuple[str, ...] = ()
    words: str = ""
    ends: tuple[Number, ...] = ()
    doubt: str = ""
    is_whole: bool = False
    pieces: tuple[int, int] = (0, 0)
    span: tuple[int, int] = (0, 0)
    in_digits: bool = False

    @property
    def is_point(self) -> bool:
        """Whether the words set one number and nothing beside it: bare, exactly, none."""
        return self.low is not None and self.low == self.high

    def relation(self, measure: str | None) -> str:
        """Return how the count stands to a measure: same, near, both, other."""
        return relation(self.kind, self.named, measure)

    def prints(self, number: Number) -> bool:
        """Tell whether the words print this number, alone or as one end of a range."""
        return number in (self.value, *self.ends) or (self.is_point and number == self.low)


def headlines(cell: str) -> list[str]:
    """Return the headlines of a cell, which are joined by ";", each once.

    >>> headlines("Ten dead; Regime&#8217;s shells hit a town;Ten dead")
    ['Ten dead', 'Regime’s shells hit a town']
    """
    parts = (part.strip() for part in _PARTS.split(html.unescape(cell)))
    return list(dict.fromkeys(part for part in parts if part))


class HeadlineReader:
    """Reads cells for one audit, and remembers each form of words: what no list holds makes no difference.

    >>> [(one.words, one.low, one.kind) for one in HeadlineReader("en").read("At least 20 dead; 3 raids on a town")]
    [('At least 20', 20, 'killed'), ('3', 3, 'other')]
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.lexicon = lexicon(language)
        self.kinds = Kinds(language)
        words = words_of_kinds(language)
        listed = {word for some in words.values() for phrase in some for word in phrase.split()}
        named = {word for phrases in measure_words().values() for phrase in phrases for word in phrase.split()}
        self._known = frozenset(stand_ins(language)) | listed | named
        self._whole = any_of(words.get(("total", "anywhere"), ()))
        self._doubtful = any_of(words.get(("doubt", "near"), ()))
        self._clause = any_of(words.get(("clause", ""), ()))
        self._denying = self.lexicon.denials.first_words()
        self._word_forms: dict[str, str] = {}
        self._shapes: dict[str, tuple[HeadlineCount, ...]] = {}
        self._forms: dict[str, tuple[HeadlineCount, ...] | None] = {}

    def read(self, cell: str) -> list[HeadlineCount]:
        """Return every count of a cell, headline by headline."""
        return [one for text in headlines(cell) for one in self._counts(text)]

    def _counts(self, text: str) -> tuple[HeadlineCount, ...]:
        numeral = _only_numeral(text)
        shape = text if numeral is None else text.replace(str(numeral), _size(numeral), 1)
        known = self._shapes.get(shape)
        if known is None:
            known = self._of_form(text, numeral)
            if numeral is None or _follow(known, numeral):
                self._shapes[shape] = known
            return known
        return known if numeral is None else tuple(_refilled(one, text, numeral) for one in known)

    def _of_form(self, text: str, numeral: int | None) -> tuple[HeadlineCount, ...]:
        """Return the counts of a text whose shape is new; its form of words may be known."""
        pieces: list[str] = _PIECE.findall(text)
        if not self._has_number(text, pieces):
            return ()
        form = self._form(pieces, numeral)
        if form not in self._forms:
            found = self._read(text, pieces)
            self._forms[form] = found if numeral is None or _follow(found, numeral) else None
        known = self._forms[form]
        if known is None:
            return self._read(text, pieces)
        ends = [0, *accumulate(map(len, pieces))]
        return tuple(_filled(one, text, ends, numeral) for one in known)

    def _has_number(self, text: str, pieces: list[str]) -> bool:
        if _DIGIT.search(text):
            return True
        starters = self.lexicon.starters
        return any((word := piece.casefold()) in starters or self._hides(word) for piece in pieces)

    def _form(self, pieces: list[str], numeral: int | None) -> str:
        """Return a text without what makes no difference to its reading."""
        form: list[str] = []
        for piece in pieces:
            if piece.isalpha():
                form.append(self._word_forms.get(piece) or self._word_form(piece))
            elif numeral is not None and piece.isdecimal():
                form.append(_size(numeral))
            else:
                form.append(piece)
        return "".join(form)

    def _word_form(self, piece: str) -> str:
        word = piece.casefold()
        form = word if word in self._known or self._hides(word) else "a" * min(len(word), KEPT_LETTERS)
        self._word_forms[piece] = form
        return form

    def _hides(self, word: str) -> bool:
        return word.startswith(self.lexicon.language.prefixes)

    def _read(self, text: str, pieces: list[str]) -> tuple[HeadlineCount, ...]:
        found = [one for one in find_counts(text, self.language) if one.role == "count"]
        denying = found and any(piece.casefold() in self._denying for piece in pieces)
        denial = find_denial(text, self.language) if denying else None
        folded = text.casefold()
        is_whole = bool(self._whole.search(folded) or _YEAR.search(text))
        places = [place for place, piece in enumerate(pieces) for _ in piece]
        printed = []
        for place, bare in enumerate(found):
            left = found[place - 1].end if place else 0
            right = found[place + 1].start if place + 1 < len(found) else len(text)
            one = qualified_behind(bare, text, right, self.language)
            kind = self.kinds.kind(folded, one.start, one.end, left, right, one.noun)
            doubt = self._denial(text, folded, one, denial, left, right) if denial else ""
            doubt = doubt or self._doubt(one, text[left : one.start], text[one.end : right])
            number = text[slice(*one.number_span)] if one.number_span else ""
            printed.append(
                replace(
                    _count(one, kind),
                    named=measures_named(one.noun),
                    words=text[one.start : one.end],
                    doubt=doubt,
                    is_whole=is_whole,
                    pieces=(places[one.start], places[one.end - 1] + 1),
                    span=(one.start, one.end),
                    in_digits=number.isdecimal(),
                )
            )
        return tuple(printed)

    def _denial(self, text: str, folded: str, one: Reading, denial: Denial, left: int, right: int) -> str:
        """Return why the words may not tell a count as a fact: what is planned or supposed must stand near it."""
        words: str | None = denial.words
        if denial.kind != "denied":
            ahead = list(_RUN.finditer(text, left, one.start))[-_NEAR:]
            clause = self._clause.search(folded, one.end, right)
            near = text[ahead[0].start() if ahead else one.start : clause.start() if clause else right]
            found = find_denial(near, self.language)
            words = found.words if found else None
        return f'the headline has the words "{words}"' if words else ""

    def _doubt(self, one: Reading, ahead: str, behind: str) -> str:
        if one.status != "read" and not _agree(one):
            return one.doubt or one.note
        if one.cue_span is not None:
            return ""
        near = (self._doubtful.search(side.casefold()) for side in (ahead, behind))
        loose = trailing_cue(behind, self.language) or next((found for found in near if found), None)
        return f'the words "{loose[0]}" near it may qualify it' if loose else ""


def _agree(one: Reading) -> bool:
    """Tell whether all readings of an ambiguous count set the same number, and none of them sets it as exact."""
    numbers = {other.value for other in one.alternatives}
    several = len(one.alternatives) > 1 and len(numbers) == 1 and None not in numbers
    return several and not one.note.startswith(MAY_BE) and all(other.low != other.high for other in one.alternatives)


def _count(one: Reading, kind: str) -> HeadlineCount:
    readings = one.alternatives if one.status != "read" and _agree(one) else (one,)
    low, high = (_shared({getattr(other, end) for other in readings}) for end in ("low", "high"))
    qualifier = "|".join(other.qualifier or "" for other in readings)
    is_range = qualifier in qualifiers() and qualifiers()[qualifier].numbers_needed == 2
    ends = tuple(end for end in (one.low, one.high) if end is not None) if is_range else ()
    return HeadlineCount(qualifier, readings[0].value, low, high, kind, ends=ends)


def _shared(values: set[Number | None]) -> Number | None:
    return values.pop() if len(values) == 1 else None


def _only_numeral(text: str) -> int | None:
    """Return the numeral of a text that has no other, where it is a short one."""
    digits = _DIGITS.findall(text)
    if len(digits) != 1 or not digits[0].isdecimal() or len(digits[0]) > LONGEST_PLAIN:
        return None
    return int(digits[0]) if digits[0][0] in "123456789" else None


def _size(numeral: int) -> str:
    """Return what stands for every numeral that is printed as long and read alike."""
    return f"{'0' * len(str(numeral))}<{bisect_right(BREAKS, numeral)}>"


def _follow(found: Iterable[HeadlineCount], numeral: int) -> bool:
    """Tell whether each count is the numeral or spelled out: then the form of its text stands for other numerals."""
    plain = (one for one in found if one.in_digits or one.ends)
    return all(not one.ends and one.value == numeral and one.qualifier in qualifiers() for one in plain)


def _filled(one: HeadlineCount, text: str, ends: list[int], numeral: int | None) -> HeadlineCount:
    """Return a remembered count with the words of this text, whose pieces end at `ends`, and its numeral."""
    start, end = (ends[place] for place in one.pieces)
    placed = replace(one, span=(start, end), words=text[start:end])
    return placed if numeral is None else _refilled(placed, text, numeral)


def _refilled(one: HeadlineCount, text: str, numeral: int) -> HeadlineCount:
    """Return a count of a text of the same shape, where all stands in the same place."""
    words = text[slice(*one.span)]
    if not one.in_digits:
        return replace(one, words=words)
    value, bounds = numeral, bounds_of(one.qualifier, numeral)
    # Written out, for `replace` takes ten times as long, and this is done for every row.
    return HeadlineCount(
        one.qualifier,
        value,
        bounds.low,
        bounds.high,
        one.kind,
        one.named,
        words,
        one.ends,
        one.doubt,
        one.is_whole,
        one.pieces,
        one.span,
        one.in_digits,
    )
