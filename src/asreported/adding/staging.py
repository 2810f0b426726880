"""A package as it will be: files that are about to be written, read as though they were there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from asreported.adding.records import Records
from asreported.building import refreshed, written
from asreported.package import Package

__all__ = ["Staged", "part_of", "staged"]

#: The table that is left empty in a part: its rows rest on older reports.
_OLDER = "participants"


@dataclass(frozen=True)
class Staged(Package):
    """A package some of whose files have new contents, by path."""

    contents: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, path: str) -> bytes:
        """Return the new bytes of a file, else those that it has."""
        return self.contents[path] if path in self.contents else super().read(path)


def staged(package: Package, contents: Mapping[str, bytes]) -> Staged:
    """Return the package with these contents, among them its descriptor.

    >>> from asreported import open_package
    >>> package = open_package()
    >>> descriptor = (package.folder / package.descriptor_name).read_bytes()
    >>> staged(package, {"datapackage.json": descriptor, "dataset/agents.csv": b"x"}).read("dataset/agents.csv")
    b'x'
    """
    descriptor = json.loads(contents[package.descriptor_name])
    return Staged(package.folder, descriptor, package.descriptor_name, contents)


def part_of(
    package: Package, contents: Mapping[str, bytes], tables: Mapping[str, Records], source: str
) -> dict[str, bytes]:
    """Return the contents of a package that holds one report alone, and whatever its rows point at.

    Agents are all there: a chain that leaves out a news agency is told by their names.
    """
    figures = {row["figure_id"] for row in tables["figures"].added}
    incidents = tables["incidents"].only({row["incident_id"] for row in tables["figures"].added})
    told_by = {row["source_id"] for row in incidents.dicts()}
    kept = (
        incidents,
        tables["agents"],
        tables["figures"].only(figures),
        tables["attributions"].only(figures),
        tables["numbers"].only({source}),
        tables["sources"].only({source, *told_by}),
        tables["relations"].only(figures),
        Records(package.resource(_OLDER)).only(()),
    )
    part = {**contents, **{table.path: table.content() for table in kept}}
    part[package.descriptor_name] = written(package, refreshed(package, part))
    return part
