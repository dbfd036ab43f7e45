"""What can be wrong with a question about figures."""

from __future__ import annotations

from api.errors import Problem


class PeriodReversed(Problem):
    status, code = 422, "period_reversed"
    vi = "Ngày bắt đầu phải trước hoặc bằng ngày kết thúc."
    en = "The first day of the period must not be after its last day."


class PeriodTooLong(Problem):
    status, code = 422, "period_too_long"
    vi = "Khoảng thời gian dài quá 5 năm. Xin chia thành nhiều khoảng ngắn hơn."
    en = "The period is longer than 5 years. Please ask for shorter ones."


class PeriodOutOfRange(Problem):
    status, code = 422, "period_out_of_range"
    vi = "Chỉ có số liệu trong khoảng từ năm {first} đến năm {last}."
    en = "There are figures for the years {first} to {last} only."


class AgencyOutOfScope(Problem):
    """An agency of another area answers like one that does not exist."""

    status, code = 404, "unknown_agency"
    vi = "Không tìm thấy cơ quan {agency_code} trong địa bàn giám sát của ông/bà."
    en = "There is no office {agency_code} in the area you oversee."


class FormatNotOffered(Problem):
    status, code = 422, "format_not_offered"
    vi = "Chưa có số liệu ở dạng {format}. Hiện chỉ có: {offered}."
    en = "Figures are not offered as {format}. At present there is only: {offered}."


class TooManyRows(Problem):
    status, code = 422, "too_many_rows"
    vi = "Có hơn {most} dòng, quá nhiều cho một tệp. Xin chọn một cơ quan hoặc một kỳ ngắn hơn."
    en = (
        "There are more than {most} rows, too many for one file. Please choose an office or a shorter period."
    )
