"""Versions of data, and the step that a change asks for. Pure: no files, no frames.

major: something that was cited has changed or gone; minor: something was added, or what it bears on has changed; patch:
everything else. Before 1.0.0 each asks for one place less, as nothing is promised yet.

Source: Semantic Versioning 2.0.0, https://semver.org/, its public API being what a citation of a figure rests on.
"""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["STEPS", "Step", "greatest", "is_enough", "least_version", "parse"]

Step = Literal["major", "minor", "patch"]
#: From the smallest to the greatest.
STEPS: tuple[Step, ...] = ("patch", "minor", "major")
_FORM = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", re.ASCII)


def parse(version: str) -> tuple[int, int, int] | None:
    """Return the three numbers of MAJOR.MINOR.PATCH; None where it has another form.

    >>> parse("1.10.2"), parse("1.0")
    ((1, 10, 2), None)
    """
    found = _FORM.fullmatch(version)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def greatest(steps: list[Step]) -> Step | None:
    """Return the greatest of the steps; None where there is none.

    >>> greatest(["patch", "major", "minor"])
    'major'
    """
    return max(steps, key=STEPS.index, default=None)


def least_version(old: str, step: Step) -> str | None:
    """Return the least version that takes this step from `old`; None where `old` has another form.

    >>> least_version("1.4.2", "major"), least_version("1.4.2", "patch"), least_version("0.4.2", "major")
    ('2.0.0', '1.4.3', '0.5.0')
    """
    numbers = parse(old)
    if numbers is None:
        return None
    major, minor, patch = numbers
    place = 2 - STEPS.index(step) + (major == 0)
    if place == 0:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if place == 1 else f"{major}.{minor}.{patch + 1}"


def is_enough(old: str, new: str, step: Step) -> bool:
    """Tell whether the version went far enough; false where either has another form.

    >>> is_enough("1.0.0", "1.1.0", "minor"), is_enough("1.0.0", "1.0.1", "minor")
    (True, False)
    """
    least, reached = least_version(old, step), parse(new)
    return least is not None and reached is not None and reached >= (parse(least) or reached)
