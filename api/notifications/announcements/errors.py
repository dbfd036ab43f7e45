"""What can be wrong with an announcement."""

from __future__ import annotations

from api.errors import Problem
from api.field_messages import Sentence


class UnknownAnnouncement(Problem):
    """A draft, or one of another office at the desk, answers like one that does not exist."""

    status, code = 404, "unknown_announcement"
    vi = "Không tìm thấy thông báo này. Có thể cơ quan đã gỡ, hoặc địa chỉ chưa đúng."
    en = "This notice was not found. The office may have removed it, or the address is not right."


class RoleMayNotAnnounce(Problem):
    status, code = 403, "wrong_role"
    vi = "Chỉ lãnh đạo và quản trị của cơ quan được soạn và đăng thông báo."
    en = "Only the leader and the administrator of an office write and publish notices."


class AnnouncementChanged(Problem):
    status, code = 409, "changed_meanwhile"
    vi = "Thông báo này vừa được người khác sửa. Xin xem bản mới rồi sửa tiếp; chữ ông/bà gõ vẫn còn ở đây."
    en = "Somebody else has just changed this notice. Look at the new one and go on; what you typed is still here."


class AnnouncementOver(Problem):
    status, code = 409, "announcement_over"
    vi = "Thông báo đã gỡ hoặc đã hết ngày thì không đăng được nữa. Xin soạn thông báo mới."
    en = "A notice that was withdrawn or whose last day is over cannot be published. Please write a new one."


ENDS_BEFORE_IT_BEGINS = Sentence(
    "ends_before_it_begins",
    vi="Ngày cuối phải từ ngày đầu trở đi.",
    en="The last day must not be before the first.",
)
OVER_ALREADY = Sentence("over_already", vi="Ngày cuối đã qua.", en="The last day is over already.")
TOO_LONG_A_TIME = Sentence(
    "too_long_a_time",
    vi="Một thông báo hiện nhiều nhất 366 ngày.",
    en="A notice is shown for 366 days at most.",
)
NOT_YOUR_AREA = Sentence(
    "not_your_area",
    vi="Cơ quan chỉ đăng thông báo cho địa bàn của mình.",
    en="An office publishes notices for its own area only.",
)
NO_SUCH_AREA = Sentence("no_such_area", vi="Không có nơi nào mang mã này.", en="No place has this code.")
WORDS_NEEDED = Sentence(
    "words_needed",
    vi="Xin viết vài chữ; tên thì trên một dòng.",
    en="Please write some words; a title on one line.",
)
