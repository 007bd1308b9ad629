"""What the map writes: how often a visitor asks."""

import logging
from time import time

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from qala.atlas.models import RequestCount
from qala.core.errors import TooMany

logger = logging.getLogger(__name__)

SALT = "qala.atlas.requests"
KEEP_MINUTES = 10


def count_request(address: str, *, per_minute: int) -> None:
    """Count a request from `address`; raises TooMany beyond `per_minute` (0: no limit).

    Where the database cannot count, on a full disk for one, the request is let through.
    """
    if not per_minute:
        return
    now = time()
    try:
        count = add_requests(address, minute=int(now // 60), count=1)
    except DatabaseError:
        logger.exception("requests cannot be counted")
        return
    if count > per_minute:
        raise TooMany(retry_after_s=60 - int(now % 60))


def add_requests(address: str, *, minute: int, count: int) -> int:
    """Add to how often the address asked in this minute; gives the sum. May raise DatabaseError."""
    visitor = salted_hmac(SALT, address, algorithm="sha256").hexdigest()
    with transaction.atomic():
        row, fresh = RequestCount.objects.get_or_create(
            visitor=visitor, minute=minute, defaults={"count": count}
        )
        if not fresh:
            RequestCount.objects.filter(pk=row.pk).update(count=F("count") + count)
            row.refresh_from_db(fields=["count"])
    if fresh:
        RequestCount.objects.filter(minute__lt=minute - KEEP_MINUTES).delete()
    return row.count
