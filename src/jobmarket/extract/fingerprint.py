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
from numpy.typing import NDArray

from jobmarket.extract import sparing
from jobmarket.extract.employers import listed

HASHES = 96
COUNT = 4
ADDRESSES = 3
ADDRESS = 4
SIZE = HASHES + COUNT + ADDRESSES * ADDRESS
"""Bytes of a fingerprint: ``HASHES`` of one byte, the count of runs (little-endian), the addresses."""

RUN = 2
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_LETTERS = bytes(code if chr(code).isalnum() and code < 0x80 else 0x20 for code in range(0x100))
_STRANGE = re.compile(r"[^\x00-\x7f]")
_LONG = 20_000
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BITS = np.uint64(31)
_PRIME = np.uint64((1 << 31) - 1)
# Fixed numbers, so that a fingerprint made anywhere, at any time, can be compared with any other.
_GENERATOR = np.random.Generator(np.random.PCG64(20130801))
_FACTORS = _GENERATOR.integers(1, int(_PRIME), size=HASHES, dtype=np.uint64)
_OFFSETS = _GENERATOR.integers(0, int(_PRIME), size=HASHES, dtype=np.uint64)

_HOST = sparing.compile(
    r"(?:https?://|www\.|@)((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12})(?![a-z0-9-])", re.IGNORECASE
)
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu"})
_KEY = b"jobmarket address 1"


def _tokens(text: str) -> list[bytes]:
    folded = text.casefold()
    for sign in set(_STRANGE.findall(folded[:_LONG])):
        if not sign.isalnum():
            folded = folded.replace(sign, " ")
    if folded.isascii():  # as most ads are, but for dashes and quotation marks: bytes are split much faster
        return folded.encode().translate(_LETTERS).split()
    words = _WORD.findall(folded)
    if _WIDE.search(text):
        # Chinese, Japanese and Korean write without spaces: there each sign is a word.
        words = [part for word in words for part in (word if _WIDE.search(word) else (word,))]
    return "\n".join(words).encode("utf-8", "replace").split(b"\n") if words else []


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
    runs.sort()
    distinct = 1 + int(np.count_nonzero(runs[1:] != runs[:-1]))
    smallest = np.full(HASHES, _PRIME, dtype=np.uint32)
    # In blocks, so that what is worked on stays small, whatever the text's length.
    for start in range(0, len(runs), _BLOCK):
        np.minimum(smallest, _remainders(runs[start : start + _BLOCK]).min(axis=1), out=smallest)
    hashes = ((smallest - 1) & 0xFF).astype(np.uint8).tobytes()
    return hashes + distinct.to_bytes(COUNT, "little") + _addresses(text)


_BLOCK = 512


def _remainders(runs: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """One more than the remainder of each run's number mixed in each of ``HASHES`` ways, by the prime.

    Two to the 31st leaves one, so the bits above may be added to those below: many times faster than to divide.
    What is mixed is never zero, as one is added before, so twice leaves one to the prime.
    """
    mixed = np.multiply.outer(_FACTORS, runs)
    mixed += (_OFFSETS + np.uint64(1))[:, None]
    high = mixed >> _BITS
    mixed &= _PRIME
    mixed += high
    halves = mixed.astype(np.uint32)
    high_bit = halves >> np.uint32(31)
    halves &= np.uint32(_PRIME)
    halves += high_bit
    return halves


def resemblance(one: bytes, other: bytes) -> float:
    """The estimated share (0 to 1) of runs of words that two fingerprinted texts have in common.

    Standard error about ``sqrt(s(1-s)/96)``: 4 points at 0.8.
    """
    if len(one) != SIZE or len(other) != SIZE:
        return 0.0
    equal = float(np.mean(np.frombuffer(one[:HASHES], np.uint8) == np.frombuffer(other[:HASHES], np.uint8)))
    return max(0.0, (equal - 1 / 256) / (1 - 1 / 256))
