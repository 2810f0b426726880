"""The row rules that need the reader: that a figure's phrase says what its row says, and tells it as a fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from asreported.reading import find_counts, find_denial, languages, read_column, read_count
from asreported.reading.roles import COUNT
from asreported.reading.values import AMBIGUOUS, READ, UNREADABLE
from asreported.rules.codelists import Codelists, Measure
from asreported.rules.rule import Judge, Rule, rule
from asreported.rules.whole_words import in_words, one_of, words_pattern
from asreported.words.wording import TOGETHER, WRITTEN_ON, in_every_language

if TYPE_CHECKING:
    from asreported.reading import Reading

__all__ = ["RULES"]

_SAYS = "qualifier value low high phrase source_id"
_DENIES = "qualifier phrase source_id"
#: The reader passes these over unless the row asks for them: "the second time", "a soldier was killed".
_ASKED = ("ordinal", "article")


def _reading_of(row: Mapping[str, Any], codes: Codelists) -> dict[str, str]:
    """Return what the phrase reads as, and which words make it so."""
    language = _languages(codes, row["source_id"])[0]
    reading = read_count(row["phrase"], language)
    spans = [span for span in (reading.cue_span, reading.number_span) if span]
    words = " … ".join(f"'{row['phrase'][start:end]}'" for start, end in dict.fromkeys(sorted(spans)))
    told = "" if row["value"] is None else f" {row['value']}"
    return {
        "reading": reading.in_words() + (f" ({words})" if words else ""),
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

    "at least five fighters were killed" is not five, and never becomes it. A phrase that holds several numbers, or
    allows several readings, says one of them: "14 men, six of them armed" is 14 or six, and never 99. Which one it is
    is left to a person.
    """
    return lambda rows: _says(rows, codes)


@rule(
    "row",
    table="figures",
    column="measure",
    reads={"figures": "measure value low phrase source_id"},
    why="'{phrase}' counts {measure} and something else in one number",
    fix="quote words that count them apart; or code a measure that counts both, with these words among its own",
)
def counts_one_measure(codes: Codelists) -> Judge:
    """The number of a phrase counts the measure alone: of "18 killed and wounded" nobody says how many were killed.

    The words of two measures of one unit that are joined share their number. Where nobody or no number is told of
    ("no one was killed or wounded"), that holds for each.
    """
    return lambda rows: _counts_alone(rows, codes)


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
    skipped = misfit.fill_null(True) | open_bounds.fill_null(False) | pl.col("phrase").is_null()

    def agrees() -> pl.Expr:
        exact = pl.Decimal(38, 12)
        same = {name: pl.col(f"read_{name}").eq_missing(pl.col(name).cast(exact)) for name in ("value", "low", "high")}
        bounds = (number != "two") | (same["low"] & same["high"])
        said = (pl.col("read_qualifier") == pl.col("qualifier")) & same["value"] & bounds
        return (pl.col("read_status") == READ) & said.fill_null(False)

    judged = _over_languages(rows, codes, agrees)
    judged = judged.with_columns(holds=pl.col("holds") | skipped)
    asked = (pl.col("qualifier") == "ordinal") | ((pl.col("qualifier") == "bare") & (pl.col("value") == 1))
    left = judged.with_row_index("place").filter(~pl.col("holds")).with_columns(asked.fill_null(False).alias("asked"))
    several = _over_languages(left.drop("holds"), codes, lambda: pl.col("read_status") == AMBIGUOUS)
    again = several.filter(pl.col("asked") | pl.col("holds"))
    alike = again.group_by("source_id", "asked", *_SAYS.split()[:-1], maintain_order=True).agg("place")
    right = [place for row in alike.iter_rows(named=True) if _says_one_of(row, codes) for place in row["place"]]
    return judged["holds"] | pl.int_range(rows.height, eager=True).is_in(right)


