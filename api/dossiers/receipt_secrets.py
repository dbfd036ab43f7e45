"""The secret in a receipt's QR code: whoever holds the paper may see the dossier's timeline and claim it.

It is computed from the application's key, so the database holds nothing to steal and the receipt can be printed
again; raising `secret_version` makes every older receipt's secret useless.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from api.config import current_settings
from api.dossiers.models import Dossier


def secret_of(dossier: Dossier) -> str:
    """22 URL-safe characters (128 bits)."""
    text = f"{dossier.id}:{dossier.secret_version}"
    digest = hmac.new(current_settings().key("receipt-secret"), text.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def opens(dossier: Dossier, presented: str) -> bool:
    return hmac.compare_digest(secret_of(dossier).encode(), presented.encode())


def tracking_url(dossier: Dossier) -> str:
    """Where the receipt's QR code leads. The secret stands behind '#', which browsers never send to a server."""
    return f"{public_tracking_url(dossier)}#{secret_of(dossier)}"


def public_tracking_url(dossier: Dossier) -> str:
    """The same without the secret."""
    return f"{current_settings().public_url}/theo-doi/{dossier.code or dossier.submission_number}"
