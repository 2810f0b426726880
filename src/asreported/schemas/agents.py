"""Agents: those who speak, publish, act or are acted upon."""

from __future__ import annotations

from asreported.rules import attribution
from asreported.schemas.fields import address, code, key, listing, text, whole_number
from asreported.schemas.table import Table, row_check

__all__ = ["Agents"]

KINDS = {
    "person": "One person.",
    "group": "Several persons who are not an organisation.",
    "government": "A state, its government or an organ of it.",
    "military": "The armed forces of a state.",
    "armed_group": "An armed group that is not a state's.",
    "ngo": "An organisation outside government.",
    "media": "A publisher of reports.",
    "agency": "A news agency.",
}
ANONYMITY = {
    "named": "The text gives a name.",
    "unnamed": "The text gives no name and no reason.",
    "anonymous_on_request": "The text says that they asked not to be named.",
}


class Agents(Table):
    """People and bodies, under the name by which the text calls them."""

    agent_id: str = key("The agent's key.", "two-us-officials")
    name: str = text("The name or the words that stand for it, as printed.", "two US officials")
    also_called: list[str] = listing(
        "Other words for the same agent in the text.", "the Observatory|SOHR", nullable=True
    )
    kind: str = code("What sort of agent it is.", "group", of=KINDS)
    anonymity: str = code("Whether the text names them.", "anonymous_on_request", of=ANONYMITY)
    people_low: int = whole_number("How many people at least, where the words say.", 2, nullable=True)
    people_high: int = whole_number("How many people at most, where the words say.", 2, nullable=True)
    same_as: str = address("An address that identifies the agent; never guessed.", "https://example.org/agent")
    note: str = text("What a reader should know.", "The text does not name them.", nullable=True)

    unnamed_has_no_identity = row_check(attribution.unnamed_has_no_identity)

    class Config(Table.Config):
        """Name and key of the table."""

        name = "agents"
        unique = ["agent_id"]
