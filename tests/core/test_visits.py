"""Who works for a client that leaves is stopped; who has finished is left alone."""

from qala.core.visits import Visit


def test_what_works_is_stopped_once():
    caller, stopped = Visit(), []
    with caller.stopping(lambda: stopped.append("query")):
        caller.leave()
        caller.leave()
    assert caller.left
    assert stopped == ["query"]


def test_what_begins_after_the_leaving_is_stopped_at_once():
    caller, stopped = Visit(), []
    caller.leave()
    with caller.stopping(lambda: stopped.append("query")):
        assert stopped == ["query"]


def test_what_has_ended_is_not_stopped():
    caller, stopped = Visit(), []
    with caller.stopping(lambda: stopped.append("query")):
        pass
    caller.leave()
    assert stopped == []
