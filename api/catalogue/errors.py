"""What can go wrong when somebody looks something up."""

from __future__ import annotations

from api.errors import Problem


class UnknownProcedure(Problem):
    status, code = 404, "unknown_procedure"
    vi = "Không tìm thấy thủ tục có mã này. Xin kiểm tra lại mã, hoặc tra cứu bằng tên."
    en = "There is no procedure with this code. Please check the code, or look it up by its name."


class UnknownAgency(Problem):
    status, code = 422, "unknown_agency"
    vi = "Không có cơ quan {agency_code}. Xin chọn lại cơ quan."
    en = "There is no office {agency_code}. Please choose the office again."


class UnknownOffice(Problem):
    status, code = 404, "unknown_agency"
    vi = "Không tìm thấy cơ quan này. Xin kiểm tra lại mã cơ quan."
    en = "This office was not found. Please check its code."


class UnknownPhoto(Problem):
    status, code = 404, "unknown_photo"
    vi = "Không có ảnh này, hoặc ảnh không còn được công bố."
    en = "There is no such photo, or it is no longer published."


class UnknownLifeEvent(Problem):
    status, code = 404, "unknown_life_event"
    vi = "Không có trang việc thường gặp này. Xin xem danh sách, hoặc tra cứu bằng vài chữ."
    en = "There is no page about this. Please see the list, or look it up in a few words."


class NothingToPrint(Problem):
    status, code = 404, "nothing_to_print"
    vi = "Không có thủ tục nào để in ở đây. Xin kiểm tra lại tên lĩnh vực, cấp và số phần."
    en = "There is no procedure to print here. Please check the field, the level and the number of the part."


class PrintingElsewhere(Problem):
    status, code = 503, "printing_busy"
    vi = "Máy chủ đang in một tập khác. Xin thử lại sau ít giây."
    en = "The service is making another file at the moment. Please try again in a few seconds."
    retryable = True


class DecisionMissing(Problem):
    status, code = 422, "decision_missing"
    vi = "Phí, lệ phí phải có số văn bản quy định và ngày ban hành; không được thu ngoài quy định."
    en = "A fee needs the decision that sets it and its date; nothing beyond the law may be charged."


class FeeBeforeDecision(Problem):
    status, code = 422, "fee_before_decision"
    vi = "Mức thu không được áp dụng trước ngày ban hành văn bản quy định mức thu."
    en = "A fee cannot hold from before the date of the decision that sets it."


class EarlierThanPresent(Problem):
    status, code = 422, "earlier_than_present"
    vi = "Nội dung đang áp dụng bắt đầu từ {day}. Nội dung mới phải bắt đầu từ ngày đó hoặc sau đó."
    en = "What holds at present began on {day}. What replaces it must begin on that day or later."


class DayNotUsable(Problem):
    status, code = 422, "day_not_usable"
    vi = (
        "Ngày này không dùng được: ngày ban hành không ở tương lai, ngày áp dụng không quá hai năm tới, ngày cuối "
        "không trước hôm qua."
    )
    en = "This day cannot be used: decided in the past, in force within two years, and ended not before yesterday."


class NotInForce(Problem):
    status, code = 409, "not_in_force"
    vi = "Không có nội dung nào đang áp dụng hoặc sắp áp dụng để kết thúc. Xin tải lại."
    en = "There is nothing in force or planned that could be ended. Please load it again."


class TooManyLocalFacts(Problem):
    status, code = 409, "too_many_local_facts"
    vi = "Cơ quan đã ghi quá nhiều nội dung. Xin báo người quản trị hệ thống."
    en = "This office has recorded too many facts. Please tell whoever runs the system."
