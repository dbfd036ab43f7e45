"""What can go wrong when somebody looks something up."""

from __future__ import annotations

from api.errors import Problem


class UnknownProcedure(Problem):
    status, code = 404, "unknown_procedure"
    vi = "Không tìm thấy thủ tục có mã này. Xin kiểm tra lại mã, hoặc tra cứu bằng tên."
    en = "There is no procedure with this code. Please check the code, or look it up by its name."
