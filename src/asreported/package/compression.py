"""Files that are compressed: gzip, unpacked as they pass by, and never more of it than a table can be."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

__all__ = ["NotUnpacked", "unpacked"]

#: A table of text is seldom packed a hundredfold; a bomb is. What is small may be packed as it likes.
_RATIO, _SMALL = 200, 64 << 20
#: How much is unpacked at a time.
_STEP = 4 << 20
#: The window of zlib, and that the data have the header of gzip.
_GZIP = 31


class NotUnpacked(ValueError):
    """A file that cannot be unpacked, or would never end."""


def unpacked(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what a gzip file of these blocks holds; members that follow each other are one file.

    Raises:
        NotUnpacked: it is no gzip, is cut off, or unpacks to more than a table can be.
    """
    packed = size = 0
    member = zlib.decompressobj(_GZIP)
    is_fresh = True
    try:
        for block in blocks:
            packed += len(block)
            rest = block
            while rest:
                made = member.decompress(rest, _STEP)
                is_fresh = False
                size += len(made)
                if size > max(_SMALL, _RATIO * packed):
                    raise NotUnpacked(f"it unpacks to more than {_RATIO} times its size")
                yield made
                rest = member.unconsumed_tail
                if member.eof:
                    rest, member, is_fresh = member.unused_data, zlib.decompressobj(_GZIP), True
    except zlib.error as error:
        raise NotUnpacked(f"it is no gzip: {error}") from None
    if not is_fresh or not packed:
        raise NotUnpacked("it is cut off")
