"""Figures that no longer say what their words say: bounds, qualifiers, phrases, measures, places, periods."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from asreported.qualifiers import bounds_of
from corruptions.operator import Operator, operator
from corruptions.original import Change, Original, Row

__all__ = ["OPERATORS"]

_BOUNDS = "bounds-follow-qualifier value-fits-qualifier"
#: What a wrong number of one figure makes impossible in others.
_OTHERS = "parts-fit-whole restatement-agrees"


def _with_bounds(row: Row, qualifier: str, value: str) -> Change:
    """Return the change of qualifier and value with the bounds that follow from them."""
    bounds = bounds_of(qualifier, *([int(value)] if value else []))
    low, high = ("" if end is None else str(end) for end in (bounds.low, bounds.high))
    return row.to(qualifier=qualifier, value=value, low=low, high=high)


def _counting(package: Original) -> Iterator[Row]:
    return (row for row in package["figures"].rows if row["value"])


@operator("bounds", _BOUNDS, follows=_OTHERS)
def low_one_too_high(package: Original) -> Iterator[Change]:
    """The lower bound is one more than the words allow."""
    return (cell.to(str(int(cell.text) + 1)) for cell in package["figures"].filled("low"))


@operator("bounds", _BOUNDS, follows=f"{_OTHERS} minimum")
def low_one_too_low(package: Original) -> Iterator[Change]:
    """The lower bound is one less than the words say: more than 40 starts at 41."""
    return (cell.to(str(int(cell.text) - 1)) for cell in package["figures"].filled("low"))


@operator("bounds", _BOUNDS, follows=_OTHERS)
def low_dropped(package: Original) -> Iterator[Change]:
    """The lower bound is gone."""
    return (cell.to("") for cell in package["figures"].filled("low"))


@operator("bounds", _BOUNDS, follows=_OTHERS)
def high_dropped(package: Original) -> Iterator[Change]:
    """The upper bound is gone."""
    return (cell.to("") for cell in package["figures"].filled("high"))


@operator("bounds", _BOUNDS, follows=_OTHERS)
def high_one_too_high(package: Original) -> Iterator[Change]:
    """The upper bound is one more than the words allow."""
    return (cell.to(str(int(cell.text) + 1)) for cell in package["figures"].filled("high"))


@operator("bounds", _BOUNDS, follows=_OTHERS)
def high_invented(package: Original) -> Iterator[Change]:
    """An upper bound stands where the words leave it open."""
    for row in package["figures"].rows:
        if not row["high"]:
            yield row.to(high=row["low"] or "10")


@operator("bounds", _BOUNDS, follows=_OTHERS)
def low_and_high_swapped(package: Original) -> Iterator[Change]:
    """The bounds stand in each other's column."""
    return (row.to(low=row["high"], high=row["low"]) for row in package["figures"].rows if row["low"] != row["high"])


@operator("bounds", _BOUNDS, follows=f"{_OTHERS} phrase-says-so counts-one-measure")
def value_given_to_a_vague_word(package: Original) -> Iterator[Change]:
    """A point value stands where the words give none: several, 3."""
    return (row.to(value="3") for row in package["figures"].rows if not row["value"])


@operator("bounds", _BOUNDS, follows=_OTHERS)
def value_lost(package: Original) -> Iterator[Change]:
    """The printed number is gone."""
    return (row.to(value="") for row in _counting(package))


@operator("bounds", f"{_BOUNDS} phrase-says-so", follows=_OTHERS)
def value_off_by_one(package: Original) -> Iterator[Change]:
    """The value is one more than the printed number, and the bounds are not."""
    return (row.to(value=str(int(row["value"]) + 1)) for row in _counting(package))


@operator("bounds", f"{_BOUNDS} phrase-says-so", follows=_OTHERS)
def number_of_another_figure(package: Original) -> Iterator[Change]:
    """Value and bounds are those of the next figure that has some."""
    rows = list(_counting(package))
    for row, other in itertools.pairwise(rows):
        if row["value"] != other["value"]:
            yield row.to(**{name: other[name] for name in ("value", "low", "high")})


@operator("words", "phrase-says-so", follows=_OTHERS)
def number_miscopied(package: Original) -> Iterator[Change]:
    """Value and bounds are those of another number than the phrase prints: one more."""
    return (_with_bounds(row, row["qualifier"], str(int(row["value"]) + 1)) for row in _counting(package))


