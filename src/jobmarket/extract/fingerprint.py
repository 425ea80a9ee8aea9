"""A small fingerprint of a text, by which the same ad is recognised again.  Keeps no words.

MinHash (Broder 1997, "On the resemblance and containment of documents") over overlapping runs of words,
stored with eight bits a hash (b-bit minwise hashing, Li & König 2010), then how many runs the text has
(so that containment can be told from resemblance: boards cut ads short), then hashes of the addresses to
which the ad sends its readers (an employer's ads share them even where no name is read).
"""

from __future__ import annotations

import hashlib
import re
import zlib

import numpy as np

from jobmarket.extract.employers import listed

HASHES = 96
COUNT = 4
ADDRESSES = 3
ADDRESS = 4
SIZE = HASHES + COUNT + ADDRESSES * ADDRESS
"""Bytes of a fingerprint: ``HASHES`` of one byte, the count of runs (little-endian), the addresses."""

RUN = 2
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PRIME = np.uint64((1 << 31) - 1)
# Fixed numbers, so that a fingerprint made anywhere, at any time, can be compared with any other.
_GENERATOR = np.random.Generator(np.random.PCG64(20130801))
_FACTORS = _GENERATOR.integers(1, int(_PRIME), size=HASHES, dtype=np.uint64)
_OFFSETS = _GENERATOR.integers(0, int(_PRIME), size=HASHES, dtype=np.uint64)

_HOST = re.compile(
    r"(?:https?://|www\.|@)((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12})(?![a-z0-9-])", re.IGNORECASE
)
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu"})
_KEY = b"jobmarket address 1"


def _tokens(text: str) -> list[bytes]:
    words = _WORD.findall(text.casefold())
    if _WIDE.search(text):
        # Chinese, Japanese and Korean write without spaces: there each sign is a word.
        words = [part for word in words for part in (word if _WIDE.search(word) else (word,))]
    return [word.encode("utf-8", "replace") for word in words]


def _domain(host: str) -> str | None:
    """The registered domain of a host; None for hosts that lead to a board, not to an employer."""
    labels = host.casefold().split(".")
    kept = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else 2
    labels = labels[-kept:]
    return None if labels[0] in listed("hosts") else ".".join(labels)


def _addresses(text: str) -> bytes:
    """The first ``ADDRESSES`` domains an ad names in links and mail addresses, hashed; zeros for none."""
    domains = (_domain(match.group(1)) for match in _HOST.finditer(text))
    first = list(dict.fromkeys(domain for domain in domains if domain))[:ADDRESSES]
    hashed = (hashlib.blake2b(name.encode(), digest_size=ADDRESS, key=_KEY).digest() for name in first)
    return b"".join(hashed).ljust(ADDRESSES * ADDRESS, b"\0")


def fingerprint(text: str) -> bytes:
    """``SIZE`` bytes for a text; empty bytes where it has not even one run of words.

    Upper and lower case, punctuation and line breaks make no difference.
    """
    tokens = _tokens(text)
    if len(tokens) < RUN:
        return b""
    codes = np.fromiter(map(zlib.crc32, tokens), dtype=np.uint64, count=len(tokens))
    runs = (codes[:-1] * np.uint64(31) + codes[1:] * np.uint64(17)) % _PRIME
    runs = np.unique(runs)
    # Row by row keeps the largest temporary at HASHES numbers a block, whatever the text's length.
    smallest = np.full(HASHES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for block in np.array_split(runs, max(1, len(runs) // 2048)):
        mixed = (block[:, None] * _FACTORS[None, :] + _OFFSETS[None, :]) % _PRIME
        np.minimum(smallest, mixed.min(axis=0), out=smallest)
    hashes = (smallest & np.uint64(0xFF)).astype(np.uint8).tobytes()
    return hashes + len(runs).to_bytes(COUNT, "little") + _addresses(text)


def resemblance(one: bytes, other: bytes) -> float:
    """The estimated share (0 to 1) of runs of words that two fingerprinted texts have in common.

    Standard error about ``sqrt(s(1-s)/96)``: 4 points at 0.8.
    """
    if len(one) != SIZE or len(other) != SIZE:
        return 0.0
    equal = float(np.mean(np.frombuffer(one[:HASHES], np.uint8) == np.frombuffer(other[:HASHES], np.uint8)))
    return max(0.0, (equal - 1 / 256) / (1 - 1 / 256))
