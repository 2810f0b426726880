"""From reviewed candidates to rows of a package.

`reviewed` reads what a person accepted, `rows` makes rows of it (`new_report` the source and the incident, `agent_keys`
those who speak), `records` puts each in its place, `staging` lets validation see the package as it will be, and
`addition` does all of it in order, and writes.
"""

from __future__ import annotations

from asreported.adding.addition import Addition, add
from asreported.errors import Invalid, Unusable

__all__ = ["Addition", "Invalid", "Unusable", "add"]
