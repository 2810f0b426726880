"""What the reader knows of a language, made once from the tables of words.

A language is its rows: adding rows adds a language, and nothing here names a word of any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import chain
from typing import Any, TypeVar

from asreported.words.folding import normalise
from asreported.words.loader import Row, known_language, listed, rows
from asreported.words.lookup import Pattern, PatternPhrases, Phrases
from asreported.words.notation import Classes, Phrase, choices, phrases, shape, words_of

__all__ = ["COUNTED", "GAP", "Cue", "Joiner", "Language", "Lexicon", "NotCount", "NumberWord", "lexicon"]

#: Classes of plurals that are counted.
COUNTED = ("people", "events", "things")
#: What stands in a cue for the words that may part it: "no less ... than".
GAP = "…"

Meaning = TypeVar("Meaning")

#: Kinds of number words that are written onto digits: 12th, 1.2m, £19million.
_GLUED = ("suffix", "ordinal_ending", "scale")
#: Classes of words that may be written onto digits, too.
_ENDINGS = ("ending", "unit", "glued_unit")


@dataclass(frozen=True, slots=True)
class Language:
    """A row of languages.csv: how a language writes numbers.

    `points` are its decimal signs, the usual one first; `groups` the signs that part thousands; `and_after` the parts
    of a number behind which its "and" may stand; `prefixes` the words that are written together with the next one;
    `noun` tells whether the first or the last word of a noun phrase is its noun; `other_digits` whether it also has
    digits of its own.
    """

    code: str
    points: str
    groups: str
    spaced_groups: bool
    and_after: frozenset[str]
    prefixes: tuple[str, ...]
    noun: str
    other_digits: bool


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A row of numbers.csv: what part the word plays in a number, its value, and the qualifier it carries of itself."""

    kind: str
    value: Fraction
    qualifier: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of cues.csv: the qualifier that the words give; `beside` names the other cue that they need.

    A `trailing` one belongs to the number before it also from behind the noun, whatever follows.
    """

    qualifier: str
    beside: str
    trailing: bool = False


@dataclass(frozen=True, slots=True)
class Joiner:
    """A row of ranges.csv: what two numbers make with these words between them and the `opener` before them."""

    makes: str
    opener: Phrase


@dataclass(frozen=True, slots=True)
class NotCount:
    """A case of not_counts.csv: a number of this form, in this company, is no count, for this reason."""

    reason: str
    certain: bool
    form: str
    before: bool
    after: bool


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

    def is_listed(self, phrase: Phrase, name: str) -> bool:
        """Tell whether a phrase is one of a class, whole."""
        return name in self.classes and phrase in self.classes[name].meanings

    def begins_clause(self, word: str) -> bool:
        """Tell whether a word that is in no list may have an "and" written onto it, and so begin another clause."""
        prefix = next((one for one in self.language.prefixes if word.startswith(one)), "")
        return self.is_at([prefix], 0, "and") and word not in self.words

    @property
    def words(self) -> frozenset[str]:
        """Return every word that can make a difference to a reading."""
        return _words(self)


@cache
def lexicon(language: str) -> Lexicon:
    """Return everything known of a language.

    Raises:
        UnknownName: languages.csv has no row of this language.
    """
    row = known_language(language)
    classes = {name: list(filter(None, _folded(words))) for name, words in listed("classes", language, "class").items()}
    glued = [_folded(words) for kind, words in listed("numbers", language, "kind").items() if kind in _GLUED]
    classes["ending"] = list(chain(*glued, *(classes.get(name, ()) for name in _ENDINGS)))
    numbers = Phrases(_grouped(_pairs("numbers", language, classes, _number_word)))
    cues = _pairs("cues", language, classes, _placed_cue)
    ahead = [(phrase, cue) for phrase, (position, cue) in cues if position == "before"]
    vague = PatternPhrases(
        Pattern(choices(words, classes), row["qualifier"]) for words, row in _written("vague", language)
    )
    joiners = [(words_of(words), row) for words, row in _written("ranges", language, "joiner")]
    openers = [words_of(words) for words, _ in _written("ranges", language, "opener")]
    not_counts, company = _not_counts(language, classes)
    and_words = frozenset(words for words, row in _written("numbers", language) if row["kind"] == "and")
    return Lexicon(
        language=_language(row, tuple(classes.get("prefix", ()))),
        numbers=numbers,
        before=Phrases((phrase, cue) for phrase, cue in ahead if GAP not in phrase),
        parted=Phrases((phrase, cue) for phrase, cue in ahead if GAP in phrase),
        after=Phrases(_grouped((phrase, cue) for phrase, (position, cue) in cues if position != "before")),
        vague=vague,
        joiners=Phrases(
            _grouped(
                (joiner, Joiner(row["makes"], opener)) for (joiner, row), opener in zip(joiners, openers, strict=True)
            )
        ),
        not_counts=not_counts,
        not_counts_before=company["before"],
        not_counts_after=company["after"],
        denials=Phrases(_pairs("denials", language, classes, lambda row: row["kind"])),
        classes={name: Phrases((words_of(word), name) for word in words) for name, words in classes.items()},
        shapes=tuple((row["reason"], shape(row["pattern"], classes)) for row in rows("shapes", language)),
        openers=Phrases(
            (opener, row["makes"])
            for (joiner, row), opener in zip(joiners, openers, strict=True)
            if opener and " ".join(joiner) in and_words
        ),
        starters=numbers.first_words() | vague.first_words(),
        and_words=and_words,
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


def _folded(words: Sequence[str]) -> list[str]:
    """Return words in the form in which they are compared, all at once: each alone takes ten times as long."""
    return normalise("\n".join(words)).text.split("\n") if words else []


def _written(table: str, language: str, column: str = "words") -> Iterator[tuple[str, Row]]:
    """Yield each row of a table with its words in the form in which they are compared."""
    found = rows(table, language)
    return zip(_folded([row[column] for row in found]), found, strict=True)


def _pairs(
    table: str, language: str, classes: Classes, meaning: Callable[[Row], Meaning]
) -> list[tuple[Phrase, Meaning]]:
    """Return each phrase of a table with what its row means."""
    written = _written(table, language)
    return [(phrase, meaning(row)) for words, row in written for phrase in phrases(words, classes)]


def _grouped(pairs: Iterable[tuple[Phrase, Meaning]]) -> list[tuple[Phrase, tuple[Meaning, ...]]]:
    groups: dict[Phrase, list[Meaning]] = {}
    for phrase, meaning in pairs:
        groups.setdefault(phrase, []).append(meaning)
    return [(phrase, tuple(meanings)) for phrase, meanings in groups.items()]


def _language(row: Row, prefixes: tuple[str, ...]) -> Language:
    return Language(
        code=row["language"],
        points=row["points"],
        groups=row["groups"],
        spaced_groups=row["spaced_groups"] == "yes",
        and_after=frozenset(row["and_after"].split("|")),
        prefixes=prefixes,
        noun=row["noun"],
        other_digits=row["other_digits"] == "yes",
    )


def _number_word(row: Row) -> NumberWord:
    return NumberWord(row["kind"], Fraction(row["value"] or 0), row["qualifier"])


def _placed_cue(row: Row) -> tuple[str, Cue]:
    return row["position"], Cue(row["qualifier"], row["beside"], row["position"] == "trailing")


def _not_counts(language: str, classes: Classes) -> tuple[tuple[NotCount, ...], dict[str, Phrases[tuple[int, ...]]]]:
    """Return the cases in which a number counts nothing, and the phrases of each side with the place of their case."""
    written = list(_written("not_counts", language))
    cases: dict[str, list[tuple[str, Row]]] = {}
    for words, row in written:
        cases.setdefault(row["case"], []).append((words, row))
    told: list[NotCount] = []
    sides: dict[str, list[tuple[Phrase, int]]] = {"before": [], "after": []}
    for place, case in enumerate(cases.values()):
        row = case[0][1]
        present = {row["side"] for _, row in case}
        told.append(
            NotCount(row["reason"], row["certain"] == "yes", row["form"], "before" in present, "after" in present)
        )
        for words, row in case:
            if row["side"]:
                sides[row["side"]] += [(phrase, place) for phrase in phrases(words, classes)]
    return tuple(told), {side: Phrases(_grouped(pairs)) for side, pairs in sides.items()}
