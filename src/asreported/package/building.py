"""The facts about files in a descriptor: bytes, sha256 and rows, as the files are now."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asreported.errors import BadCell, UnsafePath
from asreported.package import Package, Resource, open_package
from asreported.package.parts import read_parts
from asreported.package.writing import writing

__all__ = ["Refreshed", "build", "refreshed", "stale", "written"]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """One fact about a resource that the descriptor has otherwise: `before` is None where it lists none."""

    resource: str
    path: str
    fact: str
    before: Any
    after: Any


def build(package: Package | str | Path = ".", *, check: bool = False) -> list[Refreshed]:
    """Refresh bytes, sha256 and rows of every resource in the descriptor, and return what differed.

    Nothing else changes: the order of keys and resources stays, and no table is touched. With `check` nothing is
    written.

    Raises:
        PackageUnreadable: no readable descriptor lies there.
        BadCell: a file is missing, or its path is not one that a package may name.
        Busy, WriteFailed: the descriptor cannot be written.

    >>> from asreported import open_package
    >>> build(open_package(), check=True)
    []
    """
    opened = open_package(package)
    if check:
        return list(stale(opened, refreshed(opened)))
    with writing(opened.folder) as write:
        opened = open_package(opened.folder / opened.descriptor_name)
        fresh = refreshed(opened)
        changes = list(stale(opened, fresh))
        if changes:
            write({opened.descriptor_name: written(opened, fresh)})
    return changes


def stale(package: Package, fresh: Mapping[str, Any]) -> Iterator[Refreshed]:
    """Yield each fact that the descriptor has otherwise than the refreshed one."""
    for resource, now in zip(package.resources, Package(package.folder, fresh).resources, strict=True):
        for fact in ("bytes", "hash", "rows"):
            before, after = resource.descriptor.get(fact), now.descriptor.get(fact)
            if before != after:
                yield Refreshed(resource.name, ", ".join(resource.paths), fact, before, after)


def refreshed(package: Package, contents: Mapping[str, bytes] | None = None) -> dict[str, Any]:
    """Return the descriptor with the facts of each file as they are; `contents` are files about to be written, by path.

    Raises:
        BadCell: a file is missing, or its path is not one that a package may name.

    >>> from asreported import open_package
    >>> refreshed(open_package(), {"dataset/relations.csv": b""})["resources"][5]["bytes"]
    0
    """
    after = package.with_files(contents or {})
    fresh = ({**resource.descriptor, **_facts(resource)} for resource in after.resources)
    listed = package.descriptor.get("resources")
    if not isinstance(listed, list):
        return dict(package.descriptor)
    # What is no resource stays where it is; `asreported validate` tells of it.
    return {**package.descriptor, "resources": [next(fresh) if isinstance(r, dict) else r for r in listed]}


def written(package: Package, fresh: Mapping[str, Any]) -> bytes:
    """Return a refreshed descriptor as it is written: indented as the package's was, keys in order, a final newline."""
    place = package.folder / package.descriptor_name
    indented = re.search(r"^[{\[]\s*\n([ \t]+)", place.read_text("utf-8-sig")) if place.exists() else None
    indent = indented[1] if indented else "  "
    return (json.dumps(fresh, ensure_ascii=False, indent=indent) + "\n").encode()


def _facts(resource: Resource) -> dict[str, Any]:
    if not resource.paths:
        return {}
    kind, listed = _kind_of_hash(resource)
    size, digest = 0, hashlib.new(kind or "md5", usedforsecurity=False)

    def tally(block: bytes) -> None:
        nonlocal size
        size += len(block)
        digest.update(block)

    try:
        if resource.is_table:
            parts = [(bool(part.labels), part.cells.height) for part in (p.rows() for p in read_parts(resource, tally))]
        else:
            parts = []
            for block in resource.blocks():
                tally(block)
    except (UnsafePath, ValueError) as error:
        if isinstance(error, UnsafePath) and error.path in resource.paths:
            raise BadCell(resource.name, f"{error}; {error.fix}") from None
        raise BadCell(resource.name, f"its schema cannot be read: {error}") from None
    found = digest.hexdigest()
    shown = listed if found == listed.lower() else found
    facts: dict[str, Any] = {"bytes": size, "hash": f"{kind}:{shown}".removeprefix(":")}
    if any(has_labels for has_labels, _ in parts):  # else nothing could be read, and `asreported validate` says why
        facts["rows"] = sum(height for _, height in parts)
    return facts


def _kind_of_hash(resource: Resource) -> tuple[str, str]:
    """Return sha256, or the kind of hash that a plain package lists already; and the listed digest."""
    kind, _, digest = str(resource.descriptor.get("hash") or "sha256:").rpartition(":")
    if resource.package.is_ours or (kind or "md5") not in hashlib.algorithms_guaranteed or "shake" in kind:
        kind = "sha256"
    return kind, digest
