import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.catalogue.folding import fold, with_marks


def test_marks_case_and_punctuation_go():
    assert fold("  Đăng ký KHAI SINH, (lại)…  ") == "dang ky khai sinh lai"


def test_every_spelling_of_a_tone_folds_alike():
    assert fold("Hoà") == fold("Hòa") == fold(unicodedata.normalize("NFD", "Hoà")) == "hoa"


def test_đ_is_folded_although_unicode_does_not_decompose_it():
    assert fold("Đất đai") == "dat dai"


def test_control_characters_and_symbols_separate_words():
    assert fold("khai\x00sinh\nlưu\u200bđộng/m²") == "khai sinh luu dong m2"


@given(st.text())
def test_folding_twice_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạ ABĐỀỆ.,-"))
def test_composed_and_decomposed_text_fold_alike(text: str):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("one", "other"), [("Hoà Bình", "Hòa Bình"), ("Thanh Hoá", "Thanh Hóa"), ("Thuỷ", "Thủy")]
)
def test_a_tone_is_the_same_wherever_it_stands_in_its_syllable(one: str, other: str):
    spellings = {
        with_marks(unicodedata.normalize(form, text)) for form in ("NFC", "NFD") for text in (one, other)
    }
    assert len(spellings) == 1
    assert with_marks(one) != with_marks(fold(one))
