"""The countries of the world by the names that texts print."""

from __future__ import annotations

from functools import cache

from asreported.words.loader import shared

__all__ = ["country_names"]


@cache
def country_names() -> dict[str, str]:
    """Return the ISO 3166-1 alpha-2 code of each country by the lower-case names that texts print.

    A name that only looks like a country's (New Mexico) has an empty code. Left out are names that texts use for
    something else as often (Georgia, Jersey), and the United States and the United Kingdom but for "in the", since
    they mostly stand as an adjective ("United States troops in Iraq").
    """
    return {row["name"].lower(): row["country_code"] for row in shared("countries")}
