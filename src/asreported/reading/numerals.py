"""Numbers in digits, as each language groups and points them."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from asreported.bounds import Number

__all__ = ["LARGEST", "exact", "has_doubtful_point", "numeral_values"]

_FRACTIONS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
#: A longer run of digits is an identifier, not a count.
_LONGEST = 24
#: No number is read that is as large.
LARGEST = 10**_LONGEST
#: More parts than this are told of halves of halves, or in tens: 16/22 mpg is no fraction.
_USUAL_PARTS = 12
#: More decimal places than any report prints.
_PLACES = 12


def exact(value: Fraction) -> Number | None:
    """Return the value as a whole number or a decimal, None where none of twelve places is exact: a third.

    >>> exact(Fraction(3, 4)), exact(Fraction(2)), exact(Fraction(1, 3))
    (Decimal('0.75'), 2, None)
    """
    if abs(value) >= LARGEST:
        return None
    if value.denominator == 1:
        return value.numerator
    for places in range(1, _PLACES + 1):
        shifted = value * 10**places
        if shifted.denominator == 1:
            return Decimal(f"{shifted.numerator}e-{places}")
    return None


def numeral_values(numeral: str, points: str, groups: str) -> tuple[Fraction, ...]:
    """Return every number that the digits can stand for: none where they are malformed, two where they are ambiguous.

    `points` are the language's decimal signs, the usual one first; `groups` the signs that part its thousands.

    >>> numeral_values("2,500", ".", ","), numeral_values("4,565", ",.", ". ")
    ((Fraction(2500, 1),), (Fraction(913, 200), Fraction(4565, 1)))
    """
    vulgar = _FRACTIONS.get(numeral[-1], Fraction(0))
    numeral = numeral[:-1].rstrip() if vulgar else numeral
    if not numeral:
        return (vulgar,)
    if len(numeral) > _LONGEST:
        return ()
    top, slash, bottom = numeral.partition("/")
    if slash:
        # Only a part of one: 24/7 is no number, and Arabic may print the half as 2/1.
        *whole, part = top.replace("-", " ").split()
        fraction = Fraction(int(part), int(bottom) or 1)
        return (fraction + sum(map(int, whole)),) if fraction < 1 and _is_usual(int(part), int(bottom)) else ()
    return tuple(value + vulgar for value in _plain_values(numeral, points, groups))


def has_doubtful_point(numeral: str) -> bool:
    """Tell whether the point of a numeral may part thousands, as it does in much of the world: 10.000, and not 0.125.

    >>> has_doubtful_point("10.000"), has_doubtful_point("2.50"), has_doubtful_point("0.125")
    (True, False, False)
    """
    return re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", numeral) is not None


def _is_usual(part: int, parts: int) -> bool:
    return part == 1 or parts <= _USUAL_PARTS or parts % 10 == 0 or parts & (parts - 1) == 0


def _plain_values(numeral: str, points: str, groups: str) -> tuple[Fraction, ...]:
    signs = [sign for sign in numeral if not sign.isdigit()]
    if not signs:
        return (Fraction(int(numeral)),)
    if set(signs) == {"'"}:  # as in Switzerland; it is no decimal sign anywhere
        return (_number(numeral),) if _is_grouped(numeral, "'") else ()
    last = signs[-1]
    whole, _, part = numeral.rpartition(last)
    if len(set(signs)) > 1:  # 1,234.5: the last sign is the point, the others part the thousands
        grouped = last in points and len(set(signs[:-1])) == 1 and signs[0] != last and _is_grouped(whole, signs[0])
        return (_number(whole, part),) if grouped else ()
    if not _is_grouped(numeral, last):
        return (_number(whole, part),) if last in points and len(signs) == 1 else ()
    if last in groups and last != points[0]:
        return (_number(numeral),)
    if len(signs) > 1:
        return (_number(numeral),) if last in points[1:] or len(points) > 1 else ()
    # 4,565 where the comma is the point: to half the world three digits after it are thousands.
    doubtful = len(points) > 1 and not whole.startswith("0")
    return (_number(whole, part), _number(numeral)) if doubtful else (_number(whole, part),)


def _is_grouped(numeral: str, sign: str) -> bool:
    """Tell whether the sign parts thousands (1,200,000), or lakhs and crores (12,00,000)."""
    first, *inner, last = numeral.split(sign)
    if not 1 <= len(first) <= 3 or len(last) != 3:
        return False
    lengths = {len(part) for part in inner}
    return lengths <= {3} or (sign == "," and lengths == {2} and len(first) <= 2)


def _number(whole: str, part: str = "") -> Fraction:
    digits = "".join(sign for sign in whole if sign.isdigit())
    return Fraction(int(digits + part or "0"), 10 ** len(part))
