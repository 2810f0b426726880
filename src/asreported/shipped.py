"""Where the shipped data package lies. Standard library only, so that anything may ask."""

from __future__ import annotations

from pathlib import Path

__all__ = ["FAULTS", "PACKAGE"]


def _find(installed: str, in_checkout: str) -> Path:
    """Return the copy beside the module, as a wheel installs it, else the one in the checkout."""
    beside = Path(__file__).with_name("data") / installed
    return beside if beside.exists() else Path(__file__).parents[2] / in_checkout


#: The folder that holds the shipped `datapackage.json`.
PACKAGE = _find("datapackage.json", "datapackage.json").parent

#: The table of faults, one for every rule: `asreported explain` shows them, the tests apply them.
FAULTS = _find("faults.csv", "tests/faults.csv")
