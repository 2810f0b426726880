"""What the reader knows of a language, made once from the tables of words.

A language is its rows: adding rows adds a language, and nothing here names a word of any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import chain
from typing import Any, TypeVar

from asreported.errors import UnknownName
from asreported.reading.entries import Cue, Joiner, Language, NotCount, NumberWord
from asreported.reading.normal import normalise
from asreported.reading.phrases import Pattern, PatternPhrases, Phrase, Phrases
from asreported.reading.wordlists import Classes, patterns, phrases, rows, shape, table, words_of

__all__ = ["COUNTED", "GAP", "Lexicon", "languages", "lexicon"]

#: Classes of plurals that are counted.
COUNTED = ("people", "events", "things")
#: What stands in a cue for the words that may part it: "no less ... than".
GAP = "…"

Meaning = TypeVar("Meaning")

#: Kinds of number words that are written onto digits: 12th, 1.2m, £19million.
_GLUED = ("suffix", "ordinal_ending", "scale")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Everything known of one language.

    `parted` are the cues with a `GAP` for other words; `classes` are the named lists of words, `shapes` pairs of a
    reason and a regular expression, `not_counts_before` and `not_counts_after` give the places in `not_counts`;
    `openers` begin a range that an "and" joins, `starters` a number or a vague word, `and_words` join two figures.
    """

    language: Language
    numbers: Phrases[tuple[NumberWord, ...]]
    before: Phrases[Cue]
    parted: Phrases[Cue]
    after: Phrases[tuple[Cue, ...]]
    vague: Phrases[str]
    joiners: Phrases[tuple[Joiner, ...]]
    not_counts: tuple[NotCount, ...]
    not_counts_before: Phrases[tuple[int, ...]]
    not_counts_after: Phrases[tuple[int, ...]]
    denials: Phrases[str]
    classes: dict[str, Phrases[str]]
    shapes: tuple[tuple[str, str], ...]
    openers: Phrases[str]
    starters: frozenset[str]
    and_words: frozenset[str]

    def is_at(self, words: Sequence[str], place: int, *classes: str) -> bool:
        """Tell whether a phrase of one of these classes begins at a place."""
        return any(self.classes[name].at(words, place) for name in classes if name in self.classes)

    def is_before(self, words: Sequence[str], place: int, *classes: str) -> bool:
        """Tell whether a phrase of one of these classes ends before a place."""
        return any(self.classes[name].before(words, place) for name in classes if name in self.classes)

    def begins_clause(self, word: str) -> bool:
        """Tell whether a word that is in no list may have an "and" written onto it, and so begin another clause."""
        prefix = next((one for one in self.language.prefixes if word.startswith(one)), "")
        return self.is_at([prefix], 0, "and") and word not in self.words

    @property
    def words(self) -> frozenset[str]:
        """Return every word that can make a difference to a reading."""
        return _words(self)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that can be read.

    >>> "en" in languages()
    True
    """
    return tuple(row["language"] for row in table("languages"))


@cache
def lexicon(language: str) -> Lexicon:
    """Return everything known of a language.

    Raises:
        UnknownName: no table has rows of this language.
    """
    if language not in languages():
        raise UnknownName("language", language, languages())
    members = {row["class"]: row["words"].split("|") for row in rows("classes", language)}
    glued = [row["words"].split("|") for row in rows("numbers", language) if row["kind"] in _GLUED]
    members["ending"] = list(chain(*glued, *(members.get(name, ()) for name in ("ending", "unit", "glued_unit"))))
    listed = _Lists(language, {name: [_plain(word) for word in words if word] for name, words in members.items()})
    numbers = Phrases(
        _grouped(
            listed.pairs("numbers", lambda row: NumberWord(row["kind"], Fraction(row["value"] or 0), row["qualifier"]))
        )
    )
    cues = listed.pairs(
        "cues", lambda row: (row["position"], Cue(row["qualifier"], row["beside"], row["position"] == "trailing"))
    )
    before = Phrases((phrase, cue) for phrase, (position, cue) in cues if position == "before" and GAP not in phrase)
    parted = Phrases((phrase, cue) for phrase, (position, cue) in cues if position == "before" and GAP in phrase)
    after = Phrases(_grouped((phrase, cue) for phrase, (position, cue) in cues if position != "before"))
    vague = PatternPhrases(listed.patterns("vague", "qualifier"))
    joiners = Phrases(_grouped((words_of(_plain(row["joiner"])), _joiner(row)) for row in rows("ranges", language)))
    company = {side: Phrases(_grouped(listed.places("not_counts", side))) for side in ("before", "after")}
    denials = Phrases(listed.pairs("denials", lambda row: row["kind"]))
    classes = {name: Phrases((words_of(word), name) for word in words) for name, words in listed.classes.items()}
    return Lexicon(
        language=_language(language),
        numbers=numbers,
        before=before,
        parted=parted,
        after=after,
        vague=vague,
        joiners=joiners,
        not_counts=tuple(_not_count(row) for row in rows("not_counts", language)),
        not_counts_before=company["before"],
        not_counts_after=company["after"],
        denials=denials,
        classes=classes,
        shapes=tuple((row["reason"], shape(row["pattern"], listed.classes)) for row in rows("shapes", language)),
        openers=Phrases(_openers(language)),
        starters=numbers.first_words() | vague.first_words(),
        and_words=frozenset(
            phrase[0] for phrase, words in numbers.meanings.items() if any(word.kind == "and" for word in words)
        ),
    )


@cache
def _words(known: Lexicon) -> frozenset[str]:
    tables: tuple[Phrases[Any], ...] = (
        known.numbers,
        known.before,
        known.parted,
        known.after,
        known.vague,
        known.joiners,
        known.denials,
        known.not_counts_before,
        known.not_counts_after,
        *known.classes.values(),
    )
    return frozenset().union(*(table.words() for table in tables))


@dataclass(frozen=True, slots=True)
class _Lists:
    """The rows of one language, their phrases written out."""

    language: str
    classes: Classes

    def pairs(self, name: str, meaning: Callable[[dict[str, str]], Meaning]) -> list[tuple[Phrase, Meaning]]:
        """Return each phrase of a table with what its row means."""
        return [(phrase, meaning(row)) for row in rows(name, self.language) for phrase in self._written(row["words"])]

    def patterns(self, name: str, meaning: str) -> list[Pattern[str]]:
        """Return each phrase of a table, its classes not yet written out, with a cell of its row."""
        listed = ((patterns(_plain(row["words"]), self.classes), row[meaning]) for row in rows(name, self.language))
        return [Pattern(parts, cell) for written, cell in listed for parts in written]

    def places(self, name: str, column: str) -> list[tuple[Phrase, int]]:
        """Return each phrase of a column with the place of its row."""
        listed = enumerate(rows(name, self.language))
        return [(phrase, place) for place, row in listed for phrase in self._written(row[column])]

    def _written(self, cell: str) -> Iterable[Phrase]:
        return phrases(_plain(cell), self.classes)


def _plain(words: str) -> str:
    return normalise(words).text


def _grouped(pairs: Iterable[tuple[Phrase, Meaning]]) -> list[tuple[Phrase, tuple[Meaning, ...]]]:
    groups: dict[Phrase, list[Meaning]] = {}
    for phrase, meaning in pairs:
        groups.setdefault(phrase, []).append(meaning)
    return [(phrase, tuple(meanings)) for phrase, meanings in groups.items()]


def _language(code: str) -> Language:
    row = next(row for row in table("languages") if row["language"] == code)
    return Language(
        code=code,
        points=row["points"],
        groups=row["groups"],
        spaced_groups=row["spaced_groups"] == "yes",
        and_after=frozenset(row["and_after"].split("|")),
        prefixes=tuple(_plain(prefix) for prefix in row["prefixes"].split("|") if prefix),
        noun=row["noun"],
    )


def _joiner(row: dict[str, str]) -> Joiner:
    return Joiner(makes=row["makes"], opener=words_of(_plain(row["opener"])))


def _openers(language: str) -> list[tuple[Phrase, str]]:
    """Return the openers of ranges whose joiner is the "and" that may also stand inside a number."""
    ands = {word for row in rows("numbers", language) if row["kind"] == "and" for word in row["words"].split("|")}
    return [
        (words_of(_plain(row["opener"])), row["makes"])
        for row in rows("ranges", language)
        if row["opener"] and row["joiner"] in ands
    ]


def _not_count(row: dict[str, str]) -> NotCount:
    return NotCount(row["reason"], row["certain"] == "yes", row["form"], bool(row["before"]), bool(row["after"]))
