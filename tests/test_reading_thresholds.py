"""Verbs that cross a number or come near it, changes by and to, shares, and words that raise what stands before."""

import pytest

from asreported import find_counts, read_count

CROSSED = {
    "en": "The toll passed 400|The death toll from the floods in the north has passed 400|Toll crosses 400 mark|"
    "deaths cross 1,000|The number of cases has crossed the 1,000 mark|Cholera deaths top 300|The toll eclipsed 300|"
    "Arrests breached 500|The total has climbed past 500|pushing the toll past 60|taking the death toll to over 60|"
    "The number surpasses 50|Death toll in Gaza passes 40,000|the figure blew past 90|Cases overtook 90",
    "fr": "Le bilan a franchi la barre des 3 000 morts|Le bilan dépasse 60 morts|franchissent les 200 cas|"
    "a franchi le seuil de 500 cas|Le nombre de morts a dépassé 400",
    "es": "La cifra de muertos supera los 400|El número de casos rebasa los 200|ya pasan de 300 los muertos",
    "ar": "تجاوز عدد القتلى 400 قتيل|تخطى عدد الضحايا 300|الحصيلة تفوق 300 قتيل",
}
NEARED = {
    "en": "The toll nears 2,200|Death toll in quake nears 2,200|the toll neared 200|deaths approach 300|"
    "The toll was closing in on 300|inching toward 500|the number of cases is nearing 90",
    "fr": "le nombre de cas frôle les 60|Le bilan approche des 300 morts|Le bilan s'approche de 300 morts",
    "es": "La lista roza ya los 230 nombres|se aproximan a los 300 muertos|bordea los 300 muertos|bordean los 300",
    "ar": "حصيلة القتلى تقترب من 190|يقترب عدد القتلى من 300|اقترب عدد القتلى من 300",
}
STAYED = {
    "en": "The number fell below 50|the count stays under 50|remained below 40",
    "fr": "Le nombre est tombé sous les 50|descend en dessous de 50",
    "es": "cayó por debajo de los 50 casos|bajó de 50 casos",
    "ar": "انخفض العدد إلى ما دون 50",
}


def cases(table, qualifier):
    return [(phrase, language, qualifier) for language, told in table.items() for phrase in told.split("|")]


@pytest.mark.parametrize(
    ("phrase", "language", "qualifier"),
    [*cases(CROSSED, "more_than"), *cases(NEARED, "nearly"), *cases(STAYED, "fewer_than")],
)
def test_a_verb_says_on_which_side_of_a_number_the_count_lies(phrase, language, qualifier):
    readings = [one for one in find_counts(phrase, language) if one.role == "count"]

    assert [(qualifier, "read")] == [(one.qualifier, one.status) for one in readings]


@pytest.mark.parametrize(
    "phrase", ["The convoy passed 40 villages", "The river crossed 12 districts", "neared 12 islands"]
)
def test_what_may_be_passed_on_the_way_is_ambiguous(phrase):
    assert "ambiguous" == read_count(phrase).status


def test_more_or_less_is_no_sign():
    assert ("about", 300) == (read_count("plus ou moins 300 habitants", "fr").qualifier, 300)


def test_at_or_above_is_a_low_end():
    assert [("at_least", 40), ("at_most", 40)] == [
        (read_count(phrase).qualifier, read_count(phrase).value) for phrase in ("at or above 40", "at or below 40")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The number of people in custody rose by 18 to 142", [18, 142]),
        ("The toll rose by 12 to 46", [12, 46]),
        ("up 340 to 5,912", [340, 5912]),
        ("The number rose in 2023 to 3.9 million", [3_900_000]),
        ("The average rose by 5 to 10 percent", []),
        ("by 5 to 10 percent", []),
    ],
)
def test_a_change_and_what_came_of_it_are_two_figures(text, expected):
    readings = [one for one in find_counts(text) if one.role == "count"]

    assert [("bare", value) for value in expected] == [(one.qualifier, one.value) for one in readings]


def test_a_span_of_years_counts_nothing():
    assert [] == find_counts("Between 2010 and 2015 militants attacked the town")


@pytest.mark.parametrize(
    ("phrase", "language"),
    [
        ("nine in 10 homes", "en"),
        ("nine homes out of ten", "en"),
        ("4 in 10 people", "en"),
        ("neuf logements sur dix", "fr"),
        ("un Français sur quatre", "fr"),
        ("une maison sur cinq", "fr"),
        ("nueve de cada 10 casas", "es"),
    ],
)
def test_a_share_is_no_count(phrase, language):
    assert "unreadable" == read_count(phrase, language).status
    assert all(one.role == "share" for one in find_counts(phrase, language))


def test_of_nine_killed_in_ten_attacks_both_are_counted():
    assert [9, 10] == [one.value for one in find_counts("killed nine in ten attacks")]


