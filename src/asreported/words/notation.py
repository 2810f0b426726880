"""How the cells of the tables are written: one phrase, in which `<month>` stands for each phrase of that class."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, product

__all__ = ["WORD", "Classes", "Phrase", "choices", "phrases", "shape", "words_of"]

#: A run of words.
Phrase = tuple[str, ...]
#: The phrases of each class of words.
Classes = Mapping[str, list[str]]

#: A number, a word or a sign.
WORD = re.compile(r"[0-9]+|[^\W\d_]+|\S")
_CLASS = re.compile(r"<(\w+)>")


def words_of(phrase: str) -> Phrase:
    """Return the words and signs of a phrase.

    >>> words_of("c. 20-plus")
    ('c', '.', '20', '-', 'plus')
    """
    # Most phrases are letters and spaces, which need no regular expression.
    return tuple(phrase.split() if phrase.replace(" ", "").isalpha() else WORD.findall(phrase))


def phrases(cell: str, classes: Classes) -> Iterator[Phrase]:
    """Yield every phrase that a cell stands for.

    >>> list(phrases("most <people>", {"people": ["men", "women"]}))
    [('most', 'men'), ('most', 'women')]
    """
    if "<" not in cell:
        yield words_of(cell)
        return
    for choice in product(*choices(cell, classes)):
        yield tuple(chain.from_iterable(choice))


def choices(cell: str, classes: Classes) -> tuple[list[Phrase], ...]:
    """Return the phrases that may stand in each part of a cell.

    >>> choices("most <people>", {"people": ["men", "women"]})
    ([('most',)], [('men',), ('women',)])
    """
    return tuple(_part(item, classes) for item in cell.split())


def shape(pattern: str, classes: Classes) -> str:
    """Return a regular expression with its classes written out.

    >>> shape("(?:<month>) [0-9]+", {"month": ["june", "july"]})
    '(?:(?:june|july)) [0-9]+'
    """
    return _CLASS.sub(lambda found: _either(classes.get(found[1], [])), pattern)


def _part(item: str, classes: Classes) -> list[Phrase]:
    named = _CLASS.fullmatch(item)
    return [words_of(phrase) for phrase in classes.get(named[1], [])] if named else [words_of(item)]


def _either(members: list[str]) -> str:
    ordered = sorted(members, key=len, reverse=True)
    return "(?:" + ("|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in ordered) or r"\b\B") + ")"
