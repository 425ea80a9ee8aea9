"""A small fingerprint of a text, by which the same ad is recognised again.  Keeps no words.

MinHash (Broder 1997, "On the resemblance and containment of documents") over overlapping runs of three
words, stored with eight bits a hash (b-bit minwise hashing, Li & König 2010): 64 bytes an ad.  The share
of equal bytes, corrected for chance, estimates the share of runs that two texts have in common.
"""

from __future__ import annotations

import re
import zlib

import numpy as np

SIZE = 64
RUN = 3
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PRIME = np.uint64((1 << 31) - 1)
# Fixed numbers, so that a fingerprint made anywhere, at any time, can be compared with any other.
_GENERATOR = np.random.Generator(np.random.PCG64(20130801))
_FACTORS = _GENERATOR.integers(1, int(_PRIME), size=SIZE, dtype=np.uint64)
_OFFSETS = _GENERATOR.integers(0, int(_PRIME), size=SIZE, dtype=np.uint64)


def _tokens(text: str) -> list[bytes]:
    words: list[bytes] = []
    for match in _WORD.finditer(text.casefold()):
        word = match.group()
        # Chinese, Japanese and Korean write without spaces: there each sign is a word.
        words.extend(sign.encode() for sign in word) if _WIDE.search(word) else words.append(
            word.encode("utf-8", "replace")
        )
    return words


def fingerprint(text: str) -> bytes:
    """``SIZE`` bytes for a text; empty bytes where it has no three words.

    Upper and lower case, punctuation and line breaks make no difference.
    """
    tokens = _tokens(text)
    if len(tokens) < RUN:
        return b""
    codes = np.fromiter((zlib.crc32(token) for token in tokens), dtype=np.uint64, count=len(tokens))
    runs = (codes[:-2] * np.uint64(31) + codes[1:-1] * np.uint64(17) + codes[2:]) % _PRIME
    runs = np.unique(runs)
    # Row by row keeps the largest temporary at SIZE numbers a block, whatever the text's length.
    smallest = np.full(SIZE, np.iinfo(np.uint64).max, dtype=np.uint64)
    for block in np.array_split(runs, max(1, len(runs) // 2048)):
        mixed = (block[:, None] * _FACTORS[None, :] + _OFFSETS[None, :]) % _PRIME
        np.minimum(smallest, mixed.min(axis=0), out=smallest)
    return (smallest & np.uint64(0xFF)).astype(np.uint8).tobytes()


def resemblance(one: bytes, other: bytes) -> float:
    """The estimated share (0 to 1) of three-word runs that two fingerprinted texts have in common.

    Standard error about ``sqrt(s(1-s)/64)``: 5 points at 0.8.
    """
    if len(one) != SIZE or len(other) != SIZE:
        return 0.0
    equal = float(np.mean(np.frombuffer(one, np.uint8) == np.frombuffer(other, np.uint8)))
    return max(0.0, (equal - 1 / 256) / (1 - 1 / 256))
