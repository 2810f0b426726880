"""Attributions: the chain of people who said a figure, from the first speaker to the publisher."""

from __future__ import annotations

from asreported.schemas.fields import code, locator, quotation, reference, whole_number
from asreported.schemas.table import Table

__all__ = ["Attributions"]

ROLES = {
    "originator": "The first to say it.",
    "relay": "Passed it on.",
    "publisher": "Published the report; the last link of every chain.",
}
VOICES = {
    "statement": "Said it, without a sign of to whom.",
    "interview": "Told it to someone, or spoke to them.",
    "briefing": "Told it to several reporters at once.",
    "agency_report": "A news agency passed it on.",
    "report": "The publisher reports what others said.",
    "unattributed": "The publisher says it, and names no source.",
}


class Attributions(Table):
    """Who said a figure, link by link, each with the words that show it."""

    figure_id: str = reference("figures.figure_id", "The figure.", "drone-attacks")
    position: int = whole_number("The place in the chain, from 1: the first speaker.", 1, least=1)
    agent_id: str = reference("agents.agent_id", "Who said it or passed it on.", "two-us-officials")
    role: str = code("The part that the agent plays in the chain.", "originator", of=ROLES)
    voice: str = code("How it was said.", "interview", of=VOICES)
    phrase: str = quotation("The words that show the link.", "Two US officials", nullable=True)
    at: int = locator("Where the phrase starts.", 3200, nullable=True)

    class Config(Table.Config):
        """Name and key of the table."""

        name = "attributions"
        unique = ["figure_id", "position"]