def _says_one_of(row: Mapping[str, Any], codes: Codelists) -> bool:
    """Tell whether a row is one of the readings of its phrase, in a language of its source."""
    asked = ((), _ASKED) if row["asked"] else ((),)
    readings = (
        read_count(row["phrase"], language, include)
        for language in _languages(codes, row["source_id"])
        for include in asked
    )
    return any(_allows(reading, row) for reading in readings)


def _allows(reading: Reading, row: Mapping[str, Any]) -> bool:
    if reading.status == UNREADABLE:
        return False
    if reading.status == READ:
        names = ("qualifier", "value", "low", "high") if reading.qualifier == "between" else ("qualifier", "value")
        return all(getattr(reading, name) == row[name] for name in names)
    if any(_allows(one, row) for one in reading.alternatives):
        return True
    # A cue beside a range or a vague word ("at least 5 to 10", "up to several hundred") says what no list holds; the
    # number of the row is one of those printed all the same.
    unlisted = len(reading.alternatives) == 1 and reading.alternatives[0].value is None
    printed = (reading.low, reading.high) if reading.qualifier == "between" else (None,)
    return unlisted and row["qualifier"] != "between" and row["value"] in printed


def _tells(rows: pl.DataFrame, codes: Codelists) -> pl.Series:
    judged = _over_languages(rows, codes, lambda: ~pl.col("read_negated").fill_null(False), first_only=True)
    excepted = (pl.col("qualifier") == "not_reported").fill_null(False) | pl.col("phrase").is_null()
    return judged.select(pl.col("holds") | excepted).to_series()


def _counts_alone(rows: pl.DataFrame, codes: Codelists) -> pl.Series:
    joiners, prefixes = in_every_language(TOGETHER), in_every_language(WRITTEN_ON)
    # A sign between two words joins them, too: killed/wounded.
    words = in_words(pl.col("phrase").str.replace_all(r"[/&+]", f" {joiners[0]} "))
    joined = pl.lit(False)
    for measure in codes.measures:
        others = [word for other in codes.measures if _may_join(measure, other, codes) for word in other.words]
        if measure.words and others:
            link = f" (?:{one_of(joiners)} |{one_of(prefixes)} ?)"
            one, other = one_of(measure.words), one_of(others)
            both = f" (?:{one}{link}{other}|{other}{link}{one}) "
            apart = words.str.replace_all(both, " ␤ ").str.contains(words_pattern(measure.words))
            joined = (
                pl.when(pl.col("measure") == measure.code).then(words.str.contains(both) & ~apart).otherwise(joined)
            )
    counted = pl.any_horizontal((pl.col(name) > 0).fill_null(False) for name in ("value", "low"))
    suspected = rows.with_row_index("place").filter(joined.fill_null(False) & counted)
    wrong = [row["place"] for row in suspected.iter_rows(named=True) if _has_one_number(row, codes)]
    return ~pl.int_range(rows.height, eager=True).is_in(wrong)


def _may_join(one: Measure, other: Measure, codes: Codelists) -> bool:
    """Tell whether one number may count two measures together: of one unit and kind, neither part of the other."""
    alike = (one.unit, one.kind) == (other.unit, other.kind)
    return alike and not _reaches(one, other.code, codes) and not _reaches(other, one.code, codes)


def _reaches(measure: Measure, wider: str, codes: Codelists) -> bool:
    broader = {one.code: one.broader for one in codes.measures}
    code: str | None = measure.code
    for _ in codes.measures:
        if code is None or code == wider:
            break
        code = broader.get(code)
    return code == wider


def _has_one_number(row: Mapping[str, Any], codes: Codelists) -> bool:
    """Tell whether a phrase has no more than one figure: of two, each may have its own measure."""
    return all(
        sum(one.role == COUNT for one in find_counts(row["phrase"], language)) < 2
        for language in _languages(codes, row["source_id"])
    )


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
    for (spoken_in,), group in spoken.group_by("␤in", maintain_order=True):
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


RULES: tuple[Rule, ...] = (phrase_says_so, counts_one_measure, not_negated)
