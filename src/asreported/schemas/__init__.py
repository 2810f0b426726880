"""The Pandera classes: the truth of the tables. One file a table; each reads like the codebook.

A class is built when it is first asked for: validation takes its schemas from the package, and needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asreported.schemas.classes import (
        TABLES,
        Agents,
        Attributions,
        Figures,
        Incidents,
        Measures,
        Numbers,
        Participants,
        Qualifiers,
        Relations,
        Sources,
    )
    from asreported.schemas.of_package import pandera_schema
    from asreported.schemas.table import Schema, Table
    from asreported.schemas.table_schema import from_table_schema, to_table_schema

__all__ = [
    "TABLES",
    "Agents",
    "Attributions",
    "Figures",
    "Incidents",
    "Measures",
    "Numbers",
    "Participants",
    "Qualifiers",
    "Relations",
    "Schema",
    "Sources",
    "Table",
    "from_table_schema",
    "pandera_schema",
    "to_table_schema",
]

_HOMES = {
    "Schema": "table",
    "Table": "table",
    "from_table_schema": "table_schema",
    "pandera_schema": "of_package",
    "to_table_schema": "table_schema",
}


def __getattr__(name: str) -> Any:
    """Fetch a public name from its module, and keep it."""
    if name not in __all__:
        raise AttributeError(f"module 'asreported.schemas' has no attribute {name!r}")
    found = getattr(import_module(f"asreported.schemas.{_HOMES.get(name, 'classes')}"), name)
    globals()[name] = found
    return found
