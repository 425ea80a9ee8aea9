"""HTML becomes what a person reads; plain text stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import at_most

from jobmarket.extract.text import encodable, plain


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("<p>Use <b>Py</b>Torch.</p><p>JAX is fine.</p>", "Use PyTorch.\n\nJAX is fine."),
        ("<div>PyTorch</div><div>JAX</div>", "PyTorch\nJAX"),
        ("<p>We need</p><ul>\n <li>Keras</li>\n <li>SQL</li>\n</ul>", "We need\n\nKeras\nSQL"),
        (
            "Acme | Remote | ML<p>We use Keras &amp; SQL.<p>It&#x27;s fun",
            "Acme | Remote | ML\n\nWe use Keras & SQL.\n\nIt's fun",
        ),
        ("one<br>two<br/><br>three", "one\ntwo\n\nthree"),
        ("&lt;p&gt;R&amp;amp;D in &lt;em&gt;Keras&lt;/em&gt;&lt;/p&gt;", "R&D in Keras"),
        ("a<script>var keras = 1;</script><style>p{}</style><b>b</b>", "ab"),
        ("<table><tr><td>Pay</td><td>90k</td></tr></table>", "Pay 90k"),
        ("Tom &amp; Jerry&nbsp;GmbH", "Tom & Jerry\u00a0GmbH"),
        ("<p>soft\u00adware\u200b</p>", "software"),
        ("<p>one\nsentence wrapped\nby its source</p>", "one sentence wrapped by its source"),
        ("<pre>kept\nlines</pre>", "kept\nlines"),
        ("# Title\n\n- first\n- second\n\n<b>bold</b> end\n", "# Title\n\n- first\n- second\n\nbold end"),
        ("<div>" * 600 + "deep<br>text", "deep\ntext"),
        ("<!-- hidden --><p>seen</p>", "seen"),
        ("<html><head><title>Jobs</title></head><body>Ad</body></html>", "Ad"),
        ('<a href="https://example.org/keras">apply</a>', "apply"),
    ],
)
def test_html_is_read(source: str, read: str) -> None:
    assert plain(source) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Acme | Remote\n\n  We use  Keras, R&D and AT&T <3; a < b > c",
        "['Python', 'Keras']\n\t* item",
        "# 招聘\n\n- 熟悉PyTorch\n- **加分**",
        "write to <firstname>@ the company; x <- 3",
        "5 < 6 & 7 > 3",
    ],
)
def test_plain_text_is_returned_unchanged(text: str) -> None:
    assert plain(text) is text


@given(st.text())
def test_any_string_is_read_and_twice_the_same(text: str) -> None:
    assert plain(text) == plain(text)


@given(st.text(alphabet="<>/&;ampbdivlth =\"'#x\n\ud800", max_size=60))
def test_any_tangle_of_tags_is_read(text: str) -> None:
    assert isinstance(plain(text), str)


@given(st.text(alphabet=st.characters(exclude_characters="<&")))
def test_text_without_markup_is_unchanged(text: str) -> None:
    assert plain(text) == text


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd", "Lo"]), min_size=1))
def test_words_between_tags_survive(word: str) -> None:
    assert plain(f"<div><p>{word}</p><ul><li>{word}</li></ul></div>").split() == [word, word]


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 60_000,
        "<div>" * 30_000 + "</div>" * 30_000,
        "<p " * 60_000,
        "&lt;p " * 40_000,
        "<" * 200_000,
        "&" * 200_000,
        "<a " + "b " * 100_000 + ">",
        "<p>" + " " * 200_000,
        "\n" * 200_000 + "<p>",
        "<b><p>" * 30_000,
    ],
)
def test_hostile_markup_is_read_at_once(text: str) -> None:
    with at_most(1):
        plain(text)


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    assert encodable("a\ud800b") == "a?b"
    assert encodable("plain ü 中") == "plain ü 中"
    assert plain("a\ud800b") == "a?b"
