"""The reader: from the words of a report to a qualifier, a number, and the bounds that follow.

A text is normalised, cut into tokens, scanned for numbers and vague words; pairs are joined to ranges, what counts
nothing is passed over with its reason, cues give the qualifier, and the codelist the bounds. The words are data
(`asreported.words`). Nothing of this is loaded before the first phrase is read.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it, without the ten milliseconds that typing costs
if TYPE_CHECKING:
    from collections.abc import Collection

    from asreported.reading.bulk import read_column
    from asreported.reading.negation import Denial, find_denial, is_negated
    from asreported.reading.tokens import is_prefixed
    from asreported.reading.trimmed import trimmed_cue
    from asreported.reading.values import PassedOver, Reading
    from asreported.words.loader import languages

__all__ = [
    "Denial",
    "PassedOver",
    "Reading",
    "find_counts",
    "find_denial",
    "find_quantities",
    "is_negated",
    "is_prefixed",
    "languages",
    "read_column",
    "read_count",
    "read_numbers",
    "trimmed_cue",
]

#: Where the names lie that are loaded when they are first asked for.
_HOMES = {
    "Denial": "asreported.reading.negation",
    "PassedOver": "asreported.reading.values",
    "Reading": "asreported.reading.values",
    "find_denial": "asreported.reading.negation",
    "is_negated": "asreported.reading.negation",
    "is_prefixed": "asreported.reading.tokens",
    "languages": "asreported.words.loader",
    "read_column": "asreported.reading.bulk",
    "trimmed_cue": "asreported.reading.trimmed",
}


def read_count(phrase: str, language: str = "en", include: Collection[str] = ()) -> Reading:
    """Return what the phrase of one figure says: read, ambiguous where it allows several readings, or unreadable.

    A number with a unit (5 km, 40 per cent, $6) is no count, and the five of "three of the five" is its whole.
    `include` names what is otherwise passed over: ordinal, article, duration, age, and span: a duration or age
    that is printed with its unit.

    Raises:
        UnknownName: no such language, or nothing of that name to include.

    >>> reading = read_count("at least five fighters were killed")
    >>> reading.qualifier, reading.value, reading.low, reading.high, reading.noun
    ('at_least', 5, 5, None, 'fighters')
    """
    from asreported.reading.reader import phrase_reading

    return phrase_reading(phrase, language, include)


def find_counts(text: str, language: str = "en", include: Collection[str] = ()) -> list[Reading]:
    """Return every figure of a text, in text order; numbers that count nothing are left out.

    Quantities with a unit are there too, with the role "measure": five km, five weeks, 12 years old; a number that is
    said again in brackets, twelve (12), is given once. `include` as for `read_count`.

    Raises:
        UnknownName: no such language, or nothing of that name to include.

    >>> [(one.qualifier, one.value) for one in find_counts("14 were rocket attacks, some of them in June 2021")]
    [('bare', 14), ('some', None)]
    """
    return [one for one in read_numbers(text, language, (*include, "span"))[0] if one.role != "repeat"]


def find_quantities(text: str, language: str = "en") -> list[Reading]:
    """Return every figure of a text, bare ages too ("Korb, 65,"): what collections of annotated quantities ask for.

    >>> [one.value for one in find_quantities("two men aged 40 were held for three days")]
    [2, 40, 3]
    """
    return find_counts(text, language, include=("duration", "age"))


def read_numbers(
    text: str, language: str = "en", include: Collection[str] = ()
) -> tuple[list[Reading], list[PassedOver]]:
    """Return the figures of a text and the numbers that were passed over, each in text order.

    Raises:
        UnknownName: no such language, or nothing of that name to include.

    >>> read_numbers("F-15 jets hit two targets")[1]
    [PassedOver(span=(0, 4), text='F-15', reason='name')]
    """
    from asreported.reading.reader import text_readings

    return text_readings(text, language, include)


def __getattr__(name: str) -> object:
    """Load a name of the package when it is first asked for."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
