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
    vi = "Không có cơ quan {agency_code}. Xin chọn lại cơ quan."
    en = "There is no office {agency_code}. Please choose the office again."


class NothingToPrint(Problem):
    status, code = 404, "nothing_to_print"
    vi = "Không có thủ tục nào để in ở đây. Xin kiểm tra lại tên lĩnh vực, cấp và số phần."
    en = "There is no procedure to print here. Please check the field, the level and the number of the part."


class PrintingElsewhere(Problem):
    status, code = 503, "printing_busy"
    vi = "Máy chủ đang in một tập khác. Xin thử lại sau ít giây."
    en = "The service is making another file at the moment. Please try again in a few seconds."
    retryable = True
