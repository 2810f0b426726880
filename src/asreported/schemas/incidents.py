"""Incidents: what the figures are about."""

from __future__ import annotations

import datetime

from asreported.schemas.fields import code, day, key, locator, quotation, reference, text
from asreported.schemas.table import Table
from asreported.schemas.vocabulary import DATE_BASES, PRECISIONS

__all__ = ["Incidents"]

KINDS = {
    "event": "One occurrence.",
    "series": "Occurrences that the text counts together.",
    "deployment": "A state of affairs that lasts.",
}


class Incidents(Table):
    """Events, series of events and deployments that reports give figures for."""

    incident_id: str = key("The incident's key.", "us-air-raids-2021-06-27")
    kind: str = code("What sort of incident it is.", "event", of=KINDS)
    title: str = text("A short neutral name.", "US air raids in Iraq and Syria")
    start_on: datetime.date = day("The first day.", "2021-06-27")
    end_on: datetime.date = day("The last day; empty where open or unknown.", "2021-06-27")
    date_precision: str = code("How exact the days are.", "day", of=PRECISIONS, nullable=True)
    date_basis: str = code("Where the days come from.", "inferred", of=DATE_BASES, nullable=True)
    place: str = text("The place, as printed.", "Iraq and Syria", nullable=True)
    source_id: str = reference("sources.source_id", "The report that tells of it.", "al-jazeera-2021-06-28")
    phrase: str = quotation("The words that tell of it.", "a round of air raids", nullable=True)
    at: int = locator("Where the phrase starts.", 287, nullable=True)
    note: str = text("What a reader should know.", "Early on 28 June local time.", nullable=True)

    class Config(Table.Config):
        """Name and key of the table."""

        name = "incidents"
        unique = ["incident_id"]
