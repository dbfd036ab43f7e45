"""What can be wrong with a dossier or an action on it."""

from __future__ import annotations

from api.errors import Problem
from api.field_messages import Sentence

NAME_NEEDED = Sentence(
    "required", vi="Xin nhập họ, chữ đệm và tên.", en="Please enter the family, middle and given name."
)

UNKNOWN_PAPER = Sentence(
    "unknown_requirement", vi="Thủ tục không có giấy tờ này.", en="The procedure asks for no such paper."
)
DAY_NOT_POSSIBLE = Sentence(
    "day_not_possible",
    vi="Xin chọn một ngày từ ngày mai đến hết một năm.",
    en="Please choose a day from tomorrow within a year.",
)
FILE_THERE_ALREADY = Sentence(
    "upload_already_used", vi="Hồ sơ đã có tệp này.", en="The dossier has this file already."
)
NOT_ASKED_FOR = Sentence(
    "not_asked_for",
    vi="Cơ quan không yêu cầu bổ sung giấy tờ này. Xin chỉ gửi những giấy tờ được yêu cầu.",
    en="The office did not ask for this paper. Please send only those that were asked for.",
)


class UnknownDossier(Problem):
    status, code = 404, "unknown_dossier"
    vi = "Không tìm thấy hồ sơ này. Xin kiểm tra lại mã hồ sơ."
    en = "This dossier was not found. Please check its number."


class NoForm(Problem):
    status, code = 404, "no_form"
    vi = "Bước này không có mẫu giấy kèm theo."
    en = "No form goes with this step."


class UnknownProcedureHandedIn(Problem):
    status, code = 422, "unknown_procedure"
    vi = "Không có thủ tục {procedure_code}. Xin tra cứu lại tên thủ tục."
    en = "There is no procedure {procedure_code}. Please look it up again."


class ProcedureNotOffered(Problem):
    status, code = 422, "procedure_not_offered"
    vi = (
        "Thủ tục {procedure_code} hiện không nộp được tại cơ quan này. Xin xem trang thủ tục để biết nơi nộp."
    )
    en = "Procedure {procedure_code} cannot be handed in at this office at present. Its page says where it can."


class ProcedureWithoutDetails(Problem):
    status, code = 422, "procedure_without_details"
    vi = "Giấy tờ của thủ tục {procedure_code} chưa có ở đây. Xin nộp tại quầy hoặc Cổng Dịch vụ công quốc gia."
    en = "The papers of procedure {procedure_code} are not published here. Use the national portal or the counter."


class UnknownCase(Problem):
    status, code = 422, "unknown_case"
    vi = "Trường hợp đã chọn không có trong thủ tục này. Xin chọn lại."
    en = "The chosen case does not exist in this procedure. Please choose again."


class InvalidIdentityNumber(Problem):
    status, code = 422, "invalid_identity_number"
    vi = "Số định danh chưa đúng. Số căn cước có 12 chữ số, chứng minh nhân dân cũ có 9 chữ số."
    en = "The identity number is not right: 12 digits on the identity card, 9 on the old one."


class InvalidApplicantPhone(Problem):
    status, code = 422, "phone_not_usable"
    vi = "Số điện thoại của người nộp chưa đúng. Xin kiểm tra lại."
    en = "The applicant's phone number is not right. Please check it."


class NoDocuments(Problem):
    status, code = 422, "no_documents"
    vi = "Hồ sơ chưa có giấy tờ nào. Xin chụp hoặc chọn ít nhất một giấy tờ."
    en = "The dossier has no document. Please photograph or choose at least one."


class ManifestRefused(Problem):
    """`errors` names each file and what is wrong with it."""

    status, code = 422, "files_missing_or_different"
    vi = "Có tệp chưa đến đủ, khác với bản trong máy ông/bà hoặc không được yêu cầu. Chưa có gì được nộp."
    en = "Some files have not arrived, differ from yours or were not asked for. Nothing was handed in."


class HandedInDifferently(Problem):
    status, code = 409, "handed_in_differently"
    vi = "Hồ sơ này đã được nộp với nội dung khác. Bản đã nộp giữ nguyên; hãy lập hồ sơ mới nếu cần."
    en = "This dossier was handed in before with other content, which stands. Start a new one if you need to."


class UnknownAction(Problem):
    status, code = 422, "unknown_action"
    vi = "Không có thao tác này."
    en = "There is no such action."


class WrongRole(Problem):
    status, code = 403, "wrong_role"
    vi = "Chức danh này không được làm thao tác đó với hồ sơ."
    en = "This role may not do that with a dossier."


class ActionNotPossible(Problem):
    status, code = 409, "action_not_possible"
    vi = "Hồ sơ đang ở trạng thái không cho phép thao tác này. Xin tải lại để xem trạng thái mới nhất."
    en = "The dossier's state does not allow this. Please load it again to see where it stands."


class AlreadyDone(Problem):
    status, code = 409, "already_done"
    vi = "Việc này đã được làm rồi."
    en = "This has been done already."


class NotCheckedYet(Problem):
    status, code = 409, "not_checked_yet"
    vi = "Kết quả chưa được lãnh đạo phòng kiểm tra."
    en = "The result has not been checked by the room leader yet."


