"""The one tree of errors, mapped to HTTP and to exit codes where they are met.

Every error carries what is wrong, where, and how to mend it, in plain words.
"""


def mark(sentence: str) -> str:
    """Mark a sentence for translation where it is written; it is translated where it is shown."""
    return sentence


class FieldError:
    """One wrong input: the parameter or field, and in a marked sentence what to do about it."""

    def __init__(self, field: str, template: str, **params: object) -> None:
        self.field, self.template, self.params = field, template, params


class QalaError(Exception):
    """Root of the tree. `template` is a sentence marked with `mark`; `params` fill its {names}.

    Pages and the JSON API translate the template; `str(error)` is the sentence in English.
    """

    def __init__(self, template: str, **params: object) -> None:
        self.template, self.params = template, params
        super().__init__(template.format(**params) if params else template)


class BadInput(QalaError):
    """A file or folder that cannot be used: says the file, the place in it, and the remedy."""

    def __init__(self, problem: str, *, file: object, where: str = "", remedy: str = "") -> None:
        self.problem, self.file, self.where, self.remedy = problem, str(file), where, remedy
        place = f"{file}: {where}" if where else str(file)
        sentence = f"{place}: {problem}" + (f" - {remedy}" if remedy else "")
        super().__init__("{sentence}", sentence=sentence)


class InvalidRequest(QalaError):
    """A request that cannot be answered as asked (HTTP 400): one entry per wrong parameter."""

    def __init__(self, *errors: FieldError) -> None:
        self.errors = errors
        super().__init__(mark("The request cannot be answered as it is."))


class Forbidden(QalaError):
    """It may not be done from there (HTTP 403)."""


class NotFound(QalaError):
    """There is no such dataset, release, feature or tile (HTTP 404)."""


class Withdrawn(QalaError):
    """It was published and has been withdrawn, with a stated reason (HTTP 410)."""


class Gone(QalaError):
    """It was in an earlier release and is in none since the one that is named (HTTP 410)."""


class TooLarge(QalaError):
    """More was sent or asked for than is allowed (HTTP 413)."""


class TooMany(QalaError):
    """One address asked too often (HTTP 429); `retry_after_s` says when to come again."""

    def __init__(self, *, retry_after_s: int) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(mark("Too many requests: please wait a minute and try again."))


class Busy(QalaError):
    """Too much is being done at once (HTTP 503); `retry_after_s` says when to come again."""

    def __init__(self, template: str, *, retry_after_s: int) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(template)


class TimedOut(QalaError):
    """The answer would take longer than the deadline (HTTP 503)."""


class ClientLeft(QalaError):
    """Who asked has gone, so the work was stopped; nobody reads this answer (HTTP 503)."""

    def __init__(self) -> None:
        super().__init__(mark("The connection was closed before the answer."))


class ShelfDamaged(QalaError):
    """A release on disk does not agree with its manifest, or has an unknown format (HTTP 503)."""


class NotDrawn(QalaError):
    """A map was read but could not be put on its page; the reason is for the log (HTTP 500)."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            mark(
                "The map could not be drawn. The error has been recorded;"
                " the data can still be read and downloaded."
            )
        )

    def __str__(self) -> str:
        return f"{self.template} ({self.reason})"
