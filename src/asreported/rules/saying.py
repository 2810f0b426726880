"""The row rules that need the reader: that a figure's phrase says what its row says, and tells it as a fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from asreported.reading import find_denial, languages, read_column, read_count
from asreported.rules.codelists import Codelists
from asreported.rules.rule import Judge, Rule, rule

if TYPE_CHECKING:
    from asreported.reading import Reading

__all__ = ["RULES", "reading_in_words"]

_SAYS = "qualifier value low high phrase source_id"
_DENIES = "qualifier phrase source_id"
#: The reader passes these over unless the row asks for them: "the second time", "a soldier was killed".
_ASKED = ("ordinal", "article")


def reading_in_words(reading: Reading) -> str:
    """Return what the reader made of a phrase, as a message says it.

    >>> reading_in_words(read_count("at least five fighters were killed"))
    'at_least 5'
    """
    if reading.status == "unreadable":
        return "no count"
    if reading.qualifier == "between":
        return f"between {reading.low} and {reading.high}"
    return f"{reading.qualifier or 'a number'}{'' if reading.value is None else f' {reading.value}'}"


def _reading_of(row: Mapping[str, Any], codes: Codelists) -> dict[str, str]:
    """Return what the phrase reads as, and which words make it so."""
    language = _languages(codes, row["source_id"])[0]
    reading = read_count(row["phrase"], language)
    spans = [span for span in (reading.cue_span, reading.number_span) if span]
    words = " … ".join(f"'{row['phrase'][start:end]}'" for start, end in dict.fromkeys(sorted(spans)))
    told = "" if row["value"] is None else f" {row['value']}"
    return {
        "reading": reading_in_words(reading) + (f" ({words})" if words else ""),
        "said": f"between {row['low']} and {row['high']}"
        if row["qualifier"] == "between"
        else f"{row['qualifier']}{told}",
    }


@rule(
    "row",
    table="figures",
    column="qualifier",
    reads={"figures": _SAYS},
    details=_reading_of,
    why="the phrase '{phrase}' reads as {reading}, and the row says {said}",
    fix="code what the words say; or quote the words that say it",
)
def phrase_says_so(codes: Codelists) -> Judge:
    """The phrase reads as exactly the qualifier and the value of its row, or as its bounds for `between`.

    "at least five fighters were killed" is not five, and never becomes it. A phrase that allows several readings is
    left to a person.
    """
    return lambda rows: _says(rows, codes)


def _denial_of(row: Mapping[str, Any], codes: Codelists) -> dict[str, str]:
    denial = find_denial(row["phrase"], _languages(codes, row["source_id"])[0])
    return {"kind": denial.kind if denial else "denied", "words": denial.words if denial else ""}


@rule(
    "row",
    table="figures",
    column="phrase",
    reads={"figures": _DENIES},
    details=_denial_of,
    why="the clause is {kind} ('{words}'), so it does not say that this many were counted",
    fix="take the figure out; or quote the words that tell it as a fact",
)
def not_negated(codes: Codelists) -> Judge:
    """The clause is not denied, planned or hypothetical, except for `not_reported`, which needs it.

    "might have killed 20" counts nobody.
    """
    return lambda rows: _tells(rows, codes)


def _languages(codes: Codelists, source: str | None) -> tuple[str, ...]:
    """Return the language of a source; where it is not known, every language that the reader knows, English first."""
    known = codes.languages.get(source or "")
    if known is None:
        return ("en", *(code for code in languages() if code != "en"))
    return (known,) if known in languages() else ()


def _says(rows: pl.DataFrame, codes: Codelists) -> pl.Series:
    """Return true where the words say what the row says, leave it open, or are in a language that nobody here reads."""
    needs = {code: qualifier.number for code, qualifier in codes.qualifiers.items()}
    number = pl.col("qualifier").replace_strict(needs, default=None, return_dtype=pl.String)
    # Another rule tells of a value that does not fit its qualifier, and of a phrase or a qualifier that is not there.
    misfit = (number == "required") != pl.col("value").is_not_null()
    open_bounds = (number == "two") & (pl.col("low").is_null() | pl.col("high").is_null())
    skipped = misfit.fill_null(True) | open_bounds | pl.col("phrase").is_null()

    def agrees() -> pl.Expr:
        exact = pl.Decimal(38, 12)
        same = {name: pl.col(f"read_{name}").eq_missing(pl.col(name).cast(exact)) for name in ("value", "low", "high")}
        bounds = (number != "two") | (same["low"] & same["high"])
        said = (pl.col("read_qualifier") == pl.col("qualifier")) & same["value"] & bounds
        return (pl.col("read_status") == "ambiguous") | ((pl.col("read_status") == "read") & said)

    judged = _over_languages(rows, codes, agrees)
    judged = judged.with_columns(holds=pl.col("holds") | skipped)
    asked = (pl.col("qualifier") == "ordinal") | ((pl.col("qualifier") == "bare") & (pl.col("value") == 1))
    again = judged.with_row_index("place").filter(~pl.col("holds") & asked)
    right = [row["place"] for row in again.iter_rows(named=True) if _says_when_asked(row, codes)]
    return judged["holds"] | pl.int_range(rows.height, eager=True).is_in(right)


def _says_when_asked(row: Mapping[str, Any], codes: Codelists) -> bool:
    for language in _languages(codes, row["source_id"]):
        reading = read_count(row["phrase"], language, include=_ASKED)
        if reading.status == "ambiguous" or (reading.qualifier, reading.value) == (row["qualifier"], row["value"]):
            return True
    return False


def _tells(rows: pl.DataFrame, codes: Codelists) -> pl.Series:
    judged = _over_languages(rows, codes, lambda: ~pl.col("read_negated"), first_only=True)
    excepted = (pl.col("qualifier") == "not_reported").fill_null(False) | pl.col("phrase").is_null()
    return judged.select(pl.col("holds") | excepted).to_series()


def _over_languages(
    rows: pl.DataFrame, codes: Codelists, agrees: Callable[[], pl.Expr], *, first_only: bool = False
) -> pl.DataFrame:
    """Add `holds`: true where the reading in a language of the row's source agrees.

    With `first_only` only the first language of a source is tried. A source in a language that the reader does not
    know holds: it is not judged by the words of another.
    """
    sources = rows["source_id"].unique()
    tongues = [{"source_id": source, "␤in": "|".join(_languages(codes, source))} for source in sources]
    known = pl.DataFrame(tongues, schema={"source_id": pl.String, "␤in": pl.String})
    spoken = rows.with_row_index("␤at").join(known, on="source_id", how="left", nulls_equal=True, maintain_order="left")
    parts = []
    for (spoken_in,), group in spoken.group_by("␤in"):
        holds = pl.Series("holds", [not spoken_in] * group.height, dtype=pl.Boolean)
        for language in str(spoken_in).split("|")[: 1 if first_only else None] if spoken_in else ():
            left = group.filter(~holds)
            if left.is_empty():
                break
            read = read_column(left["phrase"], language)
            read = read.rename({name: f"read_{name}" for name in read.columns if name != "phrase"})
            joined = left.join(read, on="phrase", how="left", maintain_order="left")
            agreed = joined.select(pl.when(agrees()).then(pl.col("␤at"))).to_series().drop_nulls()
            holds = holds | group["␤at"].is_in(agreed.implode())
        parts.append(group.with_columns(holds.alias("holds")))
    empty = spoken.with_columns(pl.lit(True).alias("holds"))
    return (pl.concat(parts) if parts else empty).sort("␤at").drop("␤at", "␤in")


RULES: tuple[Rule, ...] = (phrase_says_so, not_negated)
