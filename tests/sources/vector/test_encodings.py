"""Cyrillic text in the encodings of the region, stated, unstated and wrongly stated."""

import zipfile
from pathlib import Path

import pytest

from qala.sources.vector.encoding import garbled, guess
from tests.sources.vector.support import read, refusal, values, write_points, write_text

NAMES = ["Алматы", "Көшенің атауы", "ул. Курмангазы", "Медеуский район"]
RUSSIAN = ["Алматы", "проспект Достык", "ул. Курмангазы", "Медеуский район"]


def shapefile(folder: Path, encoding: str, *, names: list[str], stated: bool) -> Path:
    path = write_points(folder / "a.shp", "ESRI Shapefile", names=names, encoding=encoding)
    if not stated:
        path.with_suffix(".cpg").unlink(missing_ok=True)
        table = bytearray(path.with_suffix(".dbf").read_bytes())
        table[29] = 0
        path.with_suffix(".dbf").write_bytes(table)
    return path


@pytest.mark.parametrize(
    ("encoding", "names"), [("cp1251", RUSSIAN), ("cp866", RUSSIAN), ("utf-8", NAMES)]
)
@pytest.mark.parametrize("stated", [True, False])
def test_cyrillic_attributes_of_a_shapefile(
    tmp_path: Path, encoding: str, names: list[str], stated: bool
) -> None:
    path = shapefile(tmp_path, encoding, names=names, stated=stated)
    option = {} if stated else {"encoding": encoding}
    assert values(read(path, **option), "name") == names
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for each in tmp_path.glob("a.*"):
            if each.suffix != ".zip":
                archive.write(each, f"слои/{each.name}")
    assert values(read(tmp_path / "a.zip", **option), "name") == names


@pytest.mark.parametrize("encoding", ["cp1251", "cp866"])
def test_an_unstated_encoding_of_a_shapefile_is_proposed(tmp_path: Path, encoding: str) -> None:
    path = shapefile(tmp_path, encoding, names=RUSSIAN, stated=False)
    assert str(refusal(path)) == (
        f'{path}: record 1: the attributes are not in utf-8 - set options.encoding = "{encoding}"'
    )


def test_a_wrongly_stated_encoding_of_a_shapefile(tmp_path: Path) -> None:
    path = shapefile(tmp_path, "cp1251", names=RUSSIAN, stated=True)
    path.with_suffix(".cpg").write_text("UTF-8")
    assert 'the attributes are not in utf-8 - set options.encoding = "cp1251"' in str(refusal(path))
    assert "there is no encoding called `cp9999`" in str(refusal(path, encoding="cp9999"))
    assert "it looks like cp1251" in str(refusal(path, encoding="cp866"))


def test_a_letter_halved_by_the_width_of_its_field_is_no_wrong_encoding(tmp_path: Path) -> None:
    written = "ы" * 60
    path = write_points(tmp_path / "a.shp", "ESRI Shapefile", names=[written] * 4, encoding="utf-8")
    data = path.with_suffix(".dbf").read_bytes()
    width = data[32 + 16]
    field = written.encode().ljust(width)
    assert data.count(field) == 4
    halved = ("y" + written * 4).encode()[:width]
    halved = halved if halved[-1] == 0xD1 else (written * 4).encode()[:width]
    path.with_suffix(".dbf").write_bytes(data.replace(field, halved))
    assert values(read(path), "name")[0] == halved.decode(errors="ignore")


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "koi8-r"])
def test_a_wrong_encoding_of_a_table_names_line_and_remedy(tmp_path: Path, encoding: str) -> None:
    text = "name,lon,lat\nArbat,76.9,43.2\n" + "".join(f"{name},76.9,43.2\n" for name in RUSSIAN)
    path = write_text(tmp_path / "a.csv", text, encoding)
    assert str(refusal(path)) == (
        f'{path}: line 3: the text is not in utf-8 - set options.encoding = "{encoding}"'
    )


def test_a_wrong_byte_far_down_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = b"Arbat,76.9,43.2\n" * 300_000
    path.write_bytes(b"name,lon,lat\n" + rows + "Арбат,76.9,43.2\n".encode("cp1251"))
    assert f"{path}: line 300002: the text is not in utf-8" in str(refusal(path))


@pytest.mark.parametrize(("true", "read_as"), [("utf-8", "cp1251"), ("utf-8", "latin-1")])
def test_garbled_text_of_a_file_is_refused(tmp_path: Path, true: str, read_as: str) -> None:
    text = "name,lon,lat\n" + "".join(f"{name},76.9,43.2\n" for name in RUSSIAN)
    path = write_text(tmp_path / "a.csv", text.encode(true).decode(read_as, "replace"))
    message = str(refusal(path))
    assert "the text is garbled, such as `" in message


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "cp866", "koi8-r"])
def test_the_encoding_is_guessed(encoding: str) -> None:
    assert guess(" ".join(RUSSIAN).encode(encoding)) == encoding


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Almaty",
        "Қазақстан Республикасының Үкіметі",
        "Москва, ул. Ленина №5 «Дом»",
        "Äänekoski Hämeenlinna São Paulo Zürich Łódź Besançon",
        "İstanbul Çankırı Şanlıurfa",
        "МКР. САМАЛ-2",
        "ТОО «Қазақмыс» LLP",
    ],
)
def test_good_text_is_not_garbled(text: str) -> None:
    assert garbled(text) is None


@pytest.mark.parametrize(
    ("true", "wrong"),
    [("utf-8", "latin-1"), ("cp1251", "latin-1"), ("cp1251", "cp866"), ("cp866", "cp1251")],
)
def test_garbled_text_is_known_by_its_looks(true: str, wrong: str) -> None:
    text = " ".join(RUSSIAN).encode(true).decode(wrong, "ignore")
    assert garbled(text) == true
