"""The kinds of column that our tables are made of: small functions over `pandera.Field`, one idiom everywhere.

What Pandera has no word for (an example, what each code means, what a key points at) goes into the column's
metadata, in the words of Table Schema, so that the JSON made from a class says the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import pandera.polars as pa

from asreported.qualifiers import qualifiers

__all__ = [
    "SLUG",
    "address",
    "code",
    "country",
    "day",
    "key",
    "listing",
    "locator",
    "matching",
    "quotation",
    "reference",
    "text",
    "whole",
    "whole_number",
]

#: Keys are readable slugs, stable and never reused.
SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
CODE = "[a-z0-9]+(_[a-z0-9]+)*"


def whole(pattern: str) -> str:
    """Return the pattern for the whole cell: Pandera's `str_matches` alone anchors only the start."""
    return f"^(?:{pattern})$"


def key(description: str, example: str, *, pattern: str = SLUG) -> Any:
    """Return the column that is the primary key of its table; `Config.unique` says so for every kind of key."""
    return _field(description=description, example=example, str_matches=whole(pattern))


def matching(pattern: str, description: str, example: str) -> Any:
    """Return a column of texts that match the pattern, whole cell."""
    return _field(description=description, example=example, str_matches=whole(pattern))


def reference(target: str, description: str, example: str, *, nullable: bool = False) -> Any:
    """Return a column whose cells are keys of another table ("agents.agent_id"; of this one: ".measure")."""
    resource, _, field = target.partition(".")
    return _field(
        description=description,
        example=example,
        nullable=nullable,
        str_matches=whole(CODE if field == "measure" else SLUG),
        foreign_key={"resource": resource, "field": field},
    )


def text(description: str, example: str, *, nullable: bool = False) -> Any:
    """Return a column of prose: anything but an empty text."""
    return _field(description=description, example=example, nullable=nullable, str_length={"min_value": 1})


def quotation(description: str, example: str, *, nullable: bool = False) -> Any:
    """Return a column of words quoted from a source, letter for letter."""
    return text(description, example, nullable=nullable)


def code(description: str, example: str, *, of: Mapping[str, str] | str, nullable: bool = False) -> Any:
    """Return a column of codes: either those given, each with its meaning, or those of the qualifiers."""
    meanings = {q.code: q.definition for q in qualifiers().values()} if isinstance(of, str) else of
    categories = [{"value": value, "label": label} for value, label in meanings.items()]
    return _field(
        description=description, example=example, nullable=nullable, isin=list(meanings), categories=categories
    )


def whole_number(description: str, example: int, *, nullable: bool = False, least: int = 0) -> Any:
    """Return a column of whole numbers."""
    return _field(description=description, example=example, nullable=nullable, ge=least)


def locator(description: str, example: int, *, nullable: bool = False) -> Any:
    """Return a column that says where words start: code points from the start of the source's normal form."""
    return whole_number(description, example, nullable=nullable)


def day(description: str, example: str) -> Any:
    """Return a column of dates (ISO 8601); empty where nothing is known."""
    return _field(description=description, example=example, nullable=True)


def country(description: str, example: str) -> Any:
    """Return a column of countries, ISO 3166-1 alpha-2; empty where none is named."""
    return _field(description=description, example=example, nullable=True, str_matches=whole("[A-Z]{2}"))


def address(description: str, example: str | None = None) -> Any:
    """Return a column of web addresses; never guessed, empty where not known."""
    return _field(description=description, example=example, nullable=True, str_matches=whole(r"https?://\S+"))


def listing(description: str, example: str, *, nullable: bool = False) -> Any:
    """Return a column of lists, their members separated by `|`."""
    return _field(description=description, example=example, nullable=nullable, delimiter="|")


def _field(
    *,
    description: str,
    example: str | int | None,
    nullable: bool = False,
    str_matches: str | None = None,
    str_length: dict[str, int] | None = None,
    isin: list[str] | None = None,
    ge: int | None = None,
    **words: Any,
) -> Any:
    if example is not None:
        words = {"example": example, **words}
    return cast(Any, pa.Field)(
        nullable=nullable,
        description=description,
        metadata=words or None,
        str_matches=str_matches,
        str_length=str_length,
        isin=isin,
        ge=ge,
    )
