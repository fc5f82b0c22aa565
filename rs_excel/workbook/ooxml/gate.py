"""What is refused before any parser sees a file that came from outside.

Comes in: the bytes of a file, the directory of its zip, the text of its parts. Goes
out: nothing; a file that is no workbook, is damaged or could harm the machine raises
``WorkbookError`` with what it is and what to do. The limits leave room for real
workbooks, the largest of which seen hold 70 MB of parts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from rs_excel.errors import WorkbookError, problem

MOST_MEMBERS = 10_000
LARGEST_PART = 256 << 20  # bytes, unpacked
LARGEST_TOTAL = 512 << 20  # bytes, unpacked
HIGHEST_RATIO = 200  # unpacked to packed …
RATIO_FROM = 1 << 20  # … of parts larger than this

_ZIP, OLE2 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # a stream's name in a container
_OTHER_KINDS = (
    (b"%PDF", "it is a PDF"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"{\\rtf", "it is a rich-text document"),
    (b"MZ", "it is a program"),
    (b"PK\x05\x06", "it is an empty zip archive"),
    (b"Rar!", "it is a RAR archive"),
    (b"7z\xbc\xaf", "it is a 7z archive"),
    (b"\x1f\x8b", "it is a gzip archive"),
)
_XML_NAMES = (".xml", ".vml", ".rels")
# Encodings in which every character of markup stands for itself, byte by byte.
_PLAIN_ENCODING = re.compile(
    r"utf-?8|us-ascii|ascii|iso-8859-\d+|windows-125\d|utf-?16(le|be)?", re.IGNORECASE
)
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")


def refuse(code: str, where: str, **fields: object) -> WorkbookError:
    """The error of one catalogue entry, ready to be raised."""
    return WorkbookError(problem(code, where, **fields))


def require_zip(data: bytes, name: str) -> None:
    """Refuses what is not a zip by its first bytes, saying what it is instead."""
    if data.startswith(_ZIP):
        return
    if not data.strip(b"\0 \t\r\n"):
        raise refuse("BOOK-002", name)
    if data.startswith(OLE2):
        raise refuse(_code_of_old_container(data), name)
    for magic, detail in _OTHER_KINDS:
        if data.startswith(magic):
            raise refuse("BOOK-001", name, detail=detail)
    raise refuse(
        _code_of_text(data), name, detail="its first bytes are of no known kind"
    )


def _code_of_old_container(data: bytes) -> str:
    """An encrypted .xlsx and a legacy .xls share the container; stream names tell."""
    if ENCRYPTED in data:
        return "BOOK-003"
    return "BOOK-004"


def _code_of_text(data: bytes) -> str:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body")):
        return "BOOK-005"
    if head.startswith(b"<?xml"):
        return "BOOK-006"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "BOOK-007"
    return (
        "BOOK-001" if b"\0" in data[:2048] or not _is_text(data[:2048]) else "BOOK-007"
    )


def _is_text(head: bytes) -> bool:
    """Almost nothing but printable characters, in UTF-8 or an old single-byte one."""
    odd = sum(byte < 32 and byte not in b"\t\r\n\f" for byte in head)
    try:
        head.decode("utf-8", errors="strict")
    except UnicodeDecodeError as error:
        # A character cut in two by the end of the sample is no sign of anything.
        if error.start < len(head) - 4:
            odd += sum(byte > 126 for byte in head) // 4
    return odd * 50 < len(head)


def examine_directory(infos: Sequence[ZipInfo], name: str) -> None:
    """Refuses names and sizes that no honest workbook has, before unpacking."""
    if len(infos) > MOST_MEMBERS:
        raise refuse("BOOK-020", name, count=len(infos), limit=MOST_MEMBERS)
    seen: set[str] = set()
    total = 0
    for info in infos:
        _examine_name(info, name, seen)
        _examine_size(info, name)
        total += info.file_size
    if total > LARGEST_TOTAL:
        raise refuse("BOOK-022", name, size=total >> 20, limit=LARGEST_TOTAL >> 20)


def _examine_name(info: ZipInfo, name: str, seen: set[str]) -> None:
    part = info.orig_filename
    folded = part.casefold()  # part names differing in case only name the same part
    if folded in seen:
        raise refuse("BOOK-024", name, part=part)
    seen.add(folded)
    leaves = part.startswith("/") or ".." in part.split("/")
    if leaves or "\\" in part or ":" in part or "\0" in part:
        raise refuse("BOOK-025", name, part=part.replace("\0", "?"))


def _examine_size(info: ZipInfo, name: str) -> None:
    if info.flag_bits & 0x1:
        raise refuse("BOOK-003", name)
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise refuse("BOOK-029", name, part=info.filename)
    if info.file_size > LARGEST_PART:
        size, limit = info.file_size >> 20, LARGEST_PART >> 20
        raise refuse("BOOK-021", name, part=info.filename, size=size, limit=limit)
    packed = max(info.compress_size, 1)
    if info.file_size > RATIO_FROM and info.file_size > HIGHEST_RATIO * packed:
        ratio = info.file_size // packed
        raise refuse("BOOK-023", name, part=info.filename, ratio=ratio)


def refuse_locked(parts: Mapping[str, bytes | None], name: str) -> None:
    """Refuses an OpenDocument file with a password: its parts are no XML any more."""
    if b"manifest:encryption-data" in (parts.get("META-INF/manifest.xml") or b""):
        raise refuse("BOOK-003", name)


def examine_markup(part: str, data: bytes, name: str) -> None:
    """Refuses document types and entities in any XML part, whoever reads it."""
    if not part.lower().endswith(_XML_NAMES) and not data.startswith(b"<?xml"):
        return
    text = _as_plain_bytes(part, data, name)
    begins = text.find(b"!")  # rarer than "<", and so found many times faster
    # Entities can be declared nowhere else.
    if begins > 0 and text.find(b"<!DOCTYPE", begins - 1) >= 0:
        raise refuse("BOOK-027", name, part=part)


def reads_as_utf_8(data: bytes) -> bool:
    """Whether a part is in UTF-8, as every program writes it and fast readers want."""
    declared = _declared_encoding(data).lower()
    return not _is_wide(data) and declared in ("utf-8", "utf8", "us-ascii", "ascii")


def _as_plain_bytes(part: str, data: bytes, name: str) -> bytes:
    """The part in an encoding where ``<!DOCTYPE`` is those nine bytes."""
    if not _is_wide(data):
        unlikely = data[:1] not in (b"<", b"\xef", b" ", b"\t", b"\r", b"\n", b"")
        if unlikely or not _PLAIN_ENCODING.fullmatch(_declared_encoding(data)):
            raise refuse("BOOK-030", name, part=part)
        return data
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    by_place = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    try:
        text = data.decode("utf-16" if marked else by_place)
    except UnicodeDecodeError as error:
        raise refuse("BOOK-030", name, part=part) from error
    if "\0" in text:  # four bytes a letter
        raise refuse("BOOK-030", name, part=part)
    return text.encode()


def _is_wide(data: bytes) -> bool:
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]


def _declared_encoding(data: bytes) -> str:
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf")[:200])
    return declared[1].decode("ascii", "replace") if declared else "utf-8"
