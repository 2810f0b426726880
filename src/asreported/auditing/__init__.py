"""Auditing: whether a spreadsheet that stores counts still says what the words beside them say.

Each headline of a cell is read apart (`headline_counts`), each count set against the measure that is stored (`kinds`),
and each row judged (`verdicts`). A verdict claims no more than the words show; where they allow two, it says so.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from asreported.auditing.headline_counts import HeadlineCount, HeadlineReader
from asreported.auditing.kinds import measure_words
from asreported.auditing.sheet import chosen, read_sheet
from asreported.auditing.stored_measure import named_by, shown_by
from asreported.auditing.verdicts import CANNOT_BE_READ, QUALIFIER_LOST, VERDICTS, Judgement, Stored, judge
from asreported.bounds import Number
from asreported.errors import Misuse, UnknownName

__all__ = ["COLUMNS", "VERDICTS", "Summary", "audit", "summary"]

#: The columns of an audit: what was decided, on which words, what they say and what is stored.
COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.UInt32,
    "measure": pl.String,
    "verdict": pl.String,
    "words": pl.String,
    "qualifier": pl.String,
    "value": pl.Int64,
    "stored": pl.Int64,
    "stored_low": pl.Int64,
    "stored_high": pl.Int64,
    "low": pl.Int64,
    "high": pl.Int64,
    "reason": pl.String,
}
_WHOLE = r"^[+-]?\d{1,18}(?:\.(?:0{0,2}|0{4,}))?$"


@dataclass(frozen=True, slots=True)
class Summary:
    """What an audit comes to: the rows by verdict, and how many qualified counts of the stored number are lost."""

    rows: int
    verdicts: dict[str, int]
    qualified: int
    lost: int

    def __str__(self) -> str:
        """Return the headline as a sentence."""
        share = f" ({100 * self.lost / self.qualified:.0f} %)" if self.qualified else ""
        return (
            f"of {self.qualified:,} count{'' if self.qualified == 1 else 's'} whose words carry a qualifier "
            "and whose number is the stored one, "
            f"{self.lost:,}{share} were stored as exact"
        )


def audit(
    frame_or_path: pl.DataFrame | str | os.PathLike[str],
    text: str,
    number: str,
    low: str | None = None,
    high: str | None = None,
    language: str = "en",
    measure: str | None = None,
) -> pl.DataFrame:
    """Return one row per row of a table: whether the number it stores is what the words beside it say.

    `text`, `number`, `low` and `high` name columns. Columns of the answer: `row` (the header is 1), `verdict` (a code
    of `VERDICTS`), `words` (cue and number as printed), `qualifier`, `value` (as printed), `stored`, `stored_low`,
    `stored_high`, `low` and `high` (the bounds that should stand), `reason`, and `measure`: what the numbers were
    taken to count, a code of measures.csv. Where it is not given, the name of the column says it (deaths), or the
    counts that the numbers equal (at least three in four of them killed); else a count of anything is taken for it.

    Raises:
        FileUnreadable: the file holds no table that can be read.
        Misuse: no such column, language or measure; only one of `low` and `high`; a column without any number.

    >>> rows = pl.DataFrame({"headline": ["At least five dead", "Six dead"], "deaths": [5, 6]})
    >>> audit(rows, text="headline", number="deaths").select("row", "verdict", "words", "low", "high").rows()
    [(2, 'qualifier_lost', 'At least five', 5, None), (3, 'kept', 'Six', 6, 6)]
    """
    if (low is None) != (high is None):
        raise Misuse("give both low and high, or neither")
    if measure is not None and measure not in measure_words():
        raise UnknownName("measure", measure, tuple(sorted(measure_words())))
    reader = HeadlineReader(language)
    columns = [name for name in (text, number, low, high) if name is not None]
    if isinstance(frame_or_path, pl.DataFrame):
        sheet = chosen(frame_or_path, columns).with_row_index("row", 2)
    else:
        sheet = read_sheet(frame_or_path, columns)
    names = dict(zip(columns, ("text", "number", "low", "high"), strict=False))
    cells = sheet.select(pl.col("row"), *(pl.col(column).alias(name) for column, name in names.items()))
    typed = _typed(cells, {name: column for column, name in names.items()})
    return _audited(typed, reader, measure or named_by(number, language))


def summary(audited: pl.DataFrame) -> Summary:
    """Return what the frame of an audit comes to.

    >>> rows = pl.DataFrame({"headline": ["At least five dead", "Six dead"], "deaths": [5, 6]})
    >>> print(summary(audit(rows, text="headline", number="deaths")))
    of 1 count whose words carry a qualifier and whose number is the stored one, 1 (100 %) were stored as exact
    """
    found = dict(audited.group_by("verdict").len().iter_rows())
    lost = found.get(QUALIFIER_LOST, 0)
    qualified = audited.filter(
        (pl.col("value") == pl.col("stored")) & (pl.col("verdict") != CANNOT_BE_READ),
        ~pl.col("low").eq_missing(pl.col("high")) | pl.col("low").is_null(),
    ).height
    return Summary(audited.height, {code: found.get(code, 0) for code in VERDICTS}, qualified, lost)


def _typed(cells: pl.DataFrame, columns: dict[str, str]) -> pl.DataFrame:
    """Return the cells with whole numbers as such; beside each of their columns what stands there and is none."""
    numbers = [name for name in ("number", "low", "high") if name in cells.columns]
    for name in numbers:
        plain = pl.col(name).cast(pl.String).str.strip_chars()
        whole = pl.when(plain.str.contains(_WHOLE)).then(plain.str.replace(r"\.0*$", "")).cast(pl.Int64)
        cells = cells.with_columns(
            whole.alias(name), pl.when(whole.is_null() & (plain != "")).then(plain).alias(f"{name}_as_is")
        )
    odd = cells["number_as_is"].drop_nulls()
    # A column of 10.000 is one of numbers, though nobody can read them.
    if len(odd) and not cells["number"].count() and not odd.str.contains(r"^[0-9]{1,3}[.]000$").any():
        raise Misuse(f"the column {columns['number']!r} holds no whole numbers: its first cell is {odd[0]!r}")
    empty = [pl.lit(None, pl.Int64).alias(name) for name in ("low", "high") if name not in cells.columns]
    empty += [pl.lit(None, pl.String).alias(f"{name}_as_is") for name in ("low", "high") if name not in cells.columns]
    return cells.with_columns(pl.col("text").cast(pl.String), *empty, has_columns=pl.lit("low" in numbers))


def _audited(cells: pl.DataFrame, reader: HeadlineReader, measure: str | None) -> pl.DataFrame:
    """Return the audit of typed cells; rows that hold the same are judged once, texts read once."""
    told = [name for name in cells.columns if name != "row"]
    distinct = cells.select(told).unique(maintain_order=True)
    rows = distinct.to_dicts()
    read = {text: reader.read(text) for text in distinct["text"].drop_nulls().unique(maintain_order=True)}
    if measure is None:
        measure = shown_by((row["number"], read.get(row["text"], ())) for row in rows if row["number"] is not None)
    answers = [_answer(row, read, measure) for row in rows]
    names = [name for name in COLUMNS if name not in ("row", "measure", "stored", "stored_low", "stored_high")]
    judged = pl.DataFrame(answers, schema={name: COLUMNS[name] for name in names}, orient="row")
    judged = judged.rename({"low": "low_said", "high": "high_said"})
    distinct = pl.concat([distinct, judged], how="horizontal").with_columns(measure=pl.lit(measure, pl.String))
    joined = cells.join(distinct, on=told, how="left", nulls_equal=True, maintain_order="left")
    stored = {"stored": "number", "stored_low": "low", "stored_high": "high", "low": "low_said", "high": "high_said"}
    return joined.select(pl.col(stored.get(name, name)).alias(name) for name in COLUMNS)


def _answer(
    row: dict[str, Any], read: Mapping[str, Sequence[HeadlineCount]], measure: str | None
) -> tuple[object, ...]:
    """Return the verdict on one row as the columns of the audit."""
    told = _verdict(row, read, measure)
    count = told.count
    if count is None:
        return (told.code, None, None, None, None, None, told.reason or None)
    value, low, high = (_whole(number) for number in (count.value, count.low, count.high))
    if row["number"] in count.ends:
        value = row["number"]
    return (told.code, count.words, count.qualifier, value, low, high, told.reason or None)


def _verdict(row: dict[str, Any], read: Mapping[str, Sequence[HeadlineCount]], measure: str | None) -> Judgement:
    text, number = row["text"], row["number"]
    if not text or not text.strip():
        return Judgement(CANNOT_BE_READ, reason="there are no words")
    odd = next((row[f"{name}_as_is"] for name in ("number", "low", "high") if row[f"{name}_as_is"] is not None), None)
    if odd is not None:
        doubtful = odd.endswith(".000") and odd[:-4].isdigit()
        why = "its point may part thousands" if doubtful else "that is no whole number"
        return Judgement(CANNOT_BE_READ, reason=f"{odd!r} is stored, and {why}")
    if number is None:
        return Judgement(CANNOT_BE_READ, reason="no number is stored")
    return judge(read[text], Stored(number, row["low"], row["high"], row["has_columns"]), measure)


def _whole(number: Number | None) -> int | None:
    """Return a number as a whole one; None where it is none, or leaves 64 bits."""
    whole = None if number is None or number != int(number) else int(number)
    return whole if whole is None or abs(whole) < 2**63 else None