class NotSignedYet(Problem):
    status, code = 409, "not_signed_yet"
    vi = "Kết quả chưa được lãnh đạo ký."
    en = "The result has not been signed by the leader yet."


class SecondSupplementNeedsLeader(Problem):
    status, code = 409, "second_supplement_needs_leader"
    vi = "Hồ sơ đã được yêu cầu bổ sung một lần. Lần thứ hai phải do lãnh đạo quyết định và nêu lý do."
    en = "Papers were asked for once already. Only the leader may ask a second time, with a reason."


class ApologyMadeAlready(Problem):
    status, code = 409, "apology_made_already"
    vi = "Hồ sơ đã được xin lỗi và hẹn lại một lần; pháp luật không cho hẹn lại lần nữa."
    en = "An apology with a new date was made already; the law allows it once."


class ReasonMissing(Problem):
    status, code = 422, "reason_missing"
    vi = "Thao tác này cần nêu lý do để người dân hiểu."
    en = "This action needs a reason that the citizen can understand."


class DueDateNotSettable(Problem):
    status, code = 422, "due_date_not_settable"
    vi = "Thời hạn của thủ tục này đã được công bố nên không đặt ngày hẹn khác."
    en = "This procedure has a published time limit, so no other due date can be set."


class DueDateNotUsable(Problem):
    status, code = 422, "due_date_not_usable"
    vi = "Ngày hẹn phải là một ngày làm việc sau hôm nay."
    en = "The date must be a working day after today."


class UnknownOfficer(Problem):
    status, code = 422, "unknown_officer"
    vi = "Không có công chức này trong cơ quan."
    en = "There is no such officer in this office."


class ChangedMeanwhile(Problem):
    status, code = 412, "changed_meanwhile"
    vi = "Hồ sơ vừa được người khác thay đổi. Xin tải lại rồi làm tiếp; chưa có gì bị ghi đè."
    en = "Somebody else has just changed this dossier. Load it again; nothing was overwritten."


class WrongSecret(Problem):
    status, code = 403, "wrong_secret"
    vi = "Mã bí mật trên giấy tiếp nhận không đúng hoặc đã cũ. Xin quét lại mã QR mới nhất."
    en = "The secret from the receipt is wrong or out of date. Please scan the newest QR code."


class AlreadyClaimed(Problem):
    status, code = 409, "already_claimed"
    vi = "Hồ sơ này đã thuộc về một tài khoản khác."
    en = "This dossier already belongs to another account."


class PaperLost(Problem):
    status, code = 410, "paper_lost"
    vi = "Hệ thống không còn tệp của giấy tờ này. Xin chụp lại hoặc chọn tệp khác."
    en = "The system no longer has the file of this paper. Please photograph it again or choose another file."


class UnknownPaper(Problem):
    status, code = 404, "unknown_paper"
    vi = "Không tìm thấy giấy tờ này trong Giấy tờ của tôi."
    en = "There is no such paper among yours."


class UnknownDraft(Problem):
    status, code = 404, "unknown_draft"
    vi = "Bản soạn này không còn trên máy chủ: đã nộp, đã xóa hoặc quá hạn giữ. Bản trên máy ông/bà vẫn còn."
    en = "The server does not keep this draft: handed in, removed or expired. The one on your device stays."


class DraftChangedElsewhere(Problem):
    status, code = 412, "draft_changed_elsewhere"
    vi = "Hồ sơ này vừa được sửa ở máy khác. Xin chọn giữ bản của máy này hay lấy bản của máy kia."
    en = "This draft was changed on another device. Choose to keep this device's or to take the other one's."


class DraftHandedIn(Problem):
    status, code = 409, "draft_handed_in"
    vi = "Hồ sơ này đã được nộp, nên không giữ bản soạn nữa."
    en = "This dossier was handed in already, so no draft of it is kept any more."


class TooManyDrafts(Problem):
    status, code = 409, "too_many_drafts"
    vi = "Máy chủ giữ nhiều nhất {most} hồ sơ đang soạn cho một người. Xin xóa bớt rồi thử lại."
    en = "The server keeps at most {most} drafts for one person. Please remove some and try again."


class RegisterClosed(Problem):
    status, code = 409, "register_closed"
    vi = "Sổ theo dõi hồ sơ năm {year} đã khóa. Xin kiểm tra ngày giờ của máy chủ."
    en = "The register of {year} is closed. Please check the clock of the server."


class RegisterClosedAlready(Problem):
    status, code = 409, "register_closed_already"
    vi = "Sổ theo dõi hồ sơ năm {year} đã khóa trước đó. Không có gì thay đổi."
    en = "The register of {year} was closed before. Nothing has changed."


class YearNotOver(Problem):
    status, code = 409, "year_not_over"
    vi = "Chỉ khóa được sổ theo dõi hồ sơ khi đã hết năm {year}."
    en = "The register can be closed only after the end of {year}."


class EmptyRegister(Problem):
    status, code = 404, "empty_register"
    vi = "Năm {year} cơ quan chưa tiếp nhận hồ sơ nào."
    en = "The office received no dossier in {year}."
