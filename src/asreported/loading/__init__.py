"""From the files of a package to typed frames."""

from asreported.loading.flat import figures, said_by
from asreported.loading.tables import load, scan

__all__ = ["figures", "load", "said_by", "scan"]
