"""Figures: the heart of the package, one count as a report printed it to a row."""

from __future__ import annotations

import datetime

from asreported.rules import counts, naming, periods, saying
from asreported.schemas.fields import code, country, day, key, locator, quotation, reference, text, whole_number
from asreported.schemas.table import Table, row_check
from asreported.schemas.vocabulary import DATE_BASES, PRECISIONS

__all__ = ["Figures"]


class Figures(Table):
    """Counts as a report printed them, one a row, with qualifier, bounds that follow from it, and the words."""

    figure_id: str = key("The figure's key.", "fighters-killed")
    title: str = text("A short neutral name.", "Fighters killed in the raids")
    incident_id: str = reference("incidents.incident_id", "What it is about.", "us-air-raids-2021-06-27")
    measure: str = reference("measures.measure", "What is counted.", "killed")
    counted: str = text("The noun as printed, or the word that stands for it (others).", "fighters")
    qualifier: str = code("What the words around the number make of it.", "at_least", of="qualifiers")
    value: int = whole_number("The number as printed; empty for a vague word.", 5, nullable=True)
    low: int = whole_number("The least that the words allow; empty: they set no end.", 5, nullable=True)
    high: int = whole_number("The most that the words allow; empty: they set no end.", 14, nullable=True)
    place: str = text("The place that the figure's own sentence prints.", "Iraq", nullable=True)
    country_code: str = country("The one country that it names, ISO 3166-1 alpha-2.", "IQ")
    period_start: datetime.date = day("The first day of the period counted.", "2021-04-01")
    period_end: datetime.date = day("The last day; empty for an open period.", "2021-06-26")
    period_precision: str = code("How exact the days are.", "month", of=PRECISIONS, nullable=True)
    period_basis: str = code("Where the days come from.", "resolved", of=DATE_BASES, nullable=True)
    period_phrase: str = quotation("The words that print the period.", "since April", nullable=True)
    period_at: int = locator("Where those words start.", 3440, nullable=True)
    source_id: str = reference("sources.source_id", "The report that printed it.", "al-jazeera-2021-06-28")
    phrase: str = quotation(
        "The shortest words that carry qualifier, number and noun.", "at least five fighters were killed"
    )
    at: int = locator("Where the phrase starts.", 808)
    coded_by: str = text("Who coded the row.", "The asreported developers")
    reviewed_by: str = text("Who read it again against the text; empty: nobody yet.", "Jane Roe", nullable=True)
    note: str = text("What a reader should know.", "The sentence names no country.", nullable=True)

    bounds_follow_qualifier = row_check(counts.bounds_follow_qualifier)
    value_fits_qualifier = row_check(counts.value_fits_qualifier)
    phrase_says_so = row_check(saying.phrase_says_so)
    counts_one_measure = row_check(saying.counts_one_measure)
    not_negated = row_check(saying.not_negated)
    phrase_names_counted = row_check(naming.phrase_names_counted)
    phrase_names_measure = row_check(naming.phrase_names_measure)
    phrase_is_short = row_check(naming.phrase_is_short)
    period_in_order = row_check(periods.period_in_order)
    period_basis_fits = row_check(periods.period_basis)
    period_fits_words = row_check(periods.period_fits_words)
    stock_has_a_day = row_check(periods.stock_has_a_day)
    place_fits_phrase = row_check(naming.place_fits_phrase)
    source_is_given = row_check(counts.source_is_given)

    class Config(Table.Config):
        """Name and key of the table."""

        name = "figures"
        unique = ["figure_id"]
