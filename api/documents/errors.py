"""What can go wrong while a file travels, and who has to act."""

from __future__ import annotations

import errno

from api.errors import Problem

# EFBIG is the process's own limit on file sizes (RLIMIT_FSIZE): to the citizen the same as a full disk.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class TusVersionUnsupported(Problem):
    status, code = 412, "tus_version_unsupported"
    vi = "Ứng dụng gửi tệp bằng phiên bản giao thức chưa được hỗ trợ. Xin cập nhật ứng dụng rồi gửi lại."
    en = "Uploads need the header 'Tus-Resumable: 1.0.0'. Please update the app and send again."


class UploadNotFound(Problem):
    status, code = 404, "upload_not_found"
    vi = "Không tìm thấy tệp đang gửi này. Xin gửi lại tệp từ đầu."
    en = "There is no such upload. Please send the file again from the start."


class UploadLengthInvalid(Problem):
    status, code = 400, "upload_length_invalid"
    vi = "Thiếu kích thước tệp hoặc kích thước không hợp lệ. Xin chọn lại tệp rồi gửi lại."
    en = "The header Upload-Length must state the size of the file in bytes, as a whole number."


class DeferLengthUnsupported(Problem):
    status, code = 400, "defer_length_unsupported"
    vi = "Máy chủ cần biết kích thước tệp ngay từ đầu. Xin chọn lại tệp rồi gửi lại."
    en = "Upload-Defer-Length is not supported: state Upload-Length when the upload is created."


class UploadMetadataInvalid(Problem):
    status, code = 400, "upload_metadata_invalid"
    vi = "Thông tin kèm theo tệp không đọc được. Xin cập nhật ứng dụng rồi gửi lại."
    en = "Upload-Metadata cannot be read: it is a comma-separated list of 'key base64value', each key once."


class FileEmpty(Problem):
    status, code = 422, "file_empty"
    vi = "Tệp này rỗng (0 byte). Xin chụp lại hoặc chọn tệp khác."
    en = "This file is empty (0 bytes). Please take the photo again or choose another file."


class FileTooLarge(Problem):
    status, code = 413, "file_too_large"
    vi = "Tệp quá lớn: mỗi tệp tối đa {max_mb} MB. Xin giảm kích thước ảnh hoặc chia thành nhiều tệp."
    en = "The file is too large: at most {max_mb} MB each. Please make it smaller or send several files."


class FileRefused(Problem):
    """A file that has arrived whole and is not kept. Its subclasses say why and what the sender can do."""

    status, code = 415, "file_refused"
    vi = "Tệp này không được nhận. Xin gửi tệp khác."
    en = "This file is not accepted. Please send another one."


class FileTypeNotAllowed(FileRefused):
    status, code = 415, "file_type_not_allowed"
    vi = "Loại tệp này không được nhận. Xin gửi ảnh JPEG, PNG, WebP, HEIC hoặc tệp PDF."
    en = "This type of file is not accepted. Please send a JPEG, PNG, WebP or HEIC photo, or a PDF."


class FileTruncated(FileRefused):
    code = "file_truncated"
    vi = "Ảnh bị thiếu phần cuối, mở ra không xem được. Xin chụp lại hoặc chọn ảnh khác rồi gửi lại."
    en = "The end of this picture is missing. Please take it again or choose another one, then send it again."


class PictureTooLarge(FileRefused):
    code = "picture_too_large"
    vi = "Ảnh có quá nhiều điểm ảnh (tối đa {megapixels} triệu). Xin chụp lại ở cỡ ảnh nhỏ hơn rồi gửi lại."
    en = "This picture has too many pixels (at most {megapixels} million). Please take a smaller one."


class PdfLocked(FileRefused):
    code = "pdf_locked"
    vi = "Tệp PDF có mật khẩu. Xin bỏ mật khẩu rồi gửi lại."
    en = "This PDF is locked with a password. Please remove the password and send it again."


class PdfTooLong(FileRefused):
    code = "pdf_too_long"
    vi = "Tệp PDF có quá nhiều trang (tối đa {pages} trang). Xin chia thành nhiều tệp rồi gửi lại."
    en = "This PDF has too many pages (at most {pages}). Please split it and send the parts."


