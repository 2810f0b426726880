"""Phrases without what makes no difference: their digits, and the words that the lexicon treats alike.

"more than 40 widgets" and "MORE than 57 gadgets" have one template, so they are read once. What does make a difference
is kept: how a number is printed, between which of the numbers that matter it lies, and every word of the lexicon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from asreported.reading.likeness import KEPT_LETTERS, size_words, stand_ins
from asreported.reading.numerals import has_doubtful_point, numeral_values
from asreported.reading.tokens import NUMERAL_PATTERN
from asreported.words.folding import normalise
from asreported.words.lexicon import Lexicon, lexicon

__all__ = ["BREAKS", "LONGEST_PLAIN", "MOST_NUMERALS", "Forms", "Numeral", "Template", "numerals_of", "template"]

#: Where a plain number begins to be read otherwise: one, an hour, an age, a year (the forms of not_counts.csv).
BREAKS = (1, 2, 25, 121, 1000, 1900, 2100, 2200)
#: A longer numeral can be none of these.
LONGEST_PLAIN = 4
#: A phrase with more numerals is read by itself.
MOST_NUMERALS = 4
#: A longer numeral is read by itself, so that no whole number leaves 64 bits.
_LONGEST = 11

_NUMERAL = re.compile(NUMERAL_PATTERN)
_WORD = re.compile(r"[^\W\d_]+")
#: Digits in groups of three, however many.
_GROUPED = re.compile(r"0{1,3}(?P<sign>[.,\s'])000(?:(?P=sign)000)*(?![0-9])")
_PLAIN = re.compile(r"0{5,}")
#: Every numeral that is no year.
_UNSIZED = re.compile(r"(?<![0-9.,])(?:0{1,3}(?:[.,\s']000)+|0{5,}|0{1,3})(?![0-9.,])")
#: How many pieces are remembered: of words that hardly come twice a column may have millions.
_REMEMBERED = 200_000
_WORD_OR_SIGN = re.compile(r"[^\W\d_]+|[^\s\w]")
#: The letter that stands for those of a word in no list: a letter of no word, for "a" alone is one.
_UNKNOWN = "ȣ"
#: How many words on either side of a numeral are near it.
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral of a template: its length as printed, and which of the phrase's digits are its own."""

    length: int
    first_digit: int
    digits: int


@dataclass(frozen=True, slots=True)
class Template:
    """What all phrases of one form share: the `key` of those that read alike, and their numerals.

    `sized` is true where the size of the numerals matters further than one, two or a year; `alone` where each phrase
    must be read by itself.
    """

    key: str
    numerals: tuple[Numeral, ...]
    sized: bool
    alone: bool


class Forms(dict[str, str]):
    """What stands for each piece of a phrase between two spaces: its words replaced by those that are treated like it.

    >>> forms = Forms("en")
    >>> forms["Damascus,"], forms["five"], forms["of"]
    ('Ȣȣȣȣ,', 'five', 'of')
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._lexicon = lexicon(language)
        self.other_digits = self._lexicon.language.other_digits
        self._stand_ins = stand_ins(language)

    def __missing__(self, piece: str) -> str:
        form = self._of_word(piece) if piece.isascii() and piece.isalpha() else self._of_piece(piece)
        if len(self) < _REMEMBERED:
            self[piece] = form
        return form

    def _of_word(self, piece: str) -> str:
        word = piece.lower()
        form = self._stand_ins.get(word) or self._unknown(word, glued=False)
        return form.capitalize() if piece[0].isupper() else form

    def _of_piece(self, piece: str) -> str:
        normal = normalise(piece)
        # Short unknown words differ only where a number is written onto them, in a name like "ID.3".
        glued = any(sign.isdigit() for sign in normal.text)

        def stand_in(word: re.Match[str]) -> str:
            form = self._stand_ins.get(word[0]) or self._unknown(word[0], glued)
            # A capital letter may make a name of what stands behind it.
            return form.capitalize() if piece[normal.places[word.start()]].isupper() else form

        return _WORD.sub(stand_in, normal.text)

    def _unknown(self, word: str, glued: bool) -> str:
        """Return what stands for a word that is in no list; a ½, and what a prefix hides from the lists, is kept."""
        prefixes = self._lexicon.language.prefixes
        hidden = any(word.startswith(one) and word[len(one) :] in self._lexicon.words for one in prefixes)
        hidden |= self._lexicon.begins_clause(word)
        letters = min(len(word), KEPT_LETTERS) if glued else KEPT_LETTERS
        return word if hidden or not word.isalpha() else _UNKNOWN * letters


def template(form: str, known: Lexicon) -> Template:
    """Return the template of a form, its digits written as zeros.

    >>> template("more than 0,000 aaaa", lexicon("en"))
    Template(key='more than 0 aaaa', numerals=(Numeral(length=5, first_digit=0, digits=4),), sized=False, alone=False)
    """
    language = known.language
    found = list(_NUMERAL.finditer(form))
    counts = [sum(sign.isdigit() for sign in numeral[0]) for numeral in found]
    numerals = tuple(
        Numeral(len(numeral[0]), sum(counts[:place]), counts[place]) for place, numeral in enumerate(found)
    )
    alone = len(numerals) > MOST_NUMERALS or sum(counts) != form.count("0")
    alone |= any(sign.isdigit() and sign != "0" for sign in form)
    alone |= not all(_has_one_value(numeral[0], language.points, language.groups) for numeral in found)
    near = (_is_sized(form, numeral.start(), numeral.end(), known) for numeral in found)
    sized = len(numerals) > 1 or any(near)
    key = _PLAIN.sub("00000", _GROUPED.sub(r"0\g<sign>000", form)) if sized else _UNSIZED.sub("0", form)
    return Template(key, numerals, sized, alone)


def numerals_of(phrase: str) -> list[tuple[int, int, int]]:
    """Return start and end of each numeral of a phrase, and its digits read as one whole number.

    >>> numerals_of("2,500 of the 4")
    [(0, 5, 2500), (13, 14, 4)]
    """
    normal = normalise(phrase)
    return [
        (normal.places[numeral.start()], normal.places[numeral.end()], int(re.sub("[^0-9]", "", numeral[0]) or 0))
        for numeral in _NUMERAL.finditer(normal.text)
    ]


@cache
def _has_one_value(numeral: str, points: str, groups: str) -> bool:
    """Tell whether a numeral, its digits as zeros, is one number that a column of digits can give."""
    # Ones for zeros: a group of thousands that begins with a zero is no less a group.
    values = numeral_values(" ".join(numeral.replace("0", "1").split()), points, groups + " ")
    plain = "/" not in numeral and len(numeral) <= _LONGEST and numeral[-1].isdigit()
    return len(values) == 1 and plain and not has_doubtful_point(numeral.replace("0", "1"))


def _is_sized(form: str, start: int, end: int, known: Lexicon) -> bool:
    """Tell whether a sign or a word beside which size matters stands near a numeral."""
    near = _WORD_OR_SIGN.findall(form[:start])[-_NEAR:] + _WORD_OR_SIGN.findall(form[end:])[:_NEAR]
    sizes = size_words(known.language.code)
    glued = form[max(0, start - 1) : start].isalnum() or form[end : end + 1].isalnum()
    return glued or any(not word.isalpha() or word.casefold() in sizes for word in near)