@pytest.mark.parametrize(
    ("phrase", "language", "qualifier", "low", "high"),
    [
        ("dozens, perhaps hundreds of bodies", "en", "dozens", 12, None),
        ("hundreds, if not thousands of people", "en", "hundreds", 100, None),
        ("30, possibly 40 fighters", "en", "between", 30, 40),
        ("des dizaines, voire des centaines de morts", "fr", "tens", 10, None),
        ("decenas o incluso cientos de muertos", "es", "tens", 10, None),
        ("عشرات وربما مئات القتلى", "ar", "tens", 10, None),
    ],
)
def test_what_is_raised_has_the_widest_bounds(phrase, language, qualifier, low, high):
    reading = read_count(phrase, language)

    assert ("read", qualifier, low, high) == (reading.status, reading.qualifier, reading.low, reading.high)


@pytest.mark.parametrize(
    ("phrase", "value"), [("Hundred and forty people", 140), ("half-a-dozen men", 6), ("a hundred people", 100)]
)
def test_a_number_is_read_whole(phrase, value):
    assert ("read", value) == (read_count(phrase).status, read_count(phrase).value)


@pytest.mark.parametrize("phrase", ["point five million people", "zero point five people"])
def test_of_a_number_that_is_not_understood_nothing_remains(phrase):
    assert "unreadable" == read_count(phrase).status
    assert all(one.value is None for one in find_counts(phrase) if one.role == "count")


@pytest.mark.parametrize("phrase", ["Block 9", "Hill 937", "Runway 27", "three times that number", "one by one"])
def test_a_name_and_a_multiplier_count_nothing(phrase):
    assert "unreadable" == read_count(phrase).status


def test_the_adjective_of_a_dual_counts_no_two_more():
    assert [2] == [one.value for one in find_counts("أصيب جنديان لبنانيان بجروح", "ar")]


def test_one_behind_a_unit_of_time_is_a_duration():
    assert [89_000] == [one.value for one in find_counts("نزوح 89 ألف شخص خلال شهر واحد", "ar")]


@pytest.mark.parametrize(
    ("text", "qualifier", "status"),
    [
        ("the toll nearly passed 50", "nearly", "ambiguous"),
        ("the number no longer exceeds 50", "at_most", "read"),
        ("the number may exceed 50", "more_than", "ambiguous"),
        ("the toll failed to reach 50", "fewer_than", "read"),
        ("the toll almost reached 50", "nearly", "read"),
        ("the toll has not yet reached 50", "fewer_than", "read"),
        ("the official count has yet to reach 50", "fewer_than", "read"),
        ("the toll is on the verge of 50", "nearly", "read"),
        ("the toll stayed under the 50 mark", "fewer_than", "read"),
        ("the toll went past the 50 mark", "more_than", "read"),
        ("the troops went past the 50 villages", "more_than", "ambiguous"),
        ("the toll climbed towards 50", "nearly", "read"),
        ("the toll fell well short of 50", "fewer_than", "read"),
        ("fewer than the 50 reported", "fewer_than", "read"),
        ("50 people, perhaps more, were killed", "bare", "ambiguous"),
        ("there could not have been fewer than 50 attackers", "at_least", "read"),
        ("no larger than 50 people", "at_most", "read"),
        ("the toll is unlikely to exceed 50", "at_most", "ambiguous"),
        ("the toll could climb to 50", "up_to", "ambiguous"),
        ("nowhere near 50 people died", "fewer_than", "read"),
        ("est. 50 dead in the quake", "about", "read"),
        ("at best 50 people came", "at_most", "ambiguous"),
        ("fifty-some people died", "about", "ambiguous"),
    ],
)
def test_what_stands_before_a_limit_turns_or_doubts_it(text, qualifier, status):
    (reading,) = find_counts(text)

    assert (qualifier, 50, status) == (reading.qualifier, reading.value, reading.status)


@pytest.mark.parametrize(
    "text",
    [
        "A spokesman denied that 50 people were killed",
        "It is not true that 50 people were killed",
        "The ministry dismissed rumours of 50 deaths in Bukoba",
        'Reports of 50 dead were "wildly exaggerated", the director said',
        'The army called reports of 50 dead in Pazigyi "false"',
        "It was wrong to speak of more than 50 dead",
        "It is not true, the mayor said, that 50 people were killed",
        "Reports that 50 people died are false",
    ],
)
def test_a_number_that_is_denied_is_not_read_with_confidence(text):
    (reading,) = find_counts(text)

    assert (50, "ambiguous", "may not be told as a fact") == (reading.value, reading.status, reading.note)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Police did not identify the two men", [2]),
        ("They did not say how the five died. Three others survived.", [5, 3]),
        ("He said it was not an attack, and 20 people were hurt.", [20]),
    ],
)
def test_what_another_clause_denies_is_no_doubt(text, numbers):
    assert [(number, "read") for number in numbers] == [(one.value, one.status) for one in find_counts(text)]


