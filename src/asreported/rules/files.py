"""The rules of the files: that each is there, whole and the one that was listed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from asreported.errors import AsReportedError, UnsafePath
from asreported.package import Package, Resource
from asreported.package.rows import LINE
from asreported.rules.rule import Broken, Rule, rule

__all__ = [
    "CITATION",
    "RULES",
    "Measured",
    "bytes_",
    "hash_",
    "path",
    "read_beside",
    "refused_beside",
    "rows_",
    "unlisted_file",
    "versions_agree",
]

CITATION = "CITATION.cff"

_DATA = {".csv", ".tsv", ".parquet", ".xlsx", ".ods", ".jsonl"}
_REFRESH = "if the change is meant, run asreported build, which refreshes the descriptor; else restore the file"


class Measured:
    """The files of a resource as they pass by: how many bytes, their hash, how many rows; called with each block."""

    def __init__(self, resource: Resource) -> None:
        self.resource = resource
        self.size = 0
        self.rows: int | None = None
        listed = resource.descriptor.get("hash")
        self.algorithm, _, self.listed_digest = (listed if isinstance(listed, str) else "").rpartition(":")
        self.is_known = bool(self.listed_digest) or not isinstance(listed, str)
        self._hash = None
        if self.listed_digest:
            try:
                self._hash = hashlib.new(self.algorithm or "md5", usedforsecurity=False)
            except (ValueError, TypeError):  # no such name, or one that no name can be
                self.is_known = False

    def __call__(self, block: bytes) -> None:
        """Take the next block."""
        self.size += len(block)
        if self._hash:
            self._hash.update(block)

    @property
    def file(self) -> str:
        """The paths of the files."""
        return ", ".join(self.resource.paths)

    @property
    def digest(self) -> str | None:
        """The digest, by the algorithm of the listed one; None where none is listed, or by one that is not known."""
        try:
            return self._hash.hexdigest() if self._hash else None
        except TypeError:  # a hash of any length has none of its own
            self.is_known = False
            return None


@rule("package", stock_type="hash-count", why="{wrong}", fix="{mend}")
def hash_(measured: Measured) -> Iterator[Broken]:
    """A file is, byte for byte, the one that the descriptor lists.

    Whoever cites a version must get that version.
    """
    digest = measured.digest
    if not measured.is_known:
        yield {
            "file": measured.resource.package.descriptor_name,
            "wrong": f"{measured.resource.descriptor['hash'][:60]!r} is no hash that is known here",
            "mend": "list a sha256",
            "column": f"resources/{measured.resource.name}/hash",
            "found": None,
        }
    elif digest and digest != measured.listed_digest.lower():
        yield {
            "file": measured.file,
            "wrong": "the file is not the one that the descriptor lists",
            "mend": _REFRESH,
            "found": digest[:12],
            "expected": measured.listed_digest[:12],
        }


@rule(
    "package",
    stock_type="byte-count",
    why="the file has {counted} bytes, the descriptor lists {listed}",
    fix=_REFRESH,
)
def bytes_(measured: Measured) -> Iterator[Broken]:
    """A file has the listed number of bytes.

    A file that was cut off looks like a shorter one.
    """
    yield from _count(measured, "bytes", measured.size)


@rule(
    "package",
    stock_type="row-count",
    why="the table has {counted} rows, the descriptor lists {listed}",
    fix=_REFRESH,
)
def rows_(measured: Measured) -> Iterator[Broken]:
    """A table has the listed number of rows.

    A table that was cut off at a row looks whole.
    """
    if measured.rows is not None:
        yield from _count(measured, "rows", measured.rows)


def _count(measured: Measured, fact: str, counted: int) -> Iterator[Broken]:
    given = measured.resource.descriptor
    listed = given.get(fact)
    if fact in given and (listed != counted or isinstance(listed, bool)):
        yield {
            "file": measured.file,
            "counted": f"{counted:,}",
            "listed": f"{listed:,}" if type(listed) is int else json.dumps(listed)[:40],
            "found": counted,
            "expected": listed if type(listed) is int else json.dumps(listed)[:40],
        }


@rule("package", stock_type="source-error", why="{what} {error}", fix="{mend}")
def path(resource: Resource, error: UnsafePath, part: str = "path") -> Iterator[Broken]:
    """A path is relative, stays inside the package and names a regular file that is there.

    A package comes from anywhere, and must not reach outside its folder.
    """
    yield {
        "file": resource.package.descriptor_name,
        "table": resource.name,
        "column": f"resources/{resource.name}/{part}",
        "what": "the file" if part == "path" else f"the {part}",
        "error": error,
        "mend": error.fix,
        "found": error.path,
    }


@rule(
    "package",
    stock_type="resource-error",
    severity="warning",
    why="the file lies among the data, and no resource lists it",
    fix="list it in the descriptor, or move it elsewhere",
)
def unlisted_file(package: Package) -> Iterator[Broken]:
    """Every data file beside a listed one is listed.

    A file that nobody lists is checked by nobody, and may be what was meant.
    """
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
            place = folder / file.name
            if file.suffix.lower() in _DATA and place not in listed | schemas and not file.name.startswith("."):
                yield {"file": str(place), "found": None}


@rule(
    "package",
    stock_type="package-error",
    column="version",
    why="CITATION.cff says version {found}, the descriptor {expected}",
    fix="set version to {expected}",
)
def versions_agree(package: Package) -> Iterator[Broken]:
    """CITATION.cff gives the version of the descriptor.

    Two versions for one thing cannot both be cited.
    """
    for number, line in enumerate(read_beside(package, CITATION).splitlines() if package.version else (), 1):
        given = re.match(r"""version:\s*["']?([^"'\s#]+)""", line)
        if given and given[1] != package.version:
            yield {"file": CITATION, LINE: number, "found": given[1], "expected": package.version}


def read_beside(package: Package, name: str) -> str:
    """Return the text of a file beside the descriptor; empty where none is, or where it may not be read."""
    try:
        return package.read(name).decode("utf-8", "replace")
    except UnsafePath:
        return ""


def refused_beside(package: Package, name: str) -> Iterator[Broken]:
    """Yield, for the rule `path`, that a file beside the descriptor leads out of the package."""
    try:
        package.locate(name)
    except UnsafePath as error:
        yield {"what": "the file", "error": error, "mend": error.fix, "found": name}


RULES: tuple[Rule, ...] = (hash_, bytes_, rows_, path, unlisted_file, versions_agree)
