"""The rules on the cells of any table: type, form and constraints.

Faults of structure keep the names that frictionless gives them. These rules are made from the public parts of a
Pandera schema: a column's type, whether it is nullable, and the names and statistics of its checks.
"""

from __future__ import annotations

import difflib
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from asreported.package.cells import CANONICAL, is_applied, json_length
from asreported.package.exact import is_among, order
from asreported.rules.rule import Broken, Rule, rule, text_column

if TYPE_CHECKING:
    import pandera.polars as pa

__all__ = ["CHECKS_OF", "RULES", "Column", "Mask"]

#: A cell that reads as a number or a date to a person, though not in the one form that the profile asks for.
_LOOSE = {
    "integer": r"^\s*[+\-−]?\p{Nd}[\p{Nd},._'\u00A0\u202F ]*(?:[eE][+-]?\d+)?\s*$",
    "number": r"^\s*[+\-−]?[\p{Nd}.,][\p{Nd},._'\u00A0\u202F ]*(?:[eE][+-]?\d+)?\s*$",
    "date": r"^\s*\p{Nd}{1,4}[-/.\s]\p{Nd}{1,2}[-/.\s]\p{Nd}{1,4}\s*$",
    "boolean": r"^\s*(?i:true|false|yes|no|t|f|y|n|0|1)\s*$",
}
_EXACT = 2**53
#: What is a number, though none that is kept here.
_LARGE = {"integer": r"^[+-]?[0-9]{19,}$", "number": r"^[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?$"}
#: UTF-8 read as Latin-1 or Windows-1252, or lost on the way.
_MOJIBAKE = r"\x{FFFD}|[ÃÂ][\x{80}-\x{BF}]|â€[\x{80}-\x{BF}“”‘’˜™œ¦]|(?:[ØÙ][\x{80}-\x{BF}]){2}"
#: Control and format characters, but for the two joiners that some scripts spell with.
_UNSEEN = r"[\p{Cc}\p{Cf}--\x{200C}\x{200D}]"
_FORMS = {
    "integer": "digits 0 to 9 without sign, separator or leading zero, at most 2^53",
    "number": "digits 0 to 9, a point only before decimals, no trailing zero",
    "date": "year-month-day as in 2021-06-27",
    "boolean": "true or false",
}
#: What a person may write otherwise, as it is written where no other format is asked for.
_LIKE = {
    "date": "2024-02-11",
    "datetime": "2024-02-11T14:30:00Z",
    "time": "14:30:00",
    "yearmonth": "2024-02",
    "duration": "P1DT2H",
    "geopoint": "51.5, -0.1",
}


@dataclass(frozen=True)
class Column:
    """A column as the rules on cells look at it.

    `value` are its cells as values, `text` as text: null where a cell is empty, as one of `signs` says. A column that
    `is_typed` came with its values, and its cells have no other form. Its `numeral` is the text that decides where two
    values are kept as one; `identity` is what equal values have in common, where it is not what is kept of them.
    """

    name: str
    declared: pa.Column
    kind: str
    value: pl.Expr
    text: pl.Expr
    is_typed: bool
    canonical: bool = False
    form: str = "default"
    signs: tuple[str, ...] = ("",)
    numeral: pl.Expr | None = None
    identity: pl.Expr | None = None

    @property
    def spoken(self) -> str:
        """Its type in words, with the format where it has one of its own: whole number, text in the format email."""
        joint = "of the type" if self.kind == "list" else "in the format"
        return _spoken(self.kind) + ("" if self.form == "default" else f" {joint} {self.form}")

    def statistics(self, *checks: str) -> Iterator[Mapping[str, Any]]:
        """Yield what the checks of these names are given."""
        return (check.statistics or {} for check in self.declared.checks if check.name in checks)


@dataclass(frozen=True)
class Mask:
    """Where the cells of a column break a rule, and words for the templates of the rule."""

    rule: Rule
    column: str
    broken: pl.Expr
    words: Mapping[str, Any]


#: What a rule on cells yields: where they break it, and words for its templates.
_Masks = Iterator[tuple[pl.Expr, Mapping[str, Any]]]
_cell = partial(rule, "cell", stock_type="constraint-error")


