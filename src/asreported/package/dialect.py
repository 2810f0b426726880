"""Dialects: how the records of a text file are told apart, as its descriptor says.

Source: Table Dialect, Data Package 2.0, https://datapackage.org/standard/table-dialect/
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["LINE_ENDS", "Dialect"]

#: The line ends that are read, whichever of them a descriptor names.
LINE_ENDS = {"\n", "\r\n", "\r"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file of delimited text is written; `header_rows` are empty where it has no header.

    Rows count as a spreadsheet counts them: from 1 on, comments and blank ones included.
    """

    delimiter: str = ","
    quote: str | None = '"'
    double_quote: bool = True
    escape: str | None = None
    skips_initial_space: bool = False
    null: str | None = None
    comment: str = ""
    comment_rows: frozenset[int] = frozenset()
    header_rows: tuple[int, ...] = (1,)
    header_join: str = " "

    @classmethod
    def of(cls, descriptor: Mapping[str, Any]) -> Dialect:
        """Return the dialect of a descriptor; what belongs to CSV may stand under a key `csv` of its own.

        Raises:
            ValueError: a property has a value that cannot be applied; the message names it.

        >>> Dialect.of({"delimiter": ";", "header": False}).header_rows
        ()
        """
        nested = descriptor.get("csv")
        given = {**descriptor, **(nested if isinstance(nested, Mapping) else {})}
        rows = given.get("headerRows", [1])
        made = cls(
            delimiter=_sign(given, "delimiter", ","),
            quote=_sign(given, "quoteChar", '"', may_be_none=True),
            double_quote=_flag(given, "doubleQuote", default=True),
            escape=_sign(given, "escapeChar", None, may_be_none=True),
            skips_initial_space=_flag(given, "skipInitialSpace", default=False),
            null=_text(given, "nullSequence", None),
            comment=_text(given, "commentChar", "") or "",
            comment_rows=frozenset(_rows(given, "commentRows", [])),
            header_rows=tuple(sorted(_rows(given, "headerRows", rows))) if _flag(given, "header", default=True) else (),
            header_join=_text(given, "headerJoin", " ") or "",
        )
        signs = [sign for sign in (made.delimiter, made.quote, made.escape) if sign]
        if len(set(signs)) < len(signs) or set(signs) & {"\n", "\r"}:
            raise ValueError(f"{' and '.join(map(repr, signs))} cannot part, quote and escape the cells of one file")
        if _text(given, "lineTerminator", "\n") not in LINE_ENDS:
            raise ValueError(f"lineTerminator is {given['lineTerminator']!r}, and only LF, CRLF and CR end a line here")
        return made

    @property
    def is_plain(self) -> bool:
        """Whether it is that of RFC 4180, with a delimiter and a quote of its own, both of ASCII."""
        return self.quote is not None and self == Dialect(
            self.delimiter if self.delimiter.isascii() else ",",
            self.quote if self.quote.isascii() else '"',
            header_rows=self.header_rows if self.header_rows in {(), (1,)} else (1,),
        )


def _text(given: Mapping[str, Any], key: str, default: str | None) -> str | None:
    value = given.get(key, default)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key} is {value!r}, and must be a text")
    return value


def _sign(given: Mapping[str, Any], key: str, default: str | None, *, may_be_none: bool = False) -> Any:
    value = _text(given, key, default)
    if may_be_none and not value:
        return None
    if value is None or len(value) != 1:
        raise ValueError(f"{key} is {value!r}, and only a single character is read")
    return value


def _flag(given: Mapping[str, Any], key: str, *, default: bool) -> bool:
    value = given.get(key, default)
    if not isinstance(value, bool):
        raise ValueError(f"{key} is {value!r}, and must be true or false")
    return value


def _rows(given: Mapping[str, Any], key: str, default: Any) -> list[int]:
    value = given.get(key, default)
    sound = isinstance(value, list) and all(type(row) is int and row >= 1 for row in value)
    if not sound or (key == "headerRows" and not value):
        raise ValueError(f"{key} is {value!r}, and must be a list of row numbers from 1 on")
    return list(value)
