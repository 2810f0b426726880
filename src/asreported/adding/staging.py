"""A package as it will be: files that are about to be written, read as though they were there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from asreported.adding.tables import Records
from asreported.package import Package
from asreported.package.building import refreshed, written

__all__ = ["part_of", "staged"]

#: The table that is left empty in a part: its rows rest on older reports.
_OLDER = "participants"


def staged(package: Package, contents: Mapping[str, bytes]) -> Package:
    """Return the package with these contents, among them its descriptor.

    >>> from asreported import open_package
    >>> package = open_package()
    >>> descriptor = (package.folder / package.descriptor_name).read_bytes()
    >>> staged(package, {"datapackage.json": descriptor, "dataset/agents.csv": b"x"}).read("dataset/agents.csv")
    b'x'
    """
    return replace(package.with_files(contents), descriptor=json.loads(contents[package.descriptor_name]))


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
