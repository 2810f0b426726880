"""The rule of changes: whoever changes a figure says so, in the CHANGELOG and by the version."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asreported.changes import Change, Difference
from asreported.findings import Finding
from asreported.package import Package

__all__ = ["changes_recorded"]

CHANGELOG = "CHANGELOG.md"
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def changes_recorded(old: Package, new: Package, difference: Difference) -> Iterator[Finding]:
    """Yield each changed figure that the new lines of the CHANGELOG do not name, and a version step that is too small.

    Figures that were added, and changes of notes, reviews and metadata, need no line of their own.
    """
    named = set(_KEY.findall(_new_lines(old, new)))
    file = next((r.paths[0] for r in new.tables if r.name == "figures" and r.paths), new.descriptor_name)
    for figure, change in _to_be_named(difference).items():
        if figure not in named:
            in_place = change.table == "figures"
            where = "the new lines of CHANGELOG.md do not name it"
            yield Finding(
                "change-recorded",
                file,
                f"{figure} changed since {old.version or 'the older version'} ({_told(change)}), and {where}",
                f"write into CHANGELOG.md what changed in {figure}, and why",
                "figures",
                change.line if in_place else None,
                change.row if in_place else None,
                "figure_id",
                figure,
            )
    if not difference.is_enough:
        least = difference.least or "MAJOR.MINOR.PATCH"
        first = next(change for change in difference.changes if change.step == difference.asks_for)
        yield Finding(
            "change-recorded",
            new.descriptor_name,
            f"the changes since {old.version or 'the older version'} ask for a {difference.asks_for} step "
            f"({first.table} {first.key}: {first.words})",
            f"set version to {least} or later" + (", in CITATION.cff too" if _has_citation(new) else ""),
            column="version",
            found=new.version,
            expected=least,
        )


def _to_be_named(difference: Difference) -> dict[str, Change]:
    """Return the first change of each figure that a reader of the older version has to learn of."""
    figures: dict[str, Change] = {}
    for change in difference.changes:
        is_cited = change.table == "attributions" or (change.table == "figures" and change.kind != "added")
        if change.figure and is_cited and change.step != "patch":
            figures.setdefault(change.figure, change)
    return figures


def _new_lines(old: Package, new: Package) -> str:
    before = set(_read(old).splitlines())
    return "\n".join(line for line in _read(new).splitlines() if line not in before)


def _read(package: Package) -> str:
    place = package.folder / CHANGELOG
    return place.read_text("utf-8", "replace") if place.is_file() else ""


def _told(change: Change) -> str:
    return change.words if change.table == "figures" else f"its speakers: {change.words}"


def _has_citation(package: Package) -> bool:
    return (package.folder / "CITATION.cff").is_file()
