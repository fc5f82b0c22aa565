"""A compound file holds what was put in, for readers that know nothing of us."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import olefile
import pytest

from rs_excel.addin.compound_file import Folder, Stream, compound_file

SIZES = (0, 1, 63, 64, 65, 511, 512, 4095, 4096, 4097, 70_000)


def filled(size: int) -> bytes:
    return bytes(number % 251 for number in range(size))


def test_streams_of_every_size_come_back() -> None:
    streams = [Stream(name=f"s{size}", data=filled(size)) for size in SIZES]
    with olefile.OleFileIO(compound_file(streams)) as read:
        found = {name: read.openstream(name).read() for name in found_names(read)}
        assert read.parsing_issues == []
    assert found == {f"s{size}": filled(size) for size in SIZES}


@pytest.mark.parametrize("count", range(1, 20))
def test_every_name_is_found_by_the_tree(count: int) -> None:
    streams = [Stream(name=f"Module{n}", data=b"x") for n in range(count)]
    file = compound_file([Folder(name="VBA", members=streams)])
    with olefile.OleFileIO(BytesIO(file)) as read:
        assert {name[1] for name in read.listdir()} == {s.name for s in streams}
        tree = list(paths(read, read.direntries[1].sid_child))
    # The laws of a red-black tree: no red under red, and as much black on every way.
    assert all("rr" not in path for path in tree)
    assert len({path.count("b") for path in tree}) == 1


def test_more_than_the_header_can_list_is_refused() -> None:
    with pytest.raises(ValueError, match="too much"):
        compound_file([Stream(name="large", data=bytes(8 << 20))])


def found_names(read: olefile.OleFileIO) -> list[str]:
    return ["/".join(name) for name in read.listdir()]


def paths(read: olefile.OleFileIO, number: int) -> Iterator[str]:
    """The colours from the top of a tree to each of its ends."""
    if number == olefile.NOSTREAM:
        yield ""
        return
    entry = read.direntries[number] or read._load_direntry(number)
    colour = "b" if entry.color else "r"
    for side in (entry.sid_left, entry.sid_right):
        yield from (colour + rest for rest in paths(read, side))
