"""What one language says of those who speak: the verbs, the nouns for speakers, the outlets that pass on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from asreported.words.folding import normalise
from asreported.words.loader import languages, listed, rows
from asreported.words.lookup import Phrases
from asreported.words.notation import Phrase, words_of

__all__ = ["OUTLETS", "PERIOD_ENDS", "TOGETHER", "WRITTEN_ON", "Kind", "Wording", "in_every_language", "wording"]

#: The kinds of agent that pass on what others say.
OUTLETS = ("agency", "media")
#: The classes of words that begin and that end a period.
PERIOD_ENDS = ("since", "until")
#: The classes of words that join two measures, and of those that are written onto the second one.
TOGETHER, WRITTEN_ON = "together", "together_prefix"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a noun says of the one whom it names: the kind of agent, and whether it is a name; `is_proper`: Reuters."""

    kind: str
    anonymity: str
    is_proper: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language: classes of them, the nouns for those who speak, and the outlets that pass on."""

    classes: dict[str, Phrases[str]]
    speakers: Phrases[Kind]
    outlets: Phrases[str]

    def at(self, name: str, words: Sequence[str], place: int) -> int:
        """Return the place behind the phrase of a class that begins at `place`; 0 where none does.

        >>> wording("en").at("verb_to", ("told", "reporters"), 0)
        1
        """
        found = self.classes[name].at(words, place) if name in self.classes and place >= 0 else None
        return found[1] if found else 0

    def anywhere(self, name: str, words: Sequence[str], start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Return where the first phrase of a class stands between two places; (0, 0) where none does."""
        for place in range(start, len(words) if end is None else end):
            if behind := self.at(name, words, place):
                return place, behind
        return 0, 0


@cache
def wording(language: str) -> Wording:
    """Return the words of a language; a language without rows has none, and nobody is heard in it."""
    classes = {
        name: Phrases((_words(phrase), name) for phrase in phrases)
        for name, phrases in listed("speech", language, "class").items()
    }
    outlets = [(_words(row["words"]), row["kind"]) for row in rows("outlets", language)]
    speakers = [(_words(row["words"]), Kind(row["kind"], row["anonymity"])) for row in rows("speakers", language)]
    speakers += [
        (_words(row["words"]), Kind(row["kind"], "named", is_proper=row["words"][0].isupper()))
        for row in rows("outlets", language)
    ]
    return Wording(classes, Phrases(speakers), Phrases(outlets))


def in_every_language(name: str) -> tuple[str, ...]:
    """Return the phrases of a class in all languages.

    >>> "since" in in_every_language("since"), "hasta" in in_every_language("until")
    (True, True)
    """
    return tuple(words for language in languages() for words in listed("speech", language, "class").get(name, ()))


def _words(phrase: str) -> Phrase:
    return words_of(normalise(phrase).text)