@_cell(why="the cell must not be empty", fix="fill it from the source")
def required(column: Column) -> _Masks:
    """A cell that must be filled is filled.

    An empty cell says that the text does not tell; some things have to be told.
    """
    if not column.declared.nullable:
        yield (column.value if column.is_typed else column.text).is_null(), {}


@rule("cell", stock_type="type-error", why="it is no {kind}", fix="write {a_kind}")
def type_error(column: Column) -> _Masks:
    """A cell has the type of its column.

    A number that is no number cannot be counted with; it is never turned into one in silence.
    """
    if column.is_typed or not is_applied(column.kind, column.form):
        return  # the rule `unsupported` tells of such a format
    words = {"kind": column.spoken, "a_kind": _with_article(column.spoken)}
    lost = column.text.is_not_null() & column.value.is_null()
    if column.canonical and column.kind in CANONICAL:
        shaped = column.text.str.contains(CANONICAL[column.kind])
        loose = column.text.str.contains(_LOOSE[column.kind])
        yield column.text.is_not_null() & ~loose & ~shaped, words
        yield lost & shaped, {**words, "kind": f"{words['kind']} that there is"}
        return
    like = f" as in {_LIKE[column.kind]}" if column.form == "default" and column.kind in _LIKE else ""
    remedy = words["a_kind"] + like + (_or_nothing(column.signs) if column.declared.nullable else "")
    large = lost & column.text.str.contains(_LARGE.get(column.kind, "^$"))
    yield lost & ~large, {**words, "a_kind": remedy}
    yield large, {"kind": f"{words['kind']} that fits into 64 bits", "a_kind": "a smaller one"}


@rule("cell", stock_type="type-error", why="{a_kind} has one form here: {form}", fix="write it in that form")
def canonical_form(column: Column) -> _Masks:
    """Under our profile a number, date or boolean has one form.

    40.0, +40, 2,500 and 0014 are read differently by different programs.
    """
    if not column.canonical or column.kind not in CANONICAL:
        return
    unusual = pl.lit(False)
    if not column.is_typed:
        shaped = column.text.str.contains(CANONICAL[column.kind])
        unusual = column.text.str.contains(_LOOSE[column.kind]) & ~shaped
    if column.kind == "integer":
        # Beyond 2^53 a spreadsheet or JSON reader changes the number without a word.
        unusual = unusual | (column.value.abs() > _EXACT)
    yield unusual, {"a_kind": _with_article(column.spoken), "form": _FORMS[column.kind]}


@_cell(why="{wrong}", fix="{remedy}")
def text_form(column: Column) -> _Masks:
    """Under our profile a text is trimmed, NFC, and free of unseen or garbled characters.

    What nobody sees makes two equal words differ.
    """
    if not column.canonical or column.kind not in {"string", "list"}:
        return
    text = column.text
    for broken, wrong, remedy in (
        (text.str.contains(r"^\s|\s$"), "it starts or ends with white space", "take the white space away"),
        (text.str.contains(_UNSEEN), "it holds a control or format character that nobody sees", "take it out"),
        (
            text.str.contains(_MOJIBAKE),
            "its letters were garbled by a wrong encoding",
            "type them again, and save as UTF-8",
        ),
        (text.str.normalize("NFC") != text, "its letters are not composed (Unicode NFC)", "save it in NFC"),
    ):
        yield broken, {"wrong": wrong, "remedy": remedy}


@_cell(why="the whole cell must match {pattern}", fix="write it in that form")
def pattern(column: Column) -> _Masks:
    """The whole cell matches the column's pattern.

    A match of the start alone would let anything follow.
    """
    for given in column.statistics("str_matches"):
        plain = str(given["pattern"]).removeprefix("^(?:").removesuffix(")$")
        text = column.value.cast(pl.String)
        # Pandera anchors the start of every pattern, and ours are anchored at both ends.
        yield ~text.str.contains(f"^(?:{given['pattern']})"), {"pattern": plain}


