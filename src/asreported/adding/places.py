"""Where the words of a row stand in the article, also where a person has lengthened or shortened them."""

from __future__ import annotations

__all__ = ["place_of"]


def place_of(words: str, at: int | None, text: str, near: int | None = None) -> int | None:
    """Return where words stand: at their place, else where they stand alone or around `near`; None where nowhere.

    >>> place_of("five", 99, "In all five died")
    7
    """
    if at is not None and text.startswith(words, at):
        return at
    first = text.find(words)
    if first < 0 or text.find(words, first + 1) < 0:
        return None if first < 0 else first
    wanted = near if near is not None else at
    if wanted is None:
        return None
    places = [i for i in range(len(text)) if text.startswith(words, i)]
    around = [i for i in places if i <= wanted < i + len(words)]
    return around[0] if around else None
