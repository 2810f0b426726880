"""What tests share: a copy of the shipped package to break."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# A law holds or not; how long one example takes on a busy machine says nothing of it.
settings.register_profile("asreported", deadline=None)
settings.load_profile("asreported")


def _beside(name):
    """Return a module that lies beside the tests, so that they can import it by its name."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


faults = _beside("faults")
_beside("drawing")
_beside("hostile")
# What is tested of the scripts is imported by its name.
sys.path.append(str(Path(__file__).parents[1] / "scripts"))
_beside("chain_scores")
_beside("foreign")
_beside("fuzzed")
_beside("tiny")
_beside("word_tables")


@pytest.fixture
def package(tmp_path):
    """A folder with a copy of the shipped package."""
    return faults.copy_of_shipped(tmp_path)
