"""What tests share: a copy of the shipped package to break."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("faults", Path(__file__).with_name("faults.py"))
faults = importlib.util.module_from_spec(_spec)
sys.modules["faults"] = faults
_spec.loader.exec_module(faults)


@pytest.fixture
def package(tmp_path):
    """A folder with a copy of the shipped package."""
    return faults.copy_of_shipped(tmp_path)