@operator("words", "phrase-says-so", follows=_OTHERS)
def number_ten_times_too_large(package: Original) -> Iterator[Change]:
    """A zero too many stands behind value and bounds."""
    return (_with_bounds(row, row["qualifier"], f"{row['value']}0") for row in _counting(package))


@operator("words", "phrase-says-so", follows=_OTHERS)
def digits_swapped(package: Original) -> Iterator[Change]:
    """Two digits of the number stand in each other's place: 41 for 14."""
    for row in _counting(package):
        text = row["value"]
        for at in range(len(text) - 1):
            turned = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
            if turned != text and turned[0] != "0":
                yield _with_bounds(row, row["qualifier"], turned)


@operator("qualifiers", f"{_BOUNDS} phrase-says-so not-negated majority-has-whole",
          follows=f"{_OTHERS} numbers-account-for-figures counts-one-measure")  # fmt: skip
def qualifier_of_other_words(package: Original) -> Iterator[Change]:
    """The qualifier is another one, and the numbers are left."""
    for row in package["figures"].rows:
        for qualifier in package["qualifiers"].rows:
            if qualifier["qualifier"] != row["qualifier"]:
                yield row.to(qualifier=qualifier["qualifier"])


@operator("qualifiers", "phrase-says-so not-negated majority-has-whole",
          follows=f"{_OTHERS} numbers-account-for-figures counts-one-measure")  # fmt: skip
def qualifier_and_bounds_of_other_words(package: Original) -> Iterator[Change]:
    """The qualifier is another one, with the bounds that follow from it."""
    for row in package["figures"].rows:
        for qualifier in package["qualifiers"].rows:
            code, needs = qualifier["qualifier"], qualifier["number"]
            if code != row["qualifier"] and needs != "two":
                yield _with_bounds(row, code, (row["value"] or "5") if needs == "required" else "")


@operator("qualifiers", "phrase-says-so", follows=_OTHERS)
def range_made_of_a_number(package: Original) -> Iterator[Change]:
    """A number became a range around it."""
    for row in _counting(package):
        number = int(row["value"])
        yield row.to(qualifier="between", value="", low=str(number - 1), high=str(number + 1))


@operator("qualifiers", "phrase-says-so not-negated", follows=_OTHERS)
def silence_made_nought(package: Original) -> Iterator[Change]:
    """What a source declines to say became zero."""
    for row in package["figures"].where(qualifier="not_reported"):
        yield row.to(qualifier="none", low="0", high="0")


@operator("words", "phrase-says-so", follows="numbers-account-for-figures phrase-verbatim qualifier-not-cut-off "
          "every-number-accounted-for phrase-names-counted phrase-names-measure phrase-of-whole-words")  # fmt: skip
def cue_cut_off_the_phrase(package: Original) -> Iterator[Change]:
    """The phrase lost the words that qualify the number, and its place moved with it."""
    for row in package["figures"].rows:
        cue = re.match(r"(?i)at least |more than |(?:the )?second |one of |several |some of ", row["phrase"])
        if cue:
            yield row.to(phrase=row["phrase"][cue.end() :], at=str(int(row["at"]) + cue.end()))


@operator("words", "qualifier-not-cut-off", text=True, follows="numbers-account-for-figures")
def cue_cut_off_the_phrase_and_the_row(package: Original) -> Iterator[Change]:
    """The phrase lost "at least", and the row says the bare number too."""
    for row in package["figures"].rows:
        cue = re.match("(?i)at least |more than ", row["phrase"])
        if cue:
            shorter = {"phrase": row["phrase"][cue.end() :], "at": str(int(row["at"]) + cue.end())}
            yield row.to(qualifier="bare", low=row["value"], high=row["value"], **shorter)


@operator("words", "phrase-says-so", follows="phrase-verbatim every-number-accounted-for numbers-account-for-figures "
          "phrases-are-quotes")  # fmt: skip
def number_word_changed_in_the_phrase(package: Original) -> Iterator[Change]:
    """The phrase prints another number than the one that was coded."""
    others = {"five": "six", "three": "four", "two": "three", "one": "two", "40": "30", "14": "15", "2,500": "2,600",
              "second": "third", "several": "many", "majority": "minority"}  # fmt: skip
    for row in package["figures"].rows:
        for word, other in others.items():
            if re.search(rf"\b{word}\b", row["phrase"]) and row["qualifier"] not in {"one_of", "not_reported"}:
                yield row.to(phrase=re.sub(rf"\b{word}\b", other, row["phrase"], count=1))