class PdfUnreadable(FileRefused):
    code = "pdf_unreadable"
    vi = "Tệp PDF bị hỏng, không mở được. Xin lưu lại tệp PDF hoặc chụp ảnh giấy tờ rồi gửi lại."
    en = "This PDF is broken and does not open. Please save it anew, or photograph the paper, and send that."


class FileInfected(Problem):
    """For the owner and the office alike: the bytes stay in the store and are given to nobody."""

    status, code = 403, "file_infected"
    vi = "Tệp bị chặn vì có mã độc. Xin gửi lại giấy tờ này bằng ảnh chụp hoặc tệp khác."
    en = "This file is blocked because it carries malware. Please send this paper again as a photo or another file."


class CopyNotReady(Problem):
    status, code = 404, "copy_not_ready"
    vi = "Bản xem của tệp này chưa có. Xin mở tệp gốc, hoặc thử lại sau ít phút."
    en = "There is no such copy of this file yet. Open the original, or try again in a few minutes."
    retryable = True


class PaperTooLarge(Problem):
    """All files of a paper together; each of them can still be opened."""

    status, code = 413, "paper_too_large"
    vi = "Các tệp của giấy tờ này cộng lại quá {max_mb} MB nên không ghép thành một tệp. Xin mở từng tệp."
    en = "The files of this paper are more than {max_mb} MB together and are not joined. Please open each of them."


class NoSuchPage(Problem):
    status, code = 404, "no_such_page"
    vi = "Tệp này không có trang đó."
    en = "This file has no such page."


class PictureUnreadable(Problem):
    status, code = 415, "picture_unreadable"
    vi = (
        "Không đọc được ảnh này. Xin gửi ảnh JPEG, PNG hoặc WebP, mở xem được và không quá 50 triệu điểm ảnh."
    )
    en = "This picture cannot be read. Please send a JPEG, PNG or WebP that opens and has at most 50 megapixels."


class UploadContentTypeWrong(Problem):
    status, code = 415, "upload_content_type_wrong"
    vi = "Ứng dụng gửi tệp sai cách. Xin cập nhật ứng dụng rồi gửi lại."
    en = "The bytes of an upload are sent as 'Content-Type: application/offset+octet-stream'."


class UploadOffsetInvalid(Problem):
    status, code = 400, "upload_offset_invalid"
    vi = "Thiếu vị trí gửi tiếp của tệp. Xin cập nhật ứng dụng rồi gửi lại."
    en = "The header Upload-Offset must state from which byte the file goes on, as a whole number."


class UploadOffsetMismatch(Problem):
    """Carries the right offset in Upload-Offset."""

    status, code = 409, "upload_offset_mismatch"
    vi = "Phần đã nhận khác với phần ứng dụng tưởng là đã gửi. Ứng dụng sẽ hỏi lại và gửi tiếp."
    en = "The server has more or fewer bytes than this request assumes. Ask for the offset, then go on."


class UploadTooLong(Problem):
    status, code = 413, "upload_longer_than_announced"
    vi = "Tệp dài hơn kích thước đã báo lúc đầu, có thể tệp đã bị sửa trong lúc gửi. Xin gửi lại tệp từ đầu."
    en = "There are more bytes than were announced; the file may have changed meanwhile. Please send it anew."


class UploadBusy(Problem):
    status, code = 423, "upload_busy"
    vi = "Tệp này đang được gửi ở một cửa sổ hoặc thiết bị khác. Xin chờ vài giây rồi thử lại."
    en = "Another request is sending this file right now. Please wait a few seconds and try again."
    retryable = True


class UploadExpired(Problem):
    status, code = 410, "upload_expired"
    vi = "Tệp gửi dở này đã quá hạn giữ nên đã bị xóa. Xin gửi lại tệp từ đầu."
    en = "This upload was kept for its time and is gone now. Please send the file again from the start."


class UploadInDossier(Problem):
    status, code = 409, "upload_in_dossier"
    vi = "Tệp này đã nằm trong một hồ sơ nên không xóa được. Muốn thay giấy tờ, xin bổ sung hồ sơ."
    en = "This file is part of a dossier and cannot be removed. To replace a paper, supplement the dossier."


