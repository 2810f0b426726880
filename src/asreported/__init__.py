"""The counts that reports print, each with its qualifier, its words and the people who said it.

Importing this module imports nothing heavy: each name below is fetched when it is first used.

>>> import asreported
>>> asreported.load("figures").height
16
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it, without the milliseconds that typing costs
if TYPE_CHECKING:
    from asreported import schemas
    from asreported.adding import add
    from asreported.agreeing import agree
    from asreported.auditing import audit
    from asreported.bounds import Bounds
    from asreported.citing import Citation, cite
    from asreported.citing.verifying import verify
    from asreported.claims import side_by_side
    from asreported.comparing import diff
    from asreported.creating import new_package
    from asreported.errors import AsReportedError
    from asreported.explaining import explain
    from asreported.findings import Finding, Report
    from asreported.package import Package, open_package
    from asreported.package.building import build
    from asreported.package.flat import figures
    from asreported.package.tables import load, scan
    from asreported.reading import Reading, find_counts, read_column, read_count
    from asreported.schemas import pandera_schema
    from asreported.showing import show
    from asreported.suggesting import suggest
    from asreported.validating import validate

__version__ = "0.1.0"

__all__ = [
    "AsReportedError",
    "Bounds",
    "Citation",
    "Finding",
    "Package",
    "Reading",
    "Report",
    "add",
    "agree",
    "audit",
    "build",
    "cite",
    "diff",
    "explain",
    "figures",
    "find_counts",
    "load",
    "new_package",
    "open_package",
    "pandera_schema",
    "read_column",
    "read_count",
    "scan",
    "schemas",
    "show",
    "side_by_side",
    "suggest",
    "validate",
    "verify",
]

_HOMES = {
    "AsReportedError": "errors",
    "Bounds": "bounds",
    "Citation": "citing",
    "Finding": "findings",
    "Package": "package",
    "Reading": "reading",
    "Report": "findings",
    "cite": "citing",
    "agree": "agreeing",
    "add": "adding",
    "build": "package.building",
    "diff": "comparing",
    "explain": "explaining",
    "audit": "auditing",
    "figures": "package.flat",
    "find_counts": "reading",
    "load": "package.tables",
    "new_package": "creating",
    "open_package": "package",
    "pandera_schema": "schemas",
    "read_column": "reading",
    "read_count": "reading",
    "scan": "package.tables",
    "show": "showing",
    "side_by_side": "claims",
    "suggest": "suggesting",
    "validate": "validating",
    "verify": "citing.verifying",
}


def __getattr__(name: str) -> object:
    """Fetch a public name from its module, and keep it."""
    from importlib import import_module

    if name == "schemas":
        return import_module("asreported.schemas")
    if name not in _HOMES:
        raise AttributeError(f"module 'asreported' has no attribute {name!r}")
    found = getattr(import_module(f"asreported.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names, fetched or not."""
    return sorted({*globals(), *__all__})