@operator("words", "not-negated", follows="phrase-verbatim phrase-says-so phrase-names-measure phrases-are-quotes")
def fact_made_a_guess(package: Original) -> Iterator[Change]:
    """The clause of the phrase tells what may be, not what was."""
    for row in package["figures"].rows:
        for fact, guess in {"were killed": "might have been killed", "has ordered": "may have ordered",
                            "have been": "may have been"}.items():  # fmt: skip
            if fact in row["phrase"]:
                yield row.to(phrase=row["phrase"].replace(fact, guess))


@operator("words", "phrase-says-so phrase-names-counted phrase-names-measure place-fits-phrase "
          "numbers-account-for-figures phrase-verbatim",
          follows="qualifier-not-cut-off not-negated counts-one-measure")  # fmt: skip
def phrase_of_another_figure(package: Original) -> Iterator[Change]:
    """The phrase is the one of another figure, with its place."""
    for row in package["figures"].rows:
        for other in package["figures"].rows:
            if other["phrase"] != row["phrase"]:
                yield row.to(phrase=other["phrase"], at=other["at"])


@operator("words", "phrase-names-counted", follows="claims-differ")
def counted_noun_changed(package: Original) -> Iterator[Change]:
    """What is counted is a noun that the phrase does not print."""
    nouns = {row["counted"] for row in package["figures"].rows} | {"civilians", "people"}
    for row in package["figures"].rows:
        for noun in sorted(nouns):
            if not re.search(rf"(?i)\b{noun}\b", row["phrase"]):
                yield row.to(counted=noun)


@operator("words", "phrase-names-measure", follows="part-within stock-has-a-day counts-one-measure")
def measure_changed(package: Original) -> Iterator[Change]:
    """The measure is one that no word of the phrase names."""
    for row in package["figures"].rows:
        for measure in package["measures"].rows:
            if not any(re.search(rf"(?i)\b{word}\b", row["phrase"]) for word in measure["words"].split("|")):
                yield row.to(measure=measure["measure"])


@operator("places", "place-fits-phrase", follows="part-within")
def country_of_another_phrase(package: Original) -> Iterator[Change]:
    """The country is not the one that the phrase names."""
    for row in package["figures"].rows:
        if "Iraq" in row["phrase"] or "Syria" in row["phrase"]:
            yield from (row.to(country_code=code) for code in ("IQ", "SY", "IR", "") if code != row["country_code"])


@operator("places", "pattern enum place-fits-phrase", follows="part-within")
def country_as_a_name(package: Original) -> Iterator[Change]:
    """The country stands there by its name, its long code or in small letters."""
    for cell in package["figures"].filled("country_code"):
        yield from (cell.to(text) for text in ("Iraq", "IRQ", cell.text.lower()))


@operator("words", "source-is-given required", follows="numbers-account-for-figures every-number-accounted-for")
def evidence_emptied(package: Original) -> Iterator[Change]:
    """A figure has no words, no place of them, or no source any more."""
    for row in package["figures"].rows:
        yield from (row.to(**{column: ""}) for column in ("phrase", "at", "source_id"))


@operator("words", "phrase-is-short", follows="phrase-verbatim phrases-are-quotes phrase-says-so not-negated "
          "phrase-ambiguous place-fits-phrase max-length counts-one-measure")  # fmt: skip
def phrase_grown_to_an_excerpt(package: Original) -> Iterator[Change]:
    """The phrase is a paragraph, not evidence."""
    for row in package["figures"].rows:
        yield row.to(phrase=row["phrase"] + ", and the report went on for a good while after that" * 3)


_PERIOD = "period-basis period-in-order period-fits-words"


@operator("periods", "period-basis", follows="period-in-order part-within")
def basis_of_a_period_lost(package: Original) -> Iterator[Change]:
    """A period does not say any more how exact it is, or what it rests on."""
    return (cell.to("") for cell in package["figures"].filled("period_precision", "period_basis"))


@operator("periods", "period-basis", follows="part-within")
def dates_of_a_period_lost(package: Original) -> Iterator[Change]:
    """The only date of a period is gone, and what it rested on is left."""
    return (cell.to("") for cell in package["figures"].filled("period_start", "period_end"))


@operator("periods", "period-basis", follows="period-fits-words phrase-has-its-place")
def words_of_a_period_lost(package: Original) -> Iterator[Change]:
    """A period that words resolve has no words, or no place of them."""
    for row in package["figures"].where(period_basis="resolved"):
        yield from (row.to(**{column: ""}) for column in ("period_phrase", "period_at"))


