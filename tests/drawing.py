"""Cases of which a run takes some: drawn anew each time, the same in all its workers; all with ASREPORTED_ALL set."""

from __future__ import annotations

import os
import random
from collections.abc import Collection
from typing import TypeVar

Case = TypeVar("Case")

#: xdist gives every worker the same; a run without workers draws for itself.
_RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(random.random())


def drawn(cases: Collection[Case], one_in: int) -> list[Case]:
    """Return one in so many of the cases, in their order."""
    every = list(cases)
    if os.environ.get("ASREPORTED_ALL"):
        return every
    places = random.Random(_RUN).sample(range(len(every)), max(1, len(every) // one_in))
    return [every[place] for place in sorted(places)]
