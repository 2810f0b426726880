import pytest

from asreported.texts import normal_form, sentence_and_reason, sentence_starts


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


@pytest.mark.parametrize(
    ("docstring", "parts"),
    [
        (None, ("", "")),
        ("It has\n    a key.", ("It has a key.", "")),
        ("It has a key.\n\n    Else\n    lost.\n\n    Why.", ("It has a key.", "Else lost. Why.")),
    ],
    ids=["none", "a sentence", "a sentence and its reason"],
)
def test_the_first_paragraph_is_the_sentence_and_the_rest_the_reason(docstring, parts):
    assert parts == sentence_and_reason(docstring)
