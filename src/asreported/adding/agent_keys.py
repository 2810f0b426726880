"""Those who speak in the new rows: known agents by their name, else new ones."""

from __future__ import annotations

import re

from asreported.adding.records import Records
from asreported.reading import read_count
from asreported.rules.whole_words import plain_words
from asreported.slugs import slug, unused

__all__ = ["AgentKeys"]

_ARTICLE = re.compile(r"^(the|an?)\s+", re.IGNORECASE)


class AgentKeys:
    """The agents of a package while rows are added: each name gives a key, and a new name a new agent.

    Whom the text does not name is the same within one report only: the doctor of another report is another doctor.
    """

    def __init__(self, table: Records, language: str) -> None:
        self.table, self.language = table, language
        self.reused: dict[str, str] = {}
        self._rows = {row["agent_id"]: row for row in table.dicts()}
        self._named: dict[str, str] = {}
        for key, row in self._rows.items():
            if row.get("anonymity") == "named":
                for called in (row["name"], *row.get("also_called", "").split("|")):
                    self._named.setdefault(_plain(called), key)
        self._here: dict[str, str] = {}

    def kind_of(self, name: str) -> str:
        """Return the kind of a known agent; empty where there is none of that name."""
        key = name if name in self._rows else self._named.get(_plain(name), "")
        return self._rows[key]["kind"] if key else ""

    def key(self, name: str, kind: str, anonymity: str, phrase: str = "") -> str:
        """Return the key of an agent, who is added where the package has none of that name."""
        plain = _plain(name)
        known = self._here.get(plain) or (name if name in self._rows else "")
        if not known and anonymity == "named":
            known = self._named.get(plain, "")
            if known:
                self.reused[known] = self._rows[known]["name"]
        if not known:
            known = unused([slug(name)], self._rows)
            low, high = self._people(name, kind)
            row = {
                "agent_id": known,
                "name": name,
                "kind": kind,
                "anonymity": anonymity,
                "people_low": low,
                "people_high": high,
            }
            self._rows[known] = row
            self.table.put(row)
        self._here[plain] = known
        self._call(known, name, phrase)
        return known

    def _people(self, name: str, kind: str) -> tuple[str, str]:
        """Return how many people the words say they are."""
        if kind == "person":
            return "1", "1"
        reading = read_count(name, self.language)
        if kind != "group" or reading.status != "read":
            return "", ""
        return str(reading.low or ""), str(reading.high or "")

    def _call(self, key: str, name: str, phrase: str) -> None:
        """Note another word for an agent, where the phrase has that and not the words known so far."""
        row = self._rows[key]
        called = [row["name"], *filter(None, row.get("also_called", "").split("|"))]
        heard = f" {plain_words(phrase)} "
        if phrase and not any(f" {plain_words(one)} " in heard for one in called):
            row["also_called"] = "|".join([*called[1:], name])
            self.table.put(row)


def _plain(name: str) -> str:
    return _ARTICLE.sub("", " ".join(name.split())).casefold()
