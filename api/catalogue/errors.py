"""What can go wrong when somebody looks something up."""

from __future__ import annotations

from api.errors import Problem


class UnknownProcedure(Problem):
    status, code = 404, "unknown_procedure"
    vi = "Không tìm thấy thủ tục có mã này. Xin kiểm tra lại mã, hoặc tra cứu bằng tên."
    en = "There is no procedure with this code. Please check the code, or look it up by its name."


class InvalidCursor(Problem):
    status, code = 422, "invalid_cursor"
    vi = "Không xem tiếp được danh sách này. Xin tải lại từ đầu."
    en = "The list cannot be continued from here. Please load it again from the beginning."
