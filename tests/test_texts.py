import pytest

from asreported.texts import normal_form, sentence_starts


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


def test_a_letter_and_its_accent_are_one():
    assert "é a" == normal_form("\te\u0301\u00a0\n a")
