"""The secret key: generated once, private, kept."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from qala.core.errors import BadInput
from qala.settings.secret import FILE, secret_key


def test_the_key_is_generated_once_and_readable_by_its_user_only(tmp_path):
    folder = tmp_path / "data"
    key = secret_key(folder)
    assert len(key) >= 50
    assert secret_key(folder) == key
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == [FILE]


def test_processes_that_start_together_share_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _number: secret_key(tmp_path), range(32)))
    assert len(keys) == 1


@pytest.mark.parametrize("content", [b"oops\n", b"", b"\xff\xfe"])
def test_a_damaged_key_is_refused(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(BadInput, match="delete the file"):
        secret_key(tmp_path)