@pytest.mark.parametrize(
    "text",
    [
        "ten times the official tally",
        "14 deaths per 100,000 people",
        "thousands of tonnes of grain",
        "the 7.4 magnitude quake",
        "in week 1",
        "Team 26 recovered the bodies",
        "back to square one",
        "on the one hand",
        "neither figure could be verified",
    ],
)
def test_rates_measures_names_and_idioms_count_nothing(text):
    assert [] == [one for one in find_counts(text) if one.role == "count"]


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("ألفًا", 1000),
        ("قتل ألفًا من المقاتلين", 1000),
        ("ألفا شخص", 2000),
        ("مليونا شخص", 2_000_000),
        ("خمسون ألفًا", 50_000),
        ("ألفا و200 شخص", 1200),
    ],
)
def test_an_arabic_dual_is_two_thousand_where_a_noun_follows(phrase, value):
    assert value == read_count(phrase, "ar").value


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("no one was killed", "en", ["none"]),
        ("nobody survived", "en", ["none"]),
        ("no one claimed responsibility", "en", []),
        ("No one was available to comment", "en", []),
        ("personne n'a été tué", "fr", ["none"]),
        ("personne n'a de liste", "fr", []),
        ("nadie resultó herido", "es", ["none"]),
        ("nadie lleva la cuenta", "es", []),
    ],
)
def test_nobody_is_counted_where_something_befell_nobody(text, language, codes):
    assert codes == [one.qualifier for one in find_counts(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Twenty, thirty shots rang out", "en"),
        ("On parle de 40, 50 disparus", "fr"),
        ("Los muertos podrían ser cuatro, cinco", "es"),
    ],
)
def test_a_guess_between_two_numbers_is_ambiguous(text, language):
    assert ["ambiguous", "ambiguous"] == [one.status for one in find_counts(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Les Vingt-Sept ont adopté jeudi un paquet de sanctions", "fr"),
        ("La banda Los Cuarenta controla el barrio desde ayer", "es"),
        ("Crash d'un Boeing 737 en Corée du Sud", "fr"),
        ("Los homicidios se multiplicaron por cinco en Rosario", "es"),
        ("مجموعة العشرين تدعو إلى الحوار", "ar"),
    ],
)
def test_names_and_multiples_count_nothing_in_any_language(text, language):
    assert [] == find_counts(text, language)


@pytest.mark.parametrize(
    ("phrase", "language", "qualifier", "value"),
    [
        ("Trois mille réfugiés centrafricains, au minimum, attendent", "fr", "at_least", 3000),
        ("Trescientos cincuenta bomberos forestales, como mínimo, combaten", "es", "at_least", 350),
        ("estime à 2,5 millions le nombre", "fr", "about", 2_500_000),
        ("أربعاً وعشرين غارة", "ar", "bare", 24),
        ("some 200 to 250 people", "en", "between", None),
        ("as many as 30 or even 40 people", "en", "up_to", 40),
        ("tens of thousands of people", "en", "tens_of_thousands", None),
        ("des millions de personnes", "fr", "millions", None),
        ("cientos de miles de personas", "es", "hundreds_of_thousands", None),
    ],
)
def test_what_other_languages_and_larger_words_say(phrase, language, qualifier, value):
    reading = read_count(phrase, language)

    assert ("read", qualifier, value) == (reading.status, reading.qualifier, reading.value)


def test_an_ambiguous_reading_says_its_ways_the_likelier_first():
    reading = read_count("40-plus people were killed")

    assert "at_least 40 or more_than 40" == reading.in_words()
    assert "the words allow more than one reading: at_least 40 or more_than 40" == reading.doubt
    assert "" == read_count("at least 40 people").doubt


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Estimates range from 80 to well over 200 dead", [("at_least", 80)]),
        ("between 80 and more than 200 people", [("at_least", 80)]),
        ("The toll rose from 80 to more than 200", [("bare", 80), ("more_than", 200)]),
    ],
)
def test_a_range_that_is_open_above_is_its_low_end_at_least(text, read):
    assert read == [(one.qualifier, one.value) for one in find_counts(text)]


@pytest.mark.parametrize(
    "text",
    [
        "between 1 and 3 pm",
        "a boy and a man, 30, were shot",
        "six- and seven-storey buildings",
        "the second attack in three days",
        "20- to 30-year-old men",
    ],
)
def test_hours_ages_and_halves_of_compounds_count_nothing(text):
    assert [] == [one for one in find_counts(text) if one.role == "count"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Everyone except five people died", [(5, "aside")]),
        ("The toll doubled from 50", [(50, "earlier")]),
        ("50 people died, compared with 20 last year", [(50, "count"), (20, "earlier")]),
        ("two killed in three attacks", [(2, "count"), (3, "count")]),
        ("in sector 4 and 20 died", [(20, "count")]),
        ("resolutions 2118 and 2119.", []),
        ("Half the 50 passengers died", [(None, "count")]),
        ("Double the 100 people who died last year", [(100, "earlier")]),
    ],
)
def test_what_is_set_aside_earlier_or_a_part_is_no_plain_count(text, told):
    assert told == [(one.value, one.role) for one in find_counts(text)]
