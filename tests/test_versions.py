import pytest

from asreported.versions import greatest, is_enough, least_version, parse


@pytest.mark.parametrize("version", ["1.0", "1.0.0.0", "01.0.0", "1.0.0-beta", "v1.0.0", "1.0.٣", ""])
def test_a_version_of_another_form_has_no_numbers(version):
    assert parse(version) is None
    assert least_version(version, "patch") is None
    assert not is_enough(version, "2.0.0", "patch")
    assert not is_enough("1.0.0", version, "patch")


@pytest.mark.parametrize(
    ("old", "step", "least"),
    [
        ("1.4.2", "major", "2.0.0"),
        ("1.4.2", "minor", "1.5.0"),
        ("1.4.2", "patch", "1.4.3"),
        ("0.4.2", "major", "0.5.0"),
        ("0.4.2", "minor", "0.4.3"),
        ("0.4.2", "patch", "0.4.3"),
        ("10.0.9", "patch", "10.0.10"),
    ],
)
def test_a_step_asks_for_one_place_less_before_the_first_release(old, step, least):
    assert least == least_version(old, step)


@pytest.mark.parametrize(
    ("new", "enough"),
    [("1.4.2", False), ("1.4.9", False), ("1.5.0", True), ("1.10.0", True), ("2.0.0", True), ("0.9.0", False)],
)
def test_a_minor_step_is_taken_from_the_next_minor_version_on(new, enough):
    assert enough == is_enough("1.4.2", new, "minor")


def test_no_step_is_greatest_of_none():
    assert greatest([]) is None
    assert "minor" == greatest(["patch", "minor", "patch"])
