"""The rules of the files: that each is there, whole and the one that was listed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from asreported.errors import AsReportedError
from asreported.findings import Finding
from asreported.package import Package, Resource, UnsafePath

__all__ = ["check_content", "check_rows", "path_finding", "unlisted_files", "versions_agree"]

_REFRESH = "if the change is meant, run asreported build, which refreshes the descriptor; else restore the file"
_DATA = {".csv", ".tsv", ".parquet", ".xlsx", ".ods", ".jsonl"}


def path_finding(resource: Resource, error: UnsafePath) -> Finding:
    """Return the finding for a file that cannot or may not be opened."""
    return Finding(
        "path",
        resource.package.descriptor_name,
        f"the file {error}",
        error.fix,
        resource.name,
        column=f"resources/{resource.name}/path",
        found=error.path,
    )


def check_content(resource: Resource, content: bytes) -> Iterator[Finding]:
    """Yield where the bytes of a resource are not those that the descriptor lists."""
    name, listed = ", ".join(resource.paths), resource.descriptor
    if isinstance(listed.get("bytes"), int) and listed["bytes"] != len(content):
        yield Finding(
            "bytes",
            name,
            f"the file has {len(content):,} bytes, the descriptor lists {listed['bytes']:,}",
            _REFRESH,
            resource.name,
            found=str(len(content)),
            expected=str(listed["bytes"]),
        )
    if isinstance(listed.get("hash"), str) and listed["hash"]:
        algorithm, _, digest = listed["hash"].rpartition(":")
        try:
            found = hashlib.new(algorithm or "md5", content, usedforsecurity=False).hexdigest()
        except ValueError:
            yield Finding(
                "hash",
                resource.package.descriptor_name,
                f"{algorithm!r} is no hash that is known here",
                "list a sha256",
                resource.name,
                column=f"resources/{resource.name}/hash",
            )
            return
        if found != digest.lower():
            yield Finding(
                "hash",
                name,
                "the file is not the one that the descriptor lists",
                _REFRESH,
                resource.name,
                found=found[:12],
                expected=digest[:12],
            )


def check_rows(resource: Resource, rows: int) -> Iterator[Finding]:
    """Yield a count of rows that is not the listed one."""
    listed = resource.descriptor.get("rows")
    if isinstance(listed, int) and listed != rows:
        yield Finding(
            "rows",
            ", ".join(resource.paths),
            f"the table has {rows:,} rows, the descriptor lists {listed:,}",
            _REFRESH,
            resource.name,
            found=str(rows),
            expected=str(listed),
        )


def unlisted_files(package: Package) -> Iterator[Finding]:
    """Yield each data file beside a listed one that no resource lists."""
    listed, schemas = set(), set()
    for resource in package.resources:
        listed |= set(map(PurePosixPath, resource.paths))
        if isinstance(resource.descriptor.get("schema"), str):
            schemas.add(PurePosixPath(resource.descriptor["schema"]))
    for folder in sorted({path.parent for path in listed}):
        try:
            inside = sorted(package.locate(str(folder / "x")).parent.iterdir())
        except (AsReportedError, OSError):
            continue
        for file in inside:
            path = folder / file.name
            if file.suffix.lower() in _DATA and path not in listed | schemas and not file.name.startswith("."):
                yield Finding(
                    "unlisted-file",
                    str(path),
                    "the file lies among the data, and no resource lists it",
                    "list it in the descriptor, or move it elsewhere",
                    severity="warning",
                )


def versions_agree(package: Package) -> Iterator[Finding]:
    """Yield a CITATION.cff beside the descriptor that gives another version."""
    cited = package.folder / "CITATION.cff"
    if not (package.version and cited.is_file()):
        return
    for number, line in enumerate(cited.read_text("utf-8", "replace").splitlines(), 1):
        given = re.match(r"""version:\s*["']?([^"'\s#]+)""", line)
        if given and given[1] != package.version:
            yield Finding(
                "versions-agree",
                cited.name,
                f"CITATION.cff says version {given[1]}, the descriptor {package.version}",
                f"set version to {package.version}",
                line=number,
                column="version",
                found=given[1],
                expected=package.version,
            )