def _size(column: Column) -> pl.Expr:
    if column.kind in {"object", "array"}:
        return json_length(column.value)
    return column.value.list.len() if column.kind == "list" else column.value.cast(pl.String).str.len_chars()


@_cell(why="its length must be at least {bound}", fix="write it at that length")
def min_length(column: Column) -> _Masks:
    """A text or list is not shorter than the column allows.

    An empty text is no text.
    """
    for given in column.statistics("str_length"):
        if (bound := given.get("min_value")) is not None:
            yield _size(column) < bound, {"bound": bound}


@_cell(why="its length must be at most {bound}", fix="write it at that length")
def max_length(column: Column) -> _Masks:
    """A text or list is not longer than the column allows.

    A text that is too long is another kind of text.
    """
    for given in column.statistics("str_length"):
        if (bound := given.get("max_value")) is not None:
            yield _size(column) > bound, {"bound": bound}


def _nearest(row: Broken, _: Any) -> dict[str, str]:
    near = difflib.get_close_matches(str(row[text_column(row["column"])] or ""), row["codes"], n=1)
    return {"near": f"did you mean {near[0]}? " if near else ""}


@_cell(why="it is none of the codes", fix="{near}choose one of: {shown}", details=_nearest)
def enum(column: Column) -> _Masks:
    """A code is one of the column's codes.

    A code that is not in the list means something else to everyone.
    """
    for given in column.statistics("isin"):
        allowed = list(given["allowed_values"])
        shown = ", ".join(map(str, allowed[:30])) + (", …" if len(allowed) > 30 else "")
        yield (
            ~is_among(column.value, allowed, column.kind, column.numeral),
            {"shown": shown, "codes": tuple(map(str, allowed))},
        )


def _outside(column: Column, check: str, statistic: str, words: str, holds: Callable[[Any, Any], Any]) -> _Masks:
    """Yield where a value is not on the side of a bound that it should be on: of NaN, that is everywhere."""
    for given in column.statistics(check):
        bound = given[statistic]
        broken = ~holds(order(column.value, bound, column.kind, column.numeral), 0)
        if column.kind == "number":
            broken = broken | column.value.is_nan()
        yield broken, {"compared": f"{words} {bound}"}


@_cell(why="it must be {compared}", fix="check it against the source")
def minimum(column: Column) -> _Masks:
    """A value is not below the column's minimum.

    Counts start at zero.
    """
    yield from _outside(column, "greater_than_or_equal_to", "min_value", "at least", operator.ge)
    yield from _outside(column, "greater_than", "min_value", "above", operator.gt)


@_cell(why="it must be {compared}", fix="check it against the source")
def maximum(column: Column) -> _Masks:
    """A value is not above the column's maximum.

    A value beyond what can be is a slip of the pen.
    """
    yield from _outside(column, "less_than_or_equal_to", "max_value", "at most", operator.le)
    yield from _outside(column, "less_than", "max_value", "below", operator.lt)


def _or_nothing(signs: Sequence[str]) -> str:
    """Return how a cell is written that has no value, as the end of a sentence."""
    written = [sign for sign in signs if sign]
    ways = ["leave the cell empty"] if "" in signs else []
    ways += [f"write {', '.join(written)} for no value"] if written else []
    return "".join(f", or {way}" for way in ways)


def _spoken(kind: str) -> str:
    return {"integer": "whole number", "string": "text"}.get(kind, kind)


def _with_article(word: str) -> str:
    return ("an " if word[0] in "aeiou" else "a ") + word


#: The rules on cells, the gravest first: of one cell only the first that it breaks is reported.
RULES: tuple[Rule, ...] = (
    required,
    type_error,
    canonical_form,
    text_form,
    pattern,
    min_length,
    max_length,
    enum,
    minimum,
    maximum,
)
#: The checks of Pandera that each rule on cells stands for.
CHECKS_OF: Mapping[str, tuple[str, ...]] = {
    "enum": ("isin",),
    "pattern": ("str_matches",),
    "min-length": ("str_length",),
    "max-length": ("str_length",),
    "minimum": ("greater_than", "greater_than_or_equal_to"),
    "maximum": ("less_than", "less_than_or_equal_to"),
}
