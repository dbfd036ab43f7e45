"""E-mail by SMTP (RFC 5321): one connection for a batch, encrypted where the server can, plain text in UTF-8."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

from api.notifications.channels.letter import Letter, Result

TIMEOUT_SECONDS = 10.0
FOOTERS = {  # English, of an address that was chosen
    (False, True): "Ông/bà đã chọn nhận tin qua thư. Muốn thay đổi, xin vào: {url}",
    (
        False,
        False,
    ): "Nếu ông/bà không yêu cầu mã này, xin bỏ qua thư: không có mã thì không ai dùng được địa chỉ này.",
    (True, True): "You chose to hear this by e-mail. Change that here: {url}",
    (
        True,
        False,
    ): "If you did not ask for this code, please ignore this: without it nobody can use your address.",
}


@dataclass(frozen=True)
class SmtpAddress:
    """smtp://user:password@host:port takes STARTTLS when the server offers it; smtps:// begins encrypted."""

    host: str
    port: int
    user: str | None
    password: str | None
    begins_encrypted: bool

    @property
    def is_here(self) -> bool:
        return self.host in ("localhost", "127.0.0.1", "::1")


def read_smtp_address(url: str) -> SmtpAddress:
    """Raises ValueError for what is no such address."""
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("no smtp:// address")
    encrypted = parts.scheme == "smtps"
    return SmtpAddress(
        host=parts.hostname,
        port=parts.port or (465 if encrypted else 587),
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        begins_encrypted=encrypted,
    )


class EmailBySmtp:
    name = "email"

    def __init__(self, url: str, *, sender: str, settings_url: str, daily_limit: int) -> None:
        self.address = read_smtp_address(url)
        self.sender = sender
        self.settings_url = settings_url
        self.daily_limit = daily_limit

    def send_all(self, letters: Sequence[Letter]) -> list[Result]:
        results: list[Result] = []
        try:
            with self._connect() as server:
                for letter in letters:
                    results.append(self._send(server, letter))
        except (smtplib.SMTPException, OSError) as error:
            results += [_trouble(error)] * (len(letters) - len(results))
        return results

    def _connect(self) -> smtplib.SMTP:
        at = self.address
        context = ssl.create_default_context()
        if at.begins_encrypted:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                at.host, at.port, timeout=TIMEOUT_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(at.host, at.port, timeout=TIMEOUT_SECONDS)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
        if at.user and at.password:
            if not (at.is_here or isinstance(server.sock, ssl.SSLSocket)):
                server.close()
                raise smtplib.SMTPNotSupportedError("no encryption is offered for the password")
            server.login(at.user, at.password)
        return server

    def _send(self, server: smtplib.SMTP, letter: Letter) -> Result:
        """A refused letter is its own fault; a connection that broke is raised, and ends the batch."""
        try:
            server.send_message(self.compose(letter), from_addr=self.sender, to_addrs=[letter.to])
        except smtplib.SMTPServerDisconnected:
            raise
        except smtplib.SMTPException as error:
            return _trouble(error)
        return Result("sent", provider_id=letter.reference, cost_vnd=0)

    def compose(self, letter: Letter) -> EmailMessage:
        """Headers are set one by one: the library refuses line breaks in them. A repeat has the same Message-ID."""
        footer = FOOTERS[letter.language == "en", letter.is_chosen].format(url=self.settings_url)
        message = EmailMessage()
        message["Subject"] = letter.title
        message["From"] = self.sender
        message["To"] = letter.to
        message["Date"] = formatdate()
        message["Message-ID"] = f"<{letter.reference}@{self.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answering machine answers
        message["List-Unsubscribe"] = f"<{self.settings_url}>"
        message["Content-Language"] = letter.language
        message.set_content(f"{letter.body}\n\n{letter.link}\n\n--\n{footer}\n")
        return message


def _trouble(error: Exception) -> Result:
    """Only what the server says for good (5xx) about a letter is for good; a refused sign-in can be mended."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _text in error.recipients.values()]
        return _by_code(max(codes, default=0))
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Result("retry", f"SMTP {error.smtp_code}")
    if isinstance(error, smtplib.SMTPResponseException):
        return _by_code(error.smtp_code)
    return Result("retry", type(error).__name__)


def _by_code(code: int) -> Result:
    return Result("rejected" if 500 <= code < 600 else "retry", f"SMTP {code}")
