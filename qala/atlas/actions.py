"""What the map writes: how often a visitor asks."""

from time import time

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from qala.atlas.models import RequestCount
from qala.core.errors import TooMany

SALT = "qala.atlas.requests"
KEEP_MINUTES = 10


def count_request(address: str, *, per_minute: int) -> None:
    """Count a request from `address`; raises TooMany beyond `per_minute` (0: no limit)."""
    if not per_minute:
        return
    now = time()
    minute = int(now // 60)
    visitor = salted_hmac(SALT, address, algorithm="sha256").hexdigest()
    with transaction.atomic():
        row, fresh = RequestCount.objects.get_or_create(visitor=visitor, minute=minute)
        if not fresh:
            RequestCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
            row.refresh_from_db(fields=["count"])
    if fresh:
        RequestCount.objects.filter(minute__lt=minute - KEEP_MINUTES).delete()
    if row.count > per_minute:
        raise TooMany(retry_after_s=60 - int(now % 60))
