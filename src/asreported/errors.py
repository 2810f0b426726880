"""Everything that asreported raises on purpose, as one small tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "AsReportedError",
    "BadCell",
    "EmptyBounds",
    "FileUnreadable",
    "Misuse",
    "PackageUnreadable",
    "UnknownCode",
    "UnknownName",
    "UnsafePath",
]


class AsReportedError(Exception):
    """The root: catch this to catch every error that asreported raises on purpose."""


class Misuse(AsReportedError):
    """A call or an option that cannot be answered as it stands."""


class UnknownName(Misuse):
    """A table, figure or rule that is not there."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...] = ()) -> None:
        import difflib

        self.kind, self.name, self.known = kind, name, known
        close = difflib.get_close_matches(name, known, n=1)
        if close:
            hint = f"; did you mean {close[0]}?"
        elif known and len(known) <= 20:
            hint = f"; there are: {', '.join(known)}"
        else:
            hint = ""
        super().__init__(f"there is no {kind} {name!r}{hint}")


class UnknownCode(Misuse):
    """A code that stands in no codelist."""

    def __init__(self, codelist: str, code: str) -> None:
        self.codelist, self.code = codelist, code
        super().__init__(f"{code!r} is not a code of {codelist}")


class EmptyBounds(AsReportedError):
    """Bounds that no count fits: the low end lies above the high end."""

    def __init__(self, low: object, high: object) -> None:
        self.low, self.high = low, high
        super().__init__(f"no count is both at least {low} and at most {high}")


class FileUnreadable(AsReportedError):
    """A file that holds nothing that can be read as what it was given for."""

    def __init__(self, path: Path | str, reason: str, hint: str = "") -> None:
        self.path, self.reason, self.hint = path, reason, hint
        super().__init__(f"{path}: {reason}" + (f"\n    {hint}" if hint else ""))


class PackageUnreadable(AsReportedError):
    """A place where no readable descriptor lies."""

    def __init__(self, path: Path | str, reason: str, hint: str = "") -> None:
        self.path, self.reason, self.hint = path, reason, hint
        super().__init__(f"{path}: {reason}" + (f"\n    {hint}" if hint else ""))


class BadCell(AsReportedError):
    """A table that cannot be typed, because a cell, a row or the file breaks its schema."""

    def __init__(self, table: str, reason: str) -> None:
        self.table, self.reason = table, reason
        super().__init__(f"{table}: {reason}; `asreported validate` lists everything that is wrong with it")


class UnsafePath(AsReportedError):
    """A path that a package may not name, or a file that is not there."""

    def __init__(self, path: str, reason: str, fix: str) -> None:
        self.path, self.reason, self.fix = path, reason, fix
        super().__init__(f"{path}: {reason}")
