"""What can be wrong with a publishing decision or a line of the posting register."""

from __future__ import annotations

from api.errors import Problem


class UnknownPosting(Problem):
    """One of another office answers like one that does not exist."""

    status, code = 404, "unknown_posting"
    vi = "Không tìm thấy mục niêm yết này trong sổ của cơ quan."
    en = "This is not in the posting register of your office."


class UnknownPostingAgency(Problem):
    status, code = 404, "unknown_agency"
    vi = "Không tìm thấy cơ quan này. Xin kiểm tra lại mã cơ quan."
    en = "This office was not found. Please check its code."


class UnknownDecision(Problem):
    status, code = 404, "unknown_decision"
    vi = "Không tìm thấy quyết định này trong sổ của cơ quan."
    en = "This decision is not in the register of your office."


class RoleMayNotPost(Problem):
    status, code = 403, "wrong_role"
    vi = "Chức danh này không ghi được vào sổ niêm yết. Bộ phận tiếp nhận và quản trị ghi; quản trị đính chính."
    en = "This position may not write here. Reception and the administrator record, the administrator corrects."


class ProvinceNotAllowed(Problem):
    status, code = 403, "province_not_allowed"
    vi = "Tài khoản này chỉ được ghi quyết định của cơ quan mình, không ghi cho cả tỉnh."
    en = "This account may record decisions for its own office only, not for the whole province."


class DecisionAlreadyRecorded(Problem):
    status, code = 409, "decision_already_recorded"
    vi = "Quyết định số {number} đã có trong sổ. Nếu ghi sai, xin hủy bản ghi đó rồi ghi lại."
    en = "Decision {number} is in the register already. If it is wrong there, void it and enter it anew."


class DecisionAlreadyVoided(Problem):
    status, code = 409, "decision_already_voided"
    vi = "Bản ghi quyết định này đã bị hủy trước đó."
    en = "This decision has been voided already."


class DecisionDateNotUsable(Problem):
    status, code = 422, "decision_date_not_usable"
    vi = "Ngày quyết định phải từ {first} đến hôm nay."
    en = "The day of the decision must lie between {first} and today."


class EffectiveDateNotUsable(Problem):
    status, code = 422, "effective_date_not_usable"
    vi = "Ngày có hiệu lực phải từ ngày quyết định trở đi, trong vòng hai năm."
    en = "A decision takes effect on its own day or later, within two years."


class ProceduresNotUsable(Problem):
    """`errors` names each procedure and why."""

    status, code = 422, "procedures_not_usable"
    vi = "Có thủ tục không ghi vào quyết định được. Chưa có gì được ghi; xin xem từng mục."
    en = "Some procedures cannot stand in the decision. Nothing was recorded; please see each of them."


class ProcedureIncomplete(Problem):
    """`errors` names each procedure with `missing`, the keys of its missing parts."""

    status, code = 422, "procedure_incomplete"
    vi = (
        "Có thủ tục còn thiếu nội dung bắt buộc nên chưa được công bố (Nghị định 63/2010/NĐ-CP, Điều 8). "
        "Chưa có gì được ghi; xin xem từng mục."
    )
    en = (
        "Some procedures lack mandatory parts and cannot be published (Decree 63/2010/NĐ-CP, Article 8). "
        "Nothing was recorded; please see each of them."
    )


class AlreadyPosted(Problem):
    status, code = 409, "already_recorded"
    vi = "{who} đã ghi việc này ngày {on} (ghi lúc {at}). Nếu ngày đó sai, xin đính chính kèm lý do."
    en = "{who} recorded this for {on} already (at {at}). If the day is wrong, please correct it with a reason."


class NotPostedYet(Problem):
    status, code = 409, "not_posted_yet"
    vi = "Chưa ghi việc này lần nào nên chưa có gì để gỡ hoặc đính chính."
    en = "This was never recorded, so there is nothing to take down or correct."


class ChangedSinceSeen(Problem):
    status, code = 409, "changed_meanwhile"
    vi = "Người khác vừa ghi thêm vào mục này. Xin xem lại rồi làm tiếp."
    en = "Somebody else has just added to this entry. Please look again and go on."


class DayInFuture(Problem):
    status, code = 422, "day_in_future"
    vi = "Ngày này chưa tới. Xin ghi ngày đã làm."
    en = "This day has not come yet. Please give the day on which it was done."


class DayBeforeDecision(Problem):
    status, code = 422, "day_before_decision"
    vi = "Ngày này trước ngày ban hành quyết định ({decided_on})."
    en = "This day lies before that of the decision ({decided_on})."


class DayBeforePosting(Problem):
    status, code = 422, "day_before_posting"
    vi = "Ngày gỡ không thể trước ngày niêm yết, và chỉ gỡ được bản đã niêm yết."
    en = "A sheet is taken down on the day of its posting or later, and only if it was posted."


class PhotoMissing(Problem):
    status, code = 422, "photo_missing"
    vi = "Xin kèm một ảnh chụp bảng niêm yết."
    en = "Please add a photograph of the board."


class PhotoUnknown(Problem):
    status, code = 422, "photo_unknown"
    vi = "Máy chủ không có ảnh này. Xin chụp và gửi lại ảnh."
    en = "The server does not have this photograph. Please send it again."


class PostingReasonMissing(Problem):
    status, code = 422, "reason_missing"
    vi = "Xin nêu lý do."
    en = "Please give the reason."
