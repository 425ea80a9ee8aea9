"""Fingerprints: the same words give the same bytes, other words others, and likeness is estimated well."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from jobmarket.extract.fingerprint import RUN, SIZE, fingerprint, resemblance

WORDS = [f"word{number}" for number in range(400)]


def test_case_punctuation_and_line_breaks_make_no_difference() -> None:
    assert fingerprint("We hire, in Berlin: engineers!") == fingerprint("we HIRE in berlin\nengineers")


def test_a_text_of_two_words_has_no_fingerprint() -> None:
    assert fingerprint("two words") == b""
    assert resemblance(b"", b"") == 0.0


def test_chinese_is_told_apart_sign_by_sign() -> None:
    one, other = fingerprint("我们正在招聘算法工程师"), fingerprint("我们正在招聘前端工程师")
    assert len(one) == SIZE
    assert 0.2 < resemblance(one, other) < 0.95


def test_resemblance_estimates_the_share_of_common_runs() -> None:
    chance = random.Random(1)
    words = [chance.choice(WORDS) for _ in range(600)]
    changed = words[:480] + [chance.choice(WORDS) for _ in range(120)]

    def runs(tokens: list[str]) -> set[tuple[str, ...]]:
        return {tuple(tokens[i : i + RUN]) for i in range(len(tokens) - RUN + 1)}

    true = len(runs(words) & runs(changed)) / len(runs(words) | runs(changed))
    estimate = resemblance(fingerprint(" ".join(words)), fingerprint(" ".join(changed)))
    assert abs(estimate - true) < 0.15  # three standard errors at 64 hashes


@given(st.text())
def test_any_text_gives_a_whole_fingerprint_or_none_and_always_the_same(text: str) -> None:
    made = fingerprint(text)
    assert len(made) in (0, SIZE)
    assert made == fingerprint(text)
