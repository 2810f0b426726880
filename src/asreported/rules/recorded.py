"""The rule of changes: whoever changes a figure says so, in the CHANGELOG and by the version."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asreported.changes import Change, Difference
from asreported.package import Package
from asreported.package.rows import LINE, ROW
from asreported.rules.files import CITATION, read_beside
from asreported.rules.rule import Broken, Rule, rule

__all__ = ["RULES", "change_recorded"]

CHANGELOG = "CHANGELOG.md"
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@rule("package", stock_type="package-error", why="{wrong}", fix="{mend}")
def change_recorded(old: Package, new: Package, difference: Difference) -> Iterator[Broken]:
    """A figure that changed since the older version is named in CHANGELOG.md, and the version took its step.

    Whoever cited the figure must learn that it is another now, and from which version on.
    """
    # Figures that were added, and changes of notes, reviews and metadata, need no line of their own.
    named = set(_KEY.findall(_new_lines(old, new)))
    file = next((r.paths[0] for r in new.tables if r.name == "figures" and r.paths), new.descriptor_name)
    for figure, change in _to_be_named(difference).items():
        if figure not in named:
            in_place = change.table == "figures"
            where = "the new lines of CHANGELOG.md do not name it"
            since = old.version or "the older version"
            yield {
                "file": file,
                "table": "figures",
                "column": "figure_id",
                "wrong": f"{figure} changed since {since} ({_told(change)}), and {where}",
                "mend": f"write into CHANGELOG.md what changed in {figure}, and why",
                LINE: change.line if in_place else None,
                ROW: change.row if in_place else None,
                "found": figure,
            }
    if not difference.is_enough:
        least = difference.least or "MAJOR.MINOR.PATCH"
        first = next(change for change in difference.changes if change.step == difference.asks_for)
        yield {
            "file": new.descriptor_name,
            "column": "version",
            "wrong": f"the changes since {old.version or 'the older version'} ask for a {difference.asks_for} step "
            f"({first.table} {first.key}: {first.words})",
            "mend": f"set version to {least} or later"
            + (", in CITATION.cff too" if read_beside(new, CITATION) else ""),
            "found": new.version,
            "expected": least,
        }


def _to_be_named(difference: Difference) -> dict[str, Change]:
    """Return the first change of each figure that a reader of the older version has to learn of."""
    figures: dict[str, Change] = {}
    for change in difference.changes:
        is_cited = change.table == "attributions" or (change.table == "figures" and change.kind != "added")
        if change.figure and is_cited and change.step != "patch":
            figures.setdefault(change.figure, change)
    return figures


def _new_lines(old: Package, new: Package) -> str:
    before = set(read_beside(old, CHANGELOG).splitlines())
    return "\n".join(line for line in read_beside(new, CHANGELOG).splitlines() if line not in before)


def _told(change: Change) -> str:
    return change.words if change.table == "figures" else f"its speakers: {change.words}"


RULES: tuple[Rule, ...] = (change_recorded,)