@operator("periods", "period-basis")
def year_called_stated(package: Original) -> Iterator[Change]:
    """A date is called stated, and no word prints its year."""
    return (cell.to("stated") for cell in package["figures"].filled("period_basis"))


@operator("periods", "period-basis")
def basis_without_a_period(package: Original) -> Iterator[Change]:
    """A figure without dates says what they rest on."""
    for row in package["figures"].where(period_basis=""):
        yield row.to(period_basis="inferred")


@operator("periods", "period-in-order incident-in-order", follows="part-within period-fits-words")
def end_before_the_start(package: Original) -> Iterator[Change]:
    """A period ends before it starts."""
    for cell in package["figures"].filled("period_start"):
        yield cell.row.to(period_end=f"{int(cell.text[:4]) - 1}{cell.text[4:]}")
    for row in package["incidents"].rows:
        if row["start_on"] and row["end_on"]:
            yield row.to(start_on=row["end_on"], end_on=f"{int(row['start_on'][:4]) - 1}{row['start_on'][4:]}")


@operator("periods", "period-in-order", follows="part-within")
def month_on_another_day(package: Original) -> Iterator[Change]:
    """A month does not stand on its first day."""
    for row in package["figures"].where(period_precision="month"):
        yield row.to(period_start=f"{row['period_start'][:8]}02")


@operator("periods", "period-before-report incident-before-report period-in-order", follows="part-within")
def date_after_the_report(package: Original) -> Iterator[Change]:
    """A period or an incident begins after the report was published."""
    for cell in [*package["figures"].filled("period_start"), *package["incidents"].filled("start_on")]:
        yield cell.to(f"{int(cell.text[:4]) + 1}{cell.text[4:]}")


@operator("periods", "period-fits-words", follows="part-within period-in-order")
def since_made_until(package: Original) -> Iterator[Change]:
    """The date of "since" stands at the end of the period."""
    for row in package["figures"].rows:
        if row["period_phrase"].lower().startswith("since"):
            yield row.to(period_start="", period_end=row["period_start"])


@operator("periods", "stock-has-a-day")
def stock_with_a_duration(package: Original) -> Iterator[Change]:
    """What is counted at one moment has a period."""
    for row in package["figures"].where(measure="troops_deployed"):
        basis = {"period_precision": "day", "period_basis": "inferred"}
        yield row.to(period_start="2021-01-01", **basis)
        yield row.to(period_end="2021-06-27", **basis)
        yield row.to(period_start="2021-01-01", period_end="2021-06-27", **basis)


@operator("periods", "part-within", follows="period-fits-words")
def part_before_its_whole(package: Original) -> Iterator[Change]:
    """A part begins before the whole of which it is said to be one."""
    parts = {row["subject_id"] for row in package["relations"].where(predicate="part_of")
             if row["basis"] in {"stated", "inferred"}}  # fmt: skip
    for row in package["figures"].rows:
        if row["figure_id"] in parts and row["period_start"]:
            yield row.to(period_start="2020-12-01")


@operator("places", "part-within")
def part_in_another_country(package: Original) -> Iterator[Change]:
    """A part lies in another country than its whole."""
    parts = {row["subject_id"] for row in package["relations"].where(predicate="part_of")
             if row["basis"] in {"stated", "inferred"}}  # fmt: skip
    for row in package["figures"].rows:
        if row["figure_id"] in parts and row["country_code"]:
            yield row.to(country_code="SY")


OPERATORS: tuple[Operator, ...] = (
    low_one_too_high, low_one_too_low, low_dropped, high_dropped, high_one_too_high, high_invented,
    low_and_high_swapped, value_given_to_a_vague_word, value_lost, value_off_by_one, number_of_another_figure,
    qualifier_of_other_words, qualifier_and_bounds_of_other_words, range_made_of_a_number, silence_made_nought,
    number_miscopied, number_ten_times_too_large, digits_swapped, cue_cut_off_the_phrase,
    cue_cut_off_the_phrase_and_the_row, number_word_changed_in_the_phrase, fact_made_a_guess,
    phrase_of_another_figure, counted_noun_changed, measure_changed, evidence_emptied, phrase_grown_to_an_excerpt,
    country_of_another_phrase, country_as_a_name, part_in_another_country, basis_of_a_period_lost,
    dates_of_a_period_lost, words_of_a_period_lost, year_called_stated, basis_without_a_period, end_before_the_start,
    month_on_another_day, date_after_the_report, since_made_until, stock_with_a_duration, part_before_its_whole,
)  # fmt: skip
