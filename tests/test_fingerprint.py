"""Fingerprints: the same words give the same bytes, other words others, and likeness is estimated well."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from pace import at_most

from jobmarket.extract.fingerprint import COUNT, HASHES, RUN, SIZE, fingerprint, resemblance

WORDS = [f"word{number}" for number in range(400)]


def runs(tokens: list[str]) -> set[tuple[str, ...]]:
    return {tuple(tokens[i : i + RUN]) for i in range(len(tokens) - RUN + 1)}


def test_case_punctuation_and_line_breaks_make_no_difference() -> None:
    assert fingerprint("We hire, in Berlin: engineers!") == fingerprint("we HIRE in berlin\nengineers")


def test_a_text_of_one_word_has_no_fingerprint() -> None:
    assert fingerprint("one") == b""
    assert resemblance(b"", b"") == 0.0


def test_chinese_is_told_apart_sign_by_sign() -> None:
    one, other = fingerprint("我们正在招聘算法工程师"), fingerprint("我们正在招聘前端工程师")
    assert len(one) == SIZE
    assert 0.2 < resemblance(one, other) < 0.95


def test_resemblance_estimates_the_share_of_common_runs() -> None:
    chance = random.Random(1)
    words = [chance.choice(WORDS) for _ in range(600)]
    changed = words[:480] + [chance.choice(WORDS) for _ in range(120)]
    true = len(runs(words) & runs(changed)) / len(runs(words) | runs(changed))
    estimate = resemblance(fingerprint(" ".join(words)), fingerprint(" ".join(changed)))
    assert abs(estimate - true) < 0.15  # three standard errors at 96 hashes


def test_the_runs_of_a_text_are_counted() -> None:
    words = [random.Random(2).choice(WORDS) for _ in range(300)]
    counted = int.from_bytes(fingerprint(" ".join(words))[HASHES : HASHES + COUNT], "little")
    assert counted == len(runs(words))


def addresses(text: str) -> bytes:
    return fingerprint(text)[HASHES + COUNT :]


def test_a_link_and_a_mail_address_of_one_employer_are_one_address() -> None:
    linked = addresses("Come aboard: https://www.heron-ports.example/jobs?x=1")
    mailed = addresses("Write a few lines to crew@mail.heron-ports.example today")
    assert linked == mailed != bytes(len(linked))


def test_a_board_is_nobodys_address() -> None:
    assert not any(addresses("Apply at https://jobs.lever.co/heron and https://github.com/heron"))


def test_an_address_is_kept_as_a_hash() -> None:
    assert b"heron" not in fingerprint("Apply at https://heron.example/jobs now")


@given(st.text())
def test_any_text_gives_a_whole_fingerprint_or_none_and_always_the_same(text: str) -> None:
    made = fingerprint(text)
    assert len(made) in (0, SIZE)
    assert made == fingerprint(text)


def test_hostile_texts_take_no_long_time() -> None:
    with at_most(2):
        for text in ("@" * 200_000, "www." * 50_000, "https://" + "a." * 100_000, "a-" * 100_000):
            fingerprint(text)
