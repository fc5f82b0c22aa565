"""The packing of VBA source ([MS-OVBA] 2.4.1): runs that came before are pointed at.

Comes in: bytes of a module or of the project's directory. Goes out: the container that
Office reads: chunks of 4096 bytes, each packed by itself, or as it stands where packing
makes it no smaller. The same bytes always give the same container.
"""

from __future__ import annotations

from collections.abc import Iterator

_CHUNK = 4096
_SHORTEST_RUN = 3
_TOKENS_PER_FLAG = 8
_PACKED, _AS_IT_STANDS = 0xB000, 0x3000  # signature 0b011, and whether it is packed


def compressed(data: bytes) -> bytes:
    """The container of ``data``; an empty one is its signature byte alone."""
    starts = range(0, len(data), _CHUNK)
    return b"\x01" + b"".join(_chunk(data[at : at + _CHUNK]) for at in starts)


def _chunk(raw: bytes) -> bytes:
    body, kind = _packed(raw), _PACKED
    if len(body) > _CHUNK:
        body, kind = raw.ljust(_CHUNK, b"\0"), _AS_IT_STANDS
    # The size counts the two bytes of the header and is stored less three.
    return (kind | len(body) - 1).to_bytes(2, "little") + body


def _packed(raw: bytes) -> bytes:
    """Groups of eight tokens, each led by a byte that tells runs from letters."""
    packed = bytearray()
    tokens = list(_tokens(raw))
    for at in range(0, len(tokens), _TOKENS_PER_FLAG):
        group = tokens[at : at + _TOKENS_PER_FLAG]
        flags = sum(1 << place for place, token in enumerate(group) if len(token) > 1)
        packed.append(flags)
        packed += b"".join(group)
    return bytes(packed)


def _tokens(raw: bytes) -> Iterator[bytes]:
    """One byte as it is, or two that say how far back a run stood and how long."""
    seen: dict[bytes, list[int]] = {}
    at = 0
    while at < len(raw):
        # The further in, the more of the sixteen bits say how far back.
        distance_bits = max(4, (at - 1).bit_length())
        longest = (0xFFFF >> distance_bits) + _SHORTEST_RUN
        distance, length = _best_run(raw, at, seen, longest)
        if length < _SHORTEST_RUN:
            yield raw[at : at + 1]
            length = 1
        else:
            behind = (distance - 1) << (16 - distance_bits)
            yield (behind | length - _SHORTEST_RUN).to_bytes(2, "little")
        for passed in range(at, at + length):
            seen.setdefault(raw[passed : passed + _SHORTEST_RUN], []).append(passed)
        at += length


def _best_run(
    raw: bytes, at: int, seen: dict[bytes, list[int]], longest: int
) -> tuple[int, int]:
    """How far back the longest earlier run stands that repeats here, and its length."""
    longest = min(longest, len(raw) - at)
    best = (0, 0)
    for start in reversed(seen.get(raw[at : at + _SHORTEST_RUN], ())):
        length = 0
        while length < longest and raw[start + length] == raw[at + length]:
            length += 1
        if length > best[1]:
            best = (at - start, length)
        if length == longest:
            break
    return best
