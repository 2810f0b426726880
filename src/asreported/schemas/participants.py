"""Participants: who did it, who was hit and who claimed it, each with who says so."""

from __future__ import annotations

from asreported.schemas.fields import code, locator, quotation, reference
from asreported.schemas.table import Table

__all__ = ["Participants"]

ROLES = {
    "perpetrator": "Carried it out, by the words of the one who says so.",
    "target": "Was what it was aimed at.",
    "claimant": "Took responsibility for it.",
}
BASES = {"stated": "The phrase asserts it.", "inferred": "It follows from something else; for a person to judge."}


class Participants(Table):
    """Parts that agents play in incidents. They are claims too, so each has its speaker and its words."""

    incident_id: str = reference("incidents.incident_id", "The incident.", "us-air-raids-2021-06-27")
    agent_id: str = reference("agents.agent_id", "The agent.", "united-states")
    role: str = code("The part the agent plays.", "perpetrator", of=ROLES)
    basis: str = code("Whether the words say so.", "stated", of=BASES)
    said_by: str = reference("agents.agent_id", "Who says so.", "united-states")
    source_id: str = reference("sources.source_id", "The report.", "al-jazeera-2021-06-28")
    phrase: str = quotation("The words that say so.", "it carried out a round of air raids")
    at: int = locator("Where the phrase starts.", 274)

    class Config(Table.Config):
        """Name and key of the table."""

        name = "participants"
        unique = ["incident_id", "agent_id", "role"]
