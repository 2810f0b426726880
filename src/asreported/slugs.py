"""Readable keys: made from words, told apart by what differs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable

__all__ = ["hyphenated", "slug", "unused"]

_ARTICLE = re.compile(r"^(the|an?|le|la|les|el|los|las)-(?=.)")
_LONGEST = 60


def hyphenated(words: str) -> str:
    """Return words in small letters a-z and digits, with a hyphen for everything between them.

    >>> hyphenated("Émeutes du 5 mai !")
    'emeutes-du-5-mai'
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def slug(*words: str) -> str:
    """Return words as a key: small letters, digits and hyphens, without an article in front.

    >>> slug("The Syrian Observatory", "for Human Rights")
    'syrian-observatory-for-human-rights'
    """
    return _ARTICLE.sub("", hyphenated(" ".join(words)))[:_LONGEST].strip("-")


def unused(choices: Iterable[str], used: Container[str]) -> str:
    """Return the first of these keys that is not used yet, else the last one with the first number that is not.

    >>> unused(["killed", "killed-in-may"], {"killed", "killed-in-may"})
    'killed-in-may-2'
    """
    last = "row"
    for choice in choices:
        last = choice or last
        if choice and choice not in used:
            return choice
    number = 2
    while f"{last}-{number}" in used:
        number += 1
    return f"{last}-{number}"
