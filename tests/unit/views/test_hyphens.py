"""Where long words may be parted: by their language's patterns, never in short ones, never near an end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from samverkan.views.hyphens import find_hyphens


def test_a_long_swedish_compound_is_parted_where_the_language_does_it() -> None:
    assert find_hyphens(["Polisen, lokalpolisområde Havsåkra-Lagadal"], "sv") == {
        "lokalpolisområde": "lokal-polis-område"
    }


def test_each_language_has_its_own_patterns() -> None:
    word = "responsibility"
    assert find_hyphens([word], "en") == {word: "respons-ibil-ity"}
    assert find_hyphens([word], "sv") != find_hyphens([word], "en")


def test_short_words_numbers_and_what_is_no_word_any_more_are_left_whole() -> None:
    assert find_hyphens(["Gatuchef 12345678901234", "x" * 250], "sv") == {}


@given(st.lists(st.text(max_size=60), max_size=5))
def test_a_break_never_changes_a_letter_nor_stands_near_an_end(texts: list[str]) -> None:
    for word, parted in find_hyphens(texts, "sv").items():
        parts = parted.split("-")
        assert "".join(parts) == word
        assert len(parts) > 1
        assert min(map(len, parts)) >= 3


def test_a_compound_is_parted_before_its_second_part_where_patterns_of_letters_would_not() -> None:
    """By the patterns alone: färd-tjäns-tupp-drag, soci-alnämn-den, hän-del-seked-jan, trygg-het-sen-heten."""
    texts = ["färdtjänstuppdrag Socialnämnden händelsekedjan trygghetsenheten"]
    assert set(find_hyphens(texts, "sv").values()) == {
        "färd-tjänst-upp-drag",
        "Social-nämn-den",
        "hän-delse-ked-jan",
        "trygg-hets-enhe-ten",
    }


def test_what_only_ends_as_a_second_part_is_parted_before_its_own_end() -> None:
    """An "enhet" in a quality is no unit: erfaren-het, not erfar-enhet."""
    texts = ["erfarenheter lägenheter angelägenhet öppenheten skogsjägare driftenheten fastighetsägare"]
    assert set(find_hyphens(texts, "sv").values()) == {
        "erfa-ren-heter",
        "lägen-heter",
        "ange-lägen-het",
        "öppen-heten",
        "skogs-jägare",
        "drift-enhe-ten",
        "fas-tig-hets-ägare",
    }
