"""What keeps reviewed candidates from being added."""

from __future__ import annotations

from collections.abc import Sequence

from asreported.errors import AsReportedError
from asreported.findings import Report

__all__ = ["Invalid", "Unusable"]

_SHOWN = 10


class Unusable(AsReportedError):
    """Candidates that cannot become rows of a package as they stand."""

    def __init__(self, file: str, faults: Sequence[str], fix: str) -> None:
        self.file, self.faults, self.fix = file, tuple(faults), fix
        more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        listed = "\n    ".join([*faults[:_SHOWN], *more])
        super().__init__(f"{file}: nothing was written\n    {listed}\n    fix: {fix}")


class Invalid(AsReportedError):
    """A package that would not be valid with the new rows; nothing of them is written."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__("the package would not be valid with these rows; nothing was written")
