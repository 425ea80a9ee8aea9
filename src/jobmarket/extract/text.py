"""Turns the HTML of an ad into the text a person reads; plain text comes back untouched.

Never repairs, translates or shortens: words, their order and their line breaks are the ad's.
"""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

_BLOCKS = (
    "p|div|ul|ol|dl|li|dt|dd|h[1-6]|table|thead|tbody|tfoot|tr|section|article|header|footer|main|nav"
    "|aside|blockquote|pre|figure|figcaption|hr|form|fieldset|address|details|summary|center|body"
)
_INLINE = (
    "a|abbr|b|big|br|button|cite|code|col|colgroup|del|em|font|head|html|i|iframe|img|input|ins|label|link"
    "|mark|meta|noscript|option|s|script|select|small|span|strike|strong|style|sub|sup|td|th|time|title|tt"
    "|u|video|wbr|o:p"
)
# Only what follows the first sign ignores case: where that sign stands is then found many times faster.
_TAG = re.compile(rf"</?(?i:{_BLOCKS}|{_INLINE})(?:\s[^<>]{{0,4000}})?/?>")
_ESCAPED_TAG = re.compile(rf"&(?i:(?:amp;)?lt;/?(?:{_BLOCKS}|{_INLINE})(?:\s|/?&(?:amp;)?gt;))")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos|nbsp|[a-zA-Z]{4,8});")
_PARAGRAPH_START = re.compile(r"<(?=/?(?i:p|h[1-6]|ul|ol|table|section|article|blockquote)[\s/>])")
_LINE_START = re.compile(rf"<(?=/?(?i:{_BLOCKS}|br)[\s/>])")
_BREAK_START = re.compile(r"<(?=(?i:br)[\s/>])")
_CELL_START = re.compile(r"<(?=(?i:t[dh])[\s/>])")
_MARKS = re.compile(r"\f[\f ]*")
_NESTING = re.compile(r"<(/?)(?!p\b|li\b|br\b|img\b|hr\b|input\b|meta\b|link\b)[a-zA-Z]")
_DEEPEST = 500
_UNREAD = ("script", "style", "template", "noscript")
_UNREAD_TAG = re.compile(r"<(?i:script|style|template|noscript)[\s>]")
# A zero-width mark is no letter of any word, yet it splits one for every search.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


def encodable(text: str) -> str:
    """``text`` with each lone surrogate as ``?``: same length, and every library can take it."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def plain(text: str) -> str:
    """What a person would read of ``text``.

    HTML, and HTML that was escaped once more on its way (Greenhouse), becomes lines of text: blocks,
    list items and ``<br>`` begin a line, paragraphs and headings stand apart by an empty one, inline
    tags split no word, scripts and styles are gone, entities are decoded.  A text with entities but
    without tags (a short Hacker News comment) has its entities decoded.  Any other text is plain:
    it is returned as it is, so that character offsets hold (half of a surrogate pair becomes ``?``).

    Raises nothing, whatever the string.
    """
    text = encodable(text)
    if "<" not in text and "&" not in text:
        return text
    if not _TAG.search(text):
        if _ESCAPED_TAG.search(text):
            text = html.unescape(text)
            if not _TAG.search(text):
                text = html.unescape(text)
        elif _ENTITY.search(text):
            return html.unescape(text)
        else:
            return text
    return _read(text)


def _read(source: str) -> str:
    """The readable text of an HTML source."""
    # A form feed is white space to a parser, so it may stand anywhere, and no source means one: one
    # marks the edge of a block, two a <br>, three or more in a row make an empty line.
    source = source.replace("\x00", " ").replace("\f", " ").replace("\r\n", "\n").replace("\r", "\n")
    source, tags = _LINE_START.subn("\f<", source)
    # Line breaks of a source are layout, unless hardly anything else breaks its lines (Markdown with
    # a stray tag, text with <b> only) or it says that they count.
    if source.count("\n") <= tags and "<pre" not in source and "<PRE" not in source:
        source = source.replace("\n", " ")
    source = _PARAGRAPH_START.sub("\f\f<", source)
    source = _BREAK_START.sub("\f<", source)
    source = _CELL_START.sub(" <", source)
    if _is_too_deep(source):
        return _tidied(html.unescape(_TAG.sub("", source)))
    parser = LexborHTMLParser(source, options=LexborDocumentOptions.WO_EVENTS)
    if _UNREAD_TAG.search(source):
        parser.strip_tags(list(_UNREAD), recursive=True)
    body = parser.body
    return "" if body is None else _tidied(body.text(deep=True, separator="", strip=False))


def _is_too_deep(source: str) -> bool:
    """Whether tags nest deeper than any page does: a parser's time grows with the square of the depth."""
    if source.count("<") <= _DEEPEST:
        return False
    depth = 0
    for tag in _NESTING.finditer(source):
        depth += -1 if tag[1] else 1
        if depth > _DEEPEST:
            return True
    return False


def _tidied(read: str) -> str:
    """``read`` with its marks as line breaks, without invisible signs, runs of blanks and more than one
    empty line.  Plain replacing is several times faster than patterns here."""
    for sign in _INVISIBLE:
        read = read.replace(sign, "")
    for sign in ("\t", "\v", "\u00a0"):
        read = read.replace(sign, " ")
    while "  " in read:
        read = read.replace("  ", " ")
    read = _MARKS.sub(lambda marks: "\n" if marks[0].count("\f") < 3 else "\n\n", read)
    read = read.replace(" \n", "\n").replace("\n ", "\n")
    while "\n\n\n" in read:
        read = read.replace("\n\n\n", "\n\n")
    return read.strip()
