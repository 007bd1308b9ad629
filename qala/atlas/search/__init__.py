"""Search by name: names from releases and pages, one index of them, and answers to what is typed.

The walk: `names` (what can be found) -> `generation` (an immutable index on disk) -> `searching`
(what is typed, folded and ranked) -> `api` and `views`. Below `api` and `views` nothing needs
Django, so `qala build` makes the index too.
"""
