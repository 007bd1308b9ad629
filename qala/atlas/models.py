"""What the map keeps in the database."""

from django.db import models


class RequestCount(models.Model):
    """How often one visitor asked in one minute; shared by all processes, kept for minutes.

    `visitor` is a keyed digest of the address: the address itself is not kept. `minute` counts
    from 1970.
    """

    visitor = models.CharField(max_length=64)
    minute = models.PositiveBigIntegerField(db_index=True)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("visitor", "minute"), name="one_count_a_minute"),
        )

    def __str__(self) -> str:
        return f"{self.count} in minute {self.minute}"
