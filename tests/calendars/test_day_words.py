from datetime import date, time

from api.calendars.day_words import day_words, hours_words
from api.calendars.opening_hours import OpeningHours


def test_a_day_is_written_with_its_weekday():
    assert day_words(date(2026, 12, 1)) == "thứ Ba, 01/12/2026"
    assert day_words(date(2026, 11, 22)) == "Chủ nhật, 22/11/2026"


def test_days_with_the_same_hours_stand_in_one_line():
    usual = OpeningHours.weekly()
    assert hours_words(usual) == ["thứ Hai đến thứ Sáu: 7 giờ 30 đến 11 giờ 30, 13 giờ 30 đến 17 giờ"]
    morning = ((time(8), time(11)),)
    assert hours_words(OpeningHours.weekly(weekday=morning, saturday=morning)) == [
        "thứ Hai đến thứ Bảy: 8 giờ đến 11 giờ"
    ]
    friday = OpeningHours((*usual.week[:4], morning, morning, ()))
    assert hours_words(friday)[1:] == ["thứ Sáu đến thứ Bảy: 8 giờ đến 11 giờ"]
