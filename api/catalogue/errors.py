"""What can go wrong when somebody looks something up."""

from __future__ import annotations

from api.errors import Problem


class UnknownProcedure(Problem):
    status, code = 404, "unknown_procedure"
    vi = "Không tìm thấy thủ tục có mã này. Xin kiểm tra lại mã, hoặc tra cứu bằng tên."
    en = "There is no procedure with this code. Please check the code, or look it up by its name."


class UnknownAgency(Problem):
    status, code = 422, "unknown_agency"
    vi = "Không có cơ quan {agency_code}. Xin chọn lại nơi nộp hồ sơ."
    en = "There is no office {agency_code}. Please choose where to hand in again."


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