class UploadIncomplete(Problem):
    status, code = 409, "upload_incomplete"
    vi = "Tệp chưa gửi xong nên chưa mở được. Xin chờ gửi xong rồi thử lại."
    en = "The file has not arrived completely and cannot be opened yet. Please try again when it has."


class FileLinkInvalid(Problem):
    status, code = 404, "file_link_invalid"
    vi = "Đường dẫn tệp này không đúng. Xin mở lại tệp từ ứng dụng."
    en = "This is no address of a file. Please open the file from the app again."


class FileLinkExpired(Problem):
    status, code = 410, "file_link_expired"
    vi = "Đường dẫn tệp này đã hết hạn. Xin mở lại tệp từ ứng dụng."
    en = "This address of a file is over. Please open the file from the app again."


class ChecksumAlgorithmUnsupported(Problem):
    status, code = 400, "checksum_algorithm_unsupported"
    vi = "Ứng dụng kiểm tra tệp bằng cách chưa được hỗ trợ. Xin cập nhật ứng dụng rồi gửi lại."
    en = "Upload-Checksum names an algorithm other than sha1 and sha256."


class UploadChecksumInvalid(Problem):
    status, code = 400, "upload_checksum_invalid"
    vi = "Mã kiểm tra kèm theo tệp không đọc được. Xin cập nhật ứng dụng rồi gửi lại."
    en = "Upload-Checksum cannot be read: it is the algorithm, a space, and the digest in base64."


class ChecksumMismatch(Problem):
    """tus 'Checksum'. The bytes of this request are discarded; Upload-Offset is where it began."""

    status, code = 460, "checksum_mismatch"
    vi = "Một phần tệp bị sai lệch trên đường truyền nên không được nhận. Ứng dụng sẽ gửi lại phần đó."
    en = "Some bytes were changed on the way and were not kept. Send that part again."
    retryable = True


class UploadInterrupted(Problem):
    """The connection ended inside the body. What arrived is kept; Upload-Offset tells how much that is."""

    status, code = 400, "upload_interrupted"
    vi = "Kết nối bị ngắt khi đang gửi. Phần đã gửi được giữ lại; ứng dụng sẽ gửi tiếp phần còn thiếu."
    en = "The connection broke while sending. What arrived is kept; send the rest."
    retryable = True


class StorageFull(Problem):
    status, code = 507, "storage_full"
    vi = (
        "Máy chủ tạm thời hết chỗ chứa, không phải lỗi của ông/bà. Phần đã gửi được giữ lại; xin thử lại sau."
    )
    en = "The server is out of space; this is not your fault. What arrived is kept; please try again later."
    retryable = True


class StoreUnreachable(Problem):
    """The store of files does not answer. What was sent waits beside it; nothing is lost."""

    status, code = 503, "store_unreachable"
    vi = (
        "Kho lưu tệp tạm thời không trả lời, không phải lỗi của ông/bà. Phần đã gửi được giữ lại; "
        "xin thử lại sau ít phút."
    )
    en = (
        "The file store does not answer for the moment; this is not your fault. What arrived is kept; "
        "please try again in a few minutes."
    )
    retryable = True


class StoredFileMissing(Problem):
    status, code = 500, "stored_file_missing"
    vi = "Không tìm thấy tệp này trong kho lưu do lỗi của hệ thống. Xin báo quản trị viên để khôi phục từ bản sao lưu."
    en = "The file is not in the store, a fault of the system. Please tell the administrator to restore it."


class StoredFileDamaged(Problem):
    """What the store gives back is not what was put there. `motcua documents check --hash` finds them all."""

    status, code = 500, "stored_file_damaged"
    vi = "Tệp lưu trên máy chủ bị hỏng nên không được gửi ra. Xin báo quản trị viên để khôi phục từ bản sao lưu."
    en = "The stored file is damaged and is therefore not given out. Please tell the administrator to restore it."


def is_no_room(error: OSError) -> bool:
    """Whether the disk, a quota or a limit of the process is full."""
    return error.errno in _NO_ROOM
