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


class ShortLink(models.Model):
    """A view of the map under a short address; `address` is its path here, with its query."""

    code = models.CharField(max_length=16, unique=True)
    address = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.path

    @property
    def path(self) -> str:
        """The short address, without scheme and host."""
        return f"/s/{self.code}"
