"""Numbers: every number-like token of a source's text, and what became of it."""

from __future__ import annotations

from asreported.schemas.fields import code, locator, quotation, reference, text
from asreported.schemas.table import Table

__all__ = ["Numbers"]

DISPOSITIONS = {
    "figure": "It is coded as a figure.",
    "date": "It is part of a date.",
    "duration": "It measures time.",
    "ordinal": "It picks one item of a row.",
    "agent": "It says how many people speak or act.",
    "product_name": "It is part of a product's name.",
    "name": "It is part of another name.",
    "other": "It is none of these; the note says what.",
}


class Numbers(Table):
    """Digits, number words, ordinals and vague words (several, some, majority) of the text, each once."""

    source_id: str = reference("sources.source_id", "The report.", "al-jazeera-2021-06-28")
    at: int = locator("Where the number stands.", 2523)
    phrase: str = quotation("The number, with the words that show what it is.", "40")
    disposition: str = code("What became of it.", "figure", of=DISPOSITIONS)
    figure_id: str = reference("figures.figure_id", "The figure.", "attacks-on-us-interests", nullable=True)
    note: str = text("What a reader should know.", "A month of service", nullable=True)

    class Config(Table.Config):
        """Name and key of the table."""

        name = "numbers"
        unique = ["source_id", "at"]
