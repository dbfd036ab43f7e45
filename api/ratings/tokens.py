"""The secret in a rating link: whoever holds it may answer one stage of one dossier once.

It is computed from the invitation's random id with the application's key, so that the database holds
nothing to steal (only the token's SHA-256) and the link can be shown again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid

from api.config import current_settings


def token_of(invitation_id: uuid.UUID) -> str:
    """22 URL-safe characters (128 bits)."""
    digest = hmac.new(current_settings().key("rating-token"), invitation_id.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    """What stands in the database instead of the token."""
    return hashlib.sha256(token.encode()).hexdigest()


def correction_hash_of(token: str) -> str:
    """Leads from a token to its answer while it may be corrected.

    Keyed, and other than `hash_of`, so that the two tables cannot be joined without the application's key.
    """
    key = current_settings().key("rating-correction")
    return hmac.new(key, token.encode(), hashlib.sha256).hexdigest()
