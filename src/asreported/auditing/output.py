"""Writing an audit down: whole, or not at all, and never over what was audited."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import polars as pl

from asreported.errors import Misuse

__all__ = ["refuse_to_overwrite", "write_csv"]


def refuse_to_overwrite(audited: Path, output: Path) -> None:
    """Raise where the output could not be written, or would be the audited file itself.

    Raises:
        Misuse: the two are one file, under whatever name, or there is no such folder.
    """
    if output.exists() and audited.exists() and output.samefile(audited):
        raise Misuse(f"{output} is the file that is audited; give another name to write to")
    if output.is_dir() or not output.absolute().parent.is_dir():
        raise Misuse(f"{output} cannot be written: " + ("it is a folder" if output.is_dir() else "no such folder"))


def write_csv(frame: pl.DataFrame, output: Path) -> None:
    """Write a frame as CSV, first beside the output and then in its place.

    Raises:
        Misuse: the place cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(dir=output.absolute().parent, prefix=f".{output.name}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as opened:
                frame.write_csv(opened)
            # mkstemp makes a file that only its owner reads; a new file has what the umask leaves.
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
            Path(name).replace(output)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Misuse(f"{output} cannot be written: {(error.strerror or str(error)).lower()}") from None
