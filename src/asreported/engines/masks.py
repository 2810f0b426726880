"""Masks: for each rule on the cells of a table, one boolean expression that is true where a row breaks it.

They are made from the public parts of a Pandera schema: a column's type, whether it is nullable, and the names and
statistics of its checks. Cells are looked at twice, as text and as values; the text of `low` stands in `low␤text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandera.polars as pa
import polars as pl

from asreported.checks import ROW_RULES
from asreported.loading.cells import CANONICAL
from asreported.schemas.table import Schema

__all__ = ["Mask", "cell_masks", "text_of"]

#: A cell that reads as a number or a date to a person, though not in the one form that the profile asks for.
_LOOSE = {
    "integer": r"^\s*[+\-−]?\p{Nd}[\p{Nd},._'\u00A0\u202F ]*(?:[eE][+-]?\d+)?\s*$",
    "number": r"^\s*[+\-−]?[\p{Nd}.,][\p{Nd},._'\u00A0\u202F ]*(?:[eE][+-]?\d+)?\s*$",
    "date": r"^\s*\p{Nd}{1,4}[-/.\s]\p{Nd}{1,2}[-/.\s]\p{Nd}{1,4}\s*$",
    "boolean": r"^\s*(?i:true|false|yes|no|t|f|y|n|0|1)\s*$",
}
_EXACT = 2**53
#: UTF-8 read as Latin-1 or Windows-1252, or lost on the way.
_MOJIBAKE = r"\x{FFFD}|[ÃÂ][\x{80}-\x{BF}]|â€[\x{80}-\x{BF}“”‘’˜™œ¦]|(?:[ØÙ][\x{80}-\x{BF}]){2}"
#: Control and format characters, but for the two joiners that some scripts spell with.
_UNSEEN = r"[\p{Cc}\p{Cf}--\x{200C}\x{200D}]"
_COMPARED = {
    "greater_than_or_equal_to": ("minimum", "at least {}"),
    "greater_than": ("minimum", "above {}"),
    "less_than_or_equal_to": ("maximum", "at most {}"),
    "less_than": ("maximum", "below {}"),
}


@dataclass(frozen=True)
class Mask:
    """A rule on one column: where it is broken, and what to say of it."""

    rule: str
    column: str
    broken: pl.Expr
    why: str
    fix: str
    codes: tuple[str, ...] = ()


def text_of(column: str) -> str:
    """Return the name of the column that holds the text of the cells."""
    return f"{column}␤text"


def cell_masks(schema: Schema, fields: Mapping[str, Mapping[str, Any]], *, canonical: bool) -> Iterator[Mask]:
    """Yield the masks of every column, the gravest first: of one cell only the first that applies is reported.

    `fields` are the fields of the Table Schema that the table really has. With `canonical` the cells must have the one
    form that our profile asks for.
    """
    rules = {str(check.name) for check in schema.checks}
    filled = {name for rule in ROW_RULES if rule.id in rules for name in rule.fills}
    for name, field in fields.items():
        column = schema.columns[name]
        earlier = pl.lit(False)
        for mask in _column_masks(name, column, field, canonical=canonical):
            if mask.rule == "required" and name in filled:
                continue
            yield Mask(mask.rule, name, mask.broken.fill_null(False) & ~earlier, mask.why, mask.fix, mask.codes)
            earlier = earlier | mask.broken.fill_null(False)


def _column_masks(name: str, column: pa.Column, field: Mapping[str, Any], *, canonical: bool) -> Iterator[Mask]:
    value, text = pl.col(name), pl.col(text_of(name))
    kind = str(field.get("type", "string"))
    if not column.nullable:
        yield Mask("required", name, text.is_null(), "the cell must not be empty", "fill it from the source")
    if canonical and kind in CANONICAL:
        yield from _form_masks(name, kind, text, value)
    else:
        yield Mask(
            "type-error",
            name,
            text.is_not_null() & value.is_null(),
            f"it is no {_spoken(kind)}",
            f"write {_spoken(kind, article=True)}, or leave the cell empty"
            if column.nullable
            else f"write {_spoken(kind, article=True)}",
        )
    if canonical and kind in {"string", "list"}:
        yield from _text_masks(name, text)
    for check in column.checks:
        yield from _check_masks(name, check, value, kind)
    if column.unique:
        yield Mask(
            "unique",
            name,
            value.is_not_null() & value.is_duplicated(),
            "the value stands in another row too",
            "give each row its own",
        )


def _form_masks(name: str, kind: str, text: pl.Expr, value: pl.Expr) -> Iterator[Mask]:
    shaped = text.str.contains(CANONICAL[kind])
    loose = text.str.contains(_LOOSE[kind])
    yield Mask(
        "type-error",
        name,
        text.is_not_null() & ~loose & (~shaped | value.is_null()),
        f"it is no {_spoken(kind)}",
        f"write {_spoken(kind, article=True)}",
    )
    unusual = loose & ~shaped
    if kind == "integer":
        # Beyond 2^53 a spreadsheet or JSON reader changes the number without a word.
        unusual = unusual | (value.abs() > _EXACT)
    yield Mask(
        "canonical-form",
        name,
        unusual,
        f"{_spoken(kind, article=True)} has one form here: {_FORMS[kind]}",
        "write it in that form",
    )
    yield Mask(
        "type-error",
        name,
        shaped & value.is_null(),
        f"it is no {_spoken(kind)} that there is",
        f"write {_spoken(kind, article=True)}",
    )


_FORMS = {
    "integer": "digits 0 to 9 without sign, separator or leading zero, at most 2^53",
    "number": "digits 0 to 9, a point only before decimals, no trailing zero",
    "date": "year-month-day as in 2021-06-27",
    "boolean": "true or false",
}


def _text_masks(name: str, text: pl.Expr) -> Iterator[Mask]:
    for broken, why, fix in (
        (text.str.contains(r"^\s|\s$"), "it starts or ends with white space", "take the white space away"),
        (text.str.contains(_UNSEEN), "it holds a control or format character that nobody sees", "take it out"),
        (
            text.str.contains(_MOJIBAKE),
            "its letters were garbled by a wrong encoding",
            "type them again, and save as UTF-8",
        ),
        (text.str.normalize("NFC") != text, "its letters are not composed (Unicode NFC)", "save it in NFC"),
    ):
        yield Mask("text-form", name, broken, why, fix)


def _check_masks(name: str, check: pa.Check, value: pl.Expr, kind: str) -> Iterator[Mask]:
    statistics: Mapping[str, Any] = check.statistics or {}
    match check.name:
        case "isin":
            allowed = list(statistics["allowed_values"])
            shown = ", ".join(map(str, allowed[:30])) + (", …" if len(allowed) > 30 else "")
            codes = tuple(map(str, allowed))
            yield Mask("enum", name, ~value.is_in(allowed), "it is none of the codes", f"choose one of: {shown}", codes)
        case "str_matches":
            pattern = str(statistics["pattern"])
            plain = pattern.removeprefix("^(?:").removesuffix(")$")
            why = f"the whole cell must match {plain}"
            yield Mask("pattern", name, ~value.cast(pl.String).str.contains(pattern), why, "write it in that form")
        case "str_length":
            size = value.list.len() if kind == "list" else value.cast(pl.String).str.len_chars()
            for limit, rule in (("min_value", "min-length"), ("max_value", "max-length")):
                bound = statistics[limit]
                if bound is not None:
                    broken = size < bound if limit == "min_value" else size > bound
                    word = "at least" if limit == "min_value" else "at most"
                    yield Mask(rule, name, broken, f"its length must be {word} {bound}", "write it at that length")
        case other if other in _COMPARED:
            rule, words = _COMPARED[other]
            bound = next(iter(statistics.values()))
            compare = {
                "greater_than_or_equal_to": value.lt,
                "greater_than": value.le,
                "less_than_or_equal_to": value.gt,
                "less_than": value.ge,
            }[other]
            yield Mask(rule, name, compare(bound), f"it must be {words.format(bound)}", "check it against the source")
        case other:
            raise ValueError(f"{name}: the check {other!r} has no mask")


def _spoken(kind: str, *, article: bool = False) -> str:
    words = {"integer": "whole number", "number": "number", "date": "date", "boolean": "boolean", "string": "text"}
    word = words.get(kind, kind)
    return ("an " if word[0] in "aeiou" else "a ") + word if article else word
