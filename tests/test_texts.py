import pytest

from asreported.texts import is_within, normal_form, sentence_starts, word_around


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Two hit. One missed.", [0, 9]),
        ("Who? Two! One…  so", [0, 5, 10, 16]),
        ("“Two hit.” “One missed.”", [0, 11]),
        ("Some 2.5 tons (two. 3)", [0, 20]),
        ("Two hit. — One missed.", [0]),
        ("Two hit.", [0]),
    ],
)
def test_a_sentence_starts_after_a_full_stop_and_a_space(text, starts):
    assert starts == sentence_starts(text)


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("Syri|a", True),
        ("Syria|’s", False),
        ("Iran|-backed", False),
        ("l’|attaque", False),
        ("2|,500", True),
        ("2,|500", True),
        ("25|00", True),
        ("in 2021|, 500", False),
        ("killed 12|.", False),
        ("F|-15", False),
        ("40|mm", False),
        ("سور|يا", True),
        ("قُ|تِل", True),
        ("ق|ُتِل", True),
        ("मा|रे", True),
        ("叙利|亚", False),
        ("ซี|เรีย", False),
        ("시리아|에서", False),
        ("|Syria", False),
        ("Syria|", False),
    ],
)
def test_a_place_lies_within_a_word_or_a_number(text, is_cut):
    before, _, behind = text.partition("|")

    assert is_cut == is_within(before + behind, len(before))


def test_of_a_word_without_end_only_the_part_around_a_place_is_shown():
    assert "a" * 80 == word_around("a" * 1000, 500)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("at least 12 peo\u00adple", "at least 12 people"),
        ("قتل \u200f25\u200f شخصا", "قتل 25 شخصا"),
        ("\ufeffTwo \u2066\u200b\u2069 hit", "Two hit"),
        ("e\u00ad\u0301", "é"),
        ("bell\x07 and\x1funit", "bell and unit"),
        ("می‌خواهم क्‍ष", "می‌خواهم क्‍ष"),
    ],
    ids=ascii,
)
def test_marks_that_nobody_sees_are_no_part_of_a_text(text, normal):
    """The two joiners stay: words of Persian and Hindi are spelled with them."""
    assert normal == normal_form(text)


def test_a_letter_and_its_accent_are_one():
    assert "é a" == normal_form("\te\u0301\u00a0\n a")
