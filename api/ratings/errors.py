"""What can be wrong with an answer."""

from __future__ import annotations

from api.errors import Problem
from api.field_messages import Sentence

REASON_NEEDED = Sentence(
    "required",
    vi="Xin cho biết lý do, bằng lời hoặc chọn một lý do có sẵn.",
    en="Please give a reason, in words or by choosing one of the given ones.",
)


class UnknownRatingLink(Problem):
    status, code = 404, "unknown_rating_link"
    vi = "Đường dẫn đánh giá này không đúng. Xin quét lại mã QR trên giấy tiếp nhận."
    en = "This rating link is not right. Please scan the QR code on the receipt again."


class RatingExpired(Problem):
    status, code = 410, "rating_expired"
    vi = "Đã quá 30 ngày nên không đánh giá được bước này nữa. Cảm ơn ông/bà đã quan tâm."
    en = "More than 30 days have passed, so this step can no longer be rated. Thank you all the same."


class AlreadyRated(Problem):
    status, code = 409, "already_rated"
    vi = "Bước này đã được đánh giá. Mỗi bước của một hồ sơ chỉ đánh giá một lần."
    en = "This step has been rated. Each step of a dossier is rated once."


class NotRatedYet(Problem):
    status, code = 409, "not_rated_yet"
    vi = "Chưa có đánh giá nào để sửa. Xin gửi đánh giá trước."
    en = "There is no answer to correct yet. Please rate first."


class CorrectionOver(Problem):
    status, code = 410, "correction_over"
    vi = "Đã quá 10 phút nên không sửa được đánh giá nữa. Đánh giá đã gửi vẫn được giữ."
    en = "More than 10 minutes have passed, so the answer can no longer be corrected. It stands as sent."


class StageNotOpen(Problem):
    status, code = 409, "stage_not_open"
    vi = "Hồ sơ chưa đến bước này nên chưa đánh giá được."
    en = "The dossier has not come to this step yet, so it cannot be rated."


class OtherStage(Problem):
    status, code = 422, "other_stage"
    vi = "Đường dẫn này dùng để đánh giá một bước khác của hồ sơ. Xin tải lại trang."
    en = "This link rates another step of the dossier. Please load the page again."


class RatingReasonMissing(Problem):
    status, code = 422, "reason_missing"
    vi = "Xin cho biết điều gì khiến ông/bà chưa hài lòng; chọn một lý do có sẵn cũng được."
    en = "Please say what you were not satisfied with; choosing one of the given reasons is enough."
