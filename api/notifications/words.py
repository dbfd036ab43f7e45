"""What messages say, as plain data in both languages.

Words on a lock screen name no person, number or procedure (promise 4): they say that something happened and open the
place where the rest stands.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    vi: tuple[str, str]  # title, body
    en: tuple[str, str]
    urgent: bool = False  # the citizen has to act or can collect something

    def in_language(self, language: str) -> tuple[str, str]:
        return self.en if language == "en" else self.vi


MESSAGES: dict[str, Words] = {
    "submitted": Words(
        ("Hồ sơ đã đến cơ quan", "Cơ quan sẽ xem và trả lời trong tám giờ làm việc."),
        ("Your dossier has arrived", "The office has it and will answer within eight working hours."),
    ),
    "received": Words(
        ("Hồ sơ được tiếp nhận", "Đã có mã hồ sơ và ngày hẹn. Chạm để xem."),
        ("Your dossier was accepted", "It has an official code and a due date. Tap to see them."),
    ),
    "declined": Words(
        ("Hồ sơ không được tiếp nhận", "Chạm để xem lý do và cách làm tiếp."),
        ("Your dossier was not accepted", "Tap to see why and what you can do."),
        urgent=True,
    ),
    "in_process": Words(
        ("Hồ sơ đang được xử lý", "Cơ quan đã bắt đầu giải quyết. Chạm để theo dõi."),
        ("Your dossier is in process", "The office has started to work on it. Tap to follow."),
    ),
    "supplement_requested": Words(
        ("Cần bổ sung giấy tờ", "Đến lượt ông/bà: chạm để xem giấy tờ cần bổ sung."),
        ("Papers are missing", "It is your turn: tap to see which papers to add."),
        urgent=True,
    ),
    "supplement_accepted": Words(
        ("Đã nhận giấy tờ bổ sung", "Hồ sơ được giải quyết tiếp. Chạm để xem ngày hẹn."),
        ("Your papers were accepted", "Work on your dossier goes on. Tap to see the due date."),
    ),
    "payment_requested": Words(
        ("Cần nộp phí, lệ phí", "Đến lượt ông/bà: chạm để xem số tiền và cách nộp."),
        ("A fee has to be paid", "It is your turn: tap to see the amount and how to pay."),
        urgent=True,
    ),
    "payment_confirmed": Words(
        ("Đã xác nhận nộp tiền", "Hồ sơ được giải quyết tiếp. Chạm để xem."),
        ("Your payment was confirmed", "Work on your dossier goes on. Tap to see."),
    ),
    "apology": Words(
        ("Cơ quan xin lỗi vì chậm trả kết quả", "Đã có lý do và ngày hẹn mới. Chạm để xem."),
        ("The office apologises for the delay", "There is a reason and a new date. Tap to see them."),
        urgent=True,
    ),
    "withdrawn": Words(
        ("Hồ sơ đã được rút", "Chạm để xem."),
        ("Your dossier was withdrawn", "Tap to see."),
    ),
    "stopped": Words(
        ("Hồ sơ dừng giải quyết", "Chạm để xem lý do và cách làm tiếp."),
        ("Your dossier was stopped", "Tap to see why and what you can do."),
        urgent=True,
    ),
    "result_ready": Words(
        ("Đã có kết quả", "Mời ông/bà nhận kết quả. Chạm để xem nơi nhận."),
        ("Your result is ready", "You can collect it now. Tap to see where."),
        urgent=True,
    ),
    "returned": Words(
        ("Đã trả kết quả", "Ông/bà thấy được phục vụ thế nào? Xin dành một phút đánh giá."),
        ("Your result was handed over", "How were you treated? Please take a minute to say."),
    ),
    "test": Words(
        ("Thông báo thử", "Máy này nhận được thông báo của Một Cửa."),
        ("Test message", "This device receives messages from Một Cửa."),
    ),
}

# Which event tells the citizen what. Actions that are not here stay inside the office.
KIND_OF_ACTION: dict[str, str] = {
    "submit": "submitted",
    "receive": "received",
    "decline": "declined",
    "start": "in_process",
    "request_supplement": "supplement_requested",
    "accept_supplement": "supplement_accepted",
    "request_payment": "payment_requested",
    "confirm_payment": "payment_confirmed",
    "apologise": "apology",
    "stop": "stopped",
    "resolve": "result_ready",
    "return_result": "returned",
}


def kind_of(action: str, *, withdrawn: bool) -> str | None:
    """The message an event makes, None when the citizen is not told. A withdrawal is told when it takes effect."""
    if action in ("withdraw", "record_withdrawal"):
        return "withdrawn" if withdrawn else None
    return KIND_OF_ACTION.get(action)
