"""What can go wrong when somebody signs in."""

from __future__ import annotations

from api.errors import Problem


class PhoneNotUsable(Problem):
    status, code = 422, "phone_not_usable"
    vi = "Số điện thoại chưa đúng. Xin nhập số di động 10 chữ số, ví dụ 0912 345 678."
    en = "This is no Vietnamese mobile number. Please enter 10 digits, such as 0912 345 678."


class WrongCode(Problem):
    status, code = 401, "wrong_code"
    vi = "Mã chưa đúng. Xin xem lại tin nhắn mới nhất và nhập lại 6 chữ số."
    en = "The code is not right. Please look at the newest message and enter its 6 digits again."
    retryable = True


class UsedCode(Problem):
    status, code = 401, "used_code"
    vi = "Mã này đã được dùng. Xin yêu cầu mã mới."
    en = "This code has been used already. Please ask for a new one."


class ExpiredCode(Problem):
    status, code = 401, "expired_code"
    vi = "Mã đã hết hạn hoặc bị nhập sai quá nhiều lần. Xin yêu cầu mã mới."
    en = "The code has expired or was entered wrongly too often. Please ask for a new one."


class WrongPassword(Problem):
    status, code = 401, "wrong_password"
    vi = "Tên đăng nhập hoặc mật khẩu chưa đúng."
    en = "The user name or the password is not right."
    retryable = True


class SessionEnded(Problem):
    status, code = 401, "session_ended"
    vi = "Phiên đăng nhập đã kết thúc. Xin đăng nhập lại; hồ sơ đang soạn vẫn nằm trong máy."
    en = "You have been signed out. Please sign in again; your drafts are still on this device."


class TokenExpired(Problem):
    status, code = 401, "token_expired"
    vi = "Phiên làm việc cần được nối lại. Ứng dụng sẽ tự làm việc này."
    en = "The access token has expired. Refresh it and send the request again."
    retryable = True


class InvalidToken(Problem):
    status, code = 401, "invalid_token"
    vi = "Thông tin đăng nhập không hợp lệ. Xin đăng nhập lại."
    en = "The sign-in details are not valid. Please sign in again."


class CsrfMissing(Problem):
    status, code = 401, "csrf_failed"
    vi = "Yêu cầu bị chặn để bảo vệ tài khoản. Xin tải lại trang rồi thử lại."
    en = "The request was blocked to protect the account: the X-CSRF-TOKEN header is missing or wrong."


class OtherPerson(Problem):
    """Not renewed by signing in again by itself: somebody has to sign in as the person named."""

    status, code = 401, "other_person"
    vi = "Máy này đang đăng nhập bằng tài khoản khác, nên chưa có gì được gửi. Xin đăng nhập lại bằng tài khoản trước."
    en = "Somebody else is signed in on this device now, so nothing was sent. Please sign in as the person before."
