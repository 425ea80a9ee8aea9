"""Tells which frameworks of an ad are acceptable in each other's place; finds no frameworks itself.

Frameworks that stand in one enumeration are alternatives where the ad says so: an "or" (in five
languages) between them, "one of" or "either" before, "or similar" after, or one framework asked for
with several as examples ("a deep learning framework such as A, B").  A bare slash ("PyTorch/JAX") is
read as "or" too: each side does the same work; not so between a framework and what is built on it
("TF/Keras", "JAX/Flax"), which name one stack.  An "and" or a comma alone asks for both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from jobmarket.extract.mentions.vocabulary import fold
from jobmarket.records import Mention

_STACKS = frozenset(
    frozenset(pair)
    for pair in (
        ("tensorflow", "keras"),
        ("pytorch", "pytorch-lightning"),
        ("pytorch", "fastai"),
        ("pytorch", "hugging-face"),
        ("pytorch", "torch"),
        ("jax", "flax"),
    )
)
_WIDEST_GAP = 40
_OR = r"(?:or|and/or|oder|bzw\.?|ou|hoặc|hay|或|或者|或是|/|\||vs\.?)"
_GLUE = re.compile(
    r"[\s,;、，/|&+()\[\]{}\"'`*•·:.\-–—0-9x®™]*"
    r"(?:[a-z][a-z0-9.+#]{1,14}(?: [a-z][a-z0-9.+#]{1,10})?[,/、] ?){0,2}"
    r"(?:(?:and|or|und|oder|bzw|et|ou|và|hoặc|hay|和|与|及|以及|或|或者|或是|等|vs|even|preferably|ideally"
    r"|experience with|similar|its|the|even better)"
    r"[\s,;、，/|&+()\[\]{}\"'`*•·:.\-–—0-9x]*){0,3}"
)
_BETWEEN = re.compile(rf"(?<![a-z]){_OR}(?![a-z])")
_OR_ANOTHER = re.compile(r"(?:,? (?:or|oder|ou|hoặc) | ?或)[A-Z][A-Za-z0-9.+#-]{1,20}")
_ONE_BEFORE = re.compile(
    r"(?:\b(?:either|any|one|at least one|one or more|some|min(?:imum|\.) (?:one|1)) of\b|\beither\b"
    r"|\beine[smnr]? (?:der|oder mehrere[nr]?)\b|\bmindestens eine[smnr]?\b|entweder|\bau moins une?\b"
    r"|\bl'un(?:e)? (?:des|de)\b|\bun ou plusieurs\b|ít nhất một|một trong|至少一[种个款门]|至少[^。；\n]{0,6}[一1][种个]|任[一意]"
    r"|一种或多种|之一)[^.;。；\n]{0,70}$"
)
_EXAMPLE_BEFORE = re.compile(
    r"\b(?:a|an|one|any|either|eine[mnrs]?|ein|une?|một)\b(?: [\w./+'-]+){0,5}? "
    r"(?:framework|library|toolkit|platform|bibliothek|bibliothèque|thư viện|tool)\b"
    r"[\s,(:–-]*(?:such as|like|e\.?g\.?|for example|for instance|including|wie|z\. ?b\.|comme|tel(?:le)?s? que"
    r"|par exemple|như|ví dụ|i\.?e\.?)?[\s,:(]*$"
)
_SIMILAR_AFTER = re.compile(
    r"[\s,;/()\d.+-]*(?:and/or|or|oder|bzw\.?|ou|hoặc|或|或者)[\s(]*(?:an? |any |some |the |other |eine?[mnrs]? |une? |các )*"
    r"(?:similar|equivalent|other|comparable|related|alternative|alike|like|such|ähnlich|vergleichbar|andere"
    r"|équivalent|similaire|autre|tương đương|tương tự|khác|类似|其他|其它|同类|same)"
    r"|[^.;。；\n]{0,30}(?:之一|中的?(?:一种|至少一|任意?一)|至少一[种个]|任[一意]一?[种个])"
)


def with_alternatives(text: str, frameworks: Sequence[Mention]) -> list[bool]:
    """For each of ``frameworks`` (ordered by start), whether the ad accepts another in its place.

    ``text`` is what their offsets count in.
    """
    folded = fold(text)
    flags = [False] * len(frameworks)
    for chain in _enumerations(folded, frameworks):
        names = frozenset(frameworks[at].term for at in chain)
        if len(names) > 1 and _accepts(text, folded, [frameworks[at] for at in chain], names in _STACKS):
            for at in chain:
                flags[at] = True
    return flags


def _enumerations(folded: str, frameworks: Sequence[Mention]) -> list[list[int]]:
    """Indexes of the frameworks that stand in one enumeration, for each enumeration."""
    chains: list[list[int]] = []
    end = -1
    for at, mention in enumerate(frameworks):
        gap = folded[end : mention.start] if chains else ""
        if chains and (mention.start <= end or (len(gap) <= _WIDEST_GAP and _GLUE.fullmatch(gap))):
            chains[-1].append(at)
        else:
            chains.append([at])
        end = max(end, mention.end)
    return chains


def _accepts(text: str, folded: str, chain: Sequence[Mention], is_stack: bool) -> bool:
    """Whether the ad offers the frameworks of one enumeration as a choice."""
    start, end = chain[0].start, max(mention.end for mention in chain)
    before = folded[max(0, start - 120) : start]
    return (
        _says_or(folded, chain, is_stack)
        or _ONE_BEFORE.search(before) is not None
        or _EXAMPLE_BEFORE.search(before) is not None
        or _SIMILAR_AFTER.match(folded, end, end + 80) is not None
        or _OR_ANOTHER.match(text, end) is not None
    )


def _says_or(folded: str, chain: Sequence[Mention], is_stack: bool) -> bool:
    """Whether an "or" stands between two of the chain; a slash is one, but within a stack."""
    for left, right in pairwise(chain):
        for found in _BETWEEN.finditer(folded[left.end : right.start]):
            if not is_stack or found[0] not in ("/", "|"):
                return True
    return False
