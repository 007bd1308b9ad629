"""What a request says about its visitor and itself: language, address, id."""

import re
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from qala.core.errors import FieldError, InvalidRequest, mark

SAFE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def request_id(sent: str) -> str:
    """The id of a request: the one sent along if it has a safe form, else a new one."""
    return sent if SAFE_ID.fullmatch(sent) else uuid4().hex


def asked_language(lang: str) -> str:
    """The language of the city that was asked for, by default the visitor's own."""
    codes = [code for code, _name in settings.LANGUAGES]
    if lang in codes:
        return lang
    if lang:
        raise InvalidRequest(
            FieldError("lang", mark("Give one of: {languages}."), languages=", ".join(codes))
        )
    return get_language() or settings.LANGUAGE_CODE


def visitor_address(request: HttpRequest) -> str:
    """The visitor's address: the one that the outermost trusted proxy saw."""
    return address_seen(
        request.headers.get("X-Forwarded-For", ""), peer=str(request.META.get("REMOTE_ADDR", ""))
    )


def address_seen(forwarded_for: str, *, peer: str) -> str:
    """The address of who asks, by the header of proxies and the other end of the connection."""
    forwarded = forwarded_for.split(",")
    if settings.TRUSTED_PROXIES and len(forwarded) >= settings.TRUSTED_PROXIES:
        return str(forwarded[-settings.TRUSTED_PROXIES].strip())
    return peer
