"""Everything that asreported raises on purpose, as one small tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from asreported.findings import Report

__all__ = [
    "AsReportedError",
    "BadCell",
    "Busy",
    "EmptyBounds",
    "FileUnreadable",
    "Incomparable",
    "Invalid",
    "Misuse",
    "NoAlpha",
    "PackageUnreadable",
    "UnknownCode",
    "UnknownName",
    "Unreadable",
    "UnsafePath",
    "Unusable",
    "WriteFailed",
]

#: How many faults of a file of candidates are told.
_MOST = 10


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


class NoAlpha(Misuse):
    """The library that computes alpha is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "agree needs NLTK for Krippendorff's alpha\n    pip install nltk (the extra [agree] of asreported)"
        )


class EmptyBounds(AsReportedError):
    """Bounds that no count fits: the low end lies above the high end."""

    def __init__(self, low: object, high: object) -> None:
        self.low, self.high = low, high
        super().__init__(f"no count is both at least {low} and at most {high}")


class Unreadable(AsReportedError):
    """A place where nothing lies that can be read as what it was given for."""

    def __init__(self, path: Path | str, reason: str, hint: str = "") -> None:
        self.path, self.reason, self.hint = path, reason, hint
        super().__init__(f"{path}: {reason}" + (f"\n    {hint}" if hint else ""))


class FileUnreadable(Unreadable):
    """A file that holds nothing that can be read as what it was given for."""


class PackageUnreadable(Unreadable):
    """A place where no readable descriptor lies."""


class BadCell(AsReportedError):
    """A table that cannot be typed, because a cell, a row or the file breaks its schema."""

    def __init__(self, table: str, reason: str) -> None:
        self.table, self.reason = table, reason
        super().__init__(f"{table}: {reason}; `asreported validate` lists everything that is wrong with it")


class Incomparable(BadCell):
    """A table of one of two versions that is not there, or is no table."""

    def __init__(self, folder: Path, table: str, reason: str) -> None:
        self.folder = folder
        super().__init__(f"{folder}: {table}", reason)


class UnsafePath(AsReportedError):
    """A path that a package may not name, or a file that is not there."""

    def __init__(self, path: str, reason: str, fix: str) -> None:
        self.path, self.reason, self.fix = path, reason, fix
        super().__init__(f"{path}: {reason}")


class Busy(AsReportedError):
    """A package that another program is writing to."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self.folder, self.seconds = folder, seconds
        super().__init__(
            f"{folder}: another program has been writing to it for {seconds:g} seconds; nothing was changed\n"
            "    try again when it has ended"
        )


class WriteFailed(AsReportedError):
    """Files that could not be written."""

    def __init__(self, place: Path | str, reason: str, fix: str) -> None:
        self.place, self.reason, self.fix = place, reason, fix
        super().__init__(f"{place}: {reason}\n    fix: {fix}")


class Unusable(AsReportedError):
    """Candidates that cannot become rows of a package as they stand."""

    def __init__(self, file: str, faults: Sequence[str], fix: str) -> None:
        self.file, self.faults, self.fix = file, tuple(faults), fix
        more = [f"and {len(faults) - _MOST} more"] if len(faults) > _MOST else []
        listed = "\n    ".join([*faults[:_MOST], *more])
        super().__init__(f"{file}: nothing was written\n    {listed}\n    fix: {fix}")


class Invalid(AsReportedError):
    """A package that would not be valid with the new rows; nothing of them is written."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__("the package would not be valid with these rows; nothing was written")
