"""Number words added and multiplied, one after the other, as far as they make one number."""

from __future__ import annotations

from fractions import Fraction

from asreported.words.lexicon import NumberWord

__all__ = ["Sum"]

#: What may still be added behind a part of a number: twenty-one, sixty-eleven (French), two hundred and five.
_ROOM = {"ten": 10, "long_ten": 20, "hundred": 100, "hundreds": 100}
_ATOMS = ("unit", "late_unit", "teen", "ten", "long_ten", "hundreds")
#: Multipliers that stand for one of themselves where no number stands before them: French "cent", "mille".
_LONE = ("lone_hundred", "lone_scale", "dozen")


class Sum:
    """A number in words so far: what is complete (`total`), and the `group` below a thousand that is still growing.

    `room` is what may still be added to the group, `ceiling` what the next multiplier must stay below, `scale` the last
    multiplier, `alone` whether a multiplier may begin the number, as it does behind an article.

    >>> words = [("unit", 2), ("hundred", 100), ("unit", 5)]
    >>> number = Sum()
    >>> [number.take(NumberWord(kind, Fraction(value), ""), joined=False) for kind, value in words], int(number.value)
    ([True, True, True], 205)
    """

    def __init__(self, alone: bool = False) -> None:
        self.total, self.room = Fraction(0), 0
        self.group: Fraction | None = None
        self.ceiling: Fraction | None = None
        self.scale, self.kind, self.alone = Fraction(1), "", alone

    @property
    def value(self) -> Fraction:
        """Return the number so far."""
        return self.total + (self.group or 0)

    def take(self, word: NumberWord, joined: bool) -> bool:
        """Add or multiply by the next word, and tell whether it belongs; `joined` by an "and"."""
        kind = word.kind.removeprefix("lone_").removeprefix("late_").removeprefix("counted_")
        steps = {"hundred": self._hundred, "scale": self._scale, "scale_atom": self._whole_scale, "dozen": self._dozen}
        if word.kind in _ATOMS:
            fits = self._atom(word, joined)
        elif kind in steps and (self.group is not None or self.alone or word.kind in _LONE or kind == "scale_atom"):
            fits = steps[kind](word.value)
        else:
            return False
        if fits:
            self.kind, self.alone = kind, False
        return fits

    @property
    def counted(self) -> Fraction:
        """Return of what "and a half" adds a half: two and a half, a dozen and a half, two million and a half."""
        if self.group is not None:
            return Fraction(1)
        return self.ceiling if self.kind == "scale_atom" and self.ceiling else self.scale

    def add_parts(self, parts: Fraction) -> None:
        """Add a part of what was counted last."""
        if self.group is not None:
            self.group += parts
        else:
            self.total += parts * self.counted

    def _fits_below(self, value: Fraction) -> bool:
        return self.ceiling is None or value < self.ceiling

    def _atom(self, word: NumberWord, joined: bool) -> bool:
        backwards = joined and self.kind == "unit" and word.kind in ("ten", "long_ten")
        if self.group is None:
            if not self._fits_below(word.value) or (word.kind == "late_unit" and not self.total):
                return False
            self.group = word.value
        elif word.value < self.room or backwards:
            self.group += word.value
        else:
            return False
        self.room, self.scale = (0 if backwards else _ROOM.get(word.kind, 0)), Fraction(1)
        return True

    def _hundred(self, value: Fraction) -> bool:
        if self.group is not None and not 0 < self.group < 100:
            return False
        self.group = (1 if self.group is None else self.group) * value
        self.room, self.scale = 100, Fraction(1) if self.total else value
        return True

    def _scale(self, value: Fraction) -> bool:
        if not self._fits_below(value) or (self.group is None and self.total):
            return False
        self.scale = Fraction(1) if self.total else value
        self.total += (1 if self.group is None else self.group) * value
        self.group, self.room, self.ceiling = None, 0, value
        return True

    def _whole_scale(self, value: Fraction) -> bool:
        if self.group is not None or not self._fits_below(value):
            return False
        self.total, self.ceiling, self.room, self.scale = self.total + value, value / 2, 0, Fraction(1)
        return True

    def _dozen(self, value: Fraction) -> bool:
        if self.total:
            return False
        self.total, self.scale = (1 if self.group is None else self.group) * value, value
        self.group, self.room, self.ceiling = None, 0, Fraction(0)
        return True
