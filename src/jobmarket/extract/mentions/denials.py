"""Tells where a technology's name is written without being asked for or used; finds no names itself.

Addresses that contain it, plain denials ("we do not use Keras"), firms of its name ("Keras GmbH") and where
people come from ("a team out of the PyTorch project").
"""

from __future__ import annotations

import re

_REACH = 90
_ADDRESS_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-:/@%?=&#~+")
_DOMAIN = re.compile(
    r"(?:[a-z0-9-]+\.)+(?:com|org|net|io|ai|dev|co|cn|de|fr|vn|in|app|edu|gov|uk|eu|me|tech|jobs|ch|nl|sg|jp|us|ca|cc)"
)
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+(?:com|org|net|dev|co|cn|de|fr|vn|edu|gov|uk|eu|us|jobs)$")
_OPENING = re.compile(r"[\s*#-]{0,8}")
_HEADER_AFTER = re.compile(r"[^|\n,]{0,60}\|")
# What may stand between the denial and the name: other names denied with it.
_NAME = r"[\w.+#-]+(?: [\w.+#-]+)?"
_NAMES = (
    rf"(?:{_NAME}(?:,|、| or| and|/|,? nor| oder| ou| et| hoặc) ?){{0,4}}(?:the |any |old |plain |pure )?"
)
_PAIR = rf"(?:{_NAME}(?: or |/| nor | oder | noch | ou | ni | hoặc )){{0,2}}(?:the |any |old |plain |pure )?"
_DENIED_BEFORE = re.compile(
    r"(?:(?:\b(?:do|does|did|will|are|is|am|we're|they're)(?:n't| not|nt) "
    r"(?:currently |actually |really |even |typically )?"
    r"(?:us(?:e|ing)|touch(?:ing)?|rely(?:ing)? on|work(?:ing)? with|run(?:ning)?)"
    r"|\b(?:won't|never|no longer) (?:us(?:e|es|ing)|touch|rely on|work with|run)"
    r"|\bwe(?:'ve| have) never used"
    r"|\b(?:verwenden|nutzen) kein(?:e|en)?|\bn'utilis(?:e|ons|ez|ent) pas|không (?:dùng|sử dụng)|不使用|不采用)"
    rf"\s?{_NAMES}"
    r"|(?:\b(?:rather than|instead of|as opposed to|and not|but not|but never|without (?:using )?|free of"
    r"|kein(?:e|en|em)?|nicht mit|ohne|statt|anstelle von|pas de|sans|au lieu de|plutôt que|thay vì"
    r"|there(?:'s| is| are) no|neither|weder|ni)"
    r"|(?:[,.;:!|(\n–—-] ?|\b(?:use|uses|using|has|have) )(?:not|no|kein|pas|không)\b(?!\n)|不用|而不是|而非)"
    rf"\s?{_PAIR})$",
    re.ASCII,
)
# Who asks for no experience with it may well use it.
_NOT_ASKED_AFTER = re.compile(
    r"(?: (?:experience|knowledge|background|skills?)(?:\?| yet|(?: is)? (?:required|needed|necessary|expected)\b)"
    r"|\?| (?:required|needed|necessary)\b)"
)
_DENIED_AFTER = re.compile(r",? (?:is|are)(?:n't| not) (?:used|in use|part of (?:our|the))\b")
_EMPHASIS = re.compile(r"[*`\"“”„«»]|(?<!\w)__?|__?(?!\w)|</?[a-z]{1,6}>")
_ONLY_BEFORE = re.compile(r"\b(?:not (?:only|just)|不仅用?|nicht nur|pas seulement)[^.]{0,40}$")
_ORIGIN_BEFORE = re.compile(
    r"(?:\b(?:ex|former|formerly)[ -]"
    r"|\b(?:(?:creators?|co-?creators?|authors?|inventors?|founders?|co-?founders?|founding (?:team|members?)|makers?"
    r"|maintainers?|core (?:developers?|devs|committers?|contributors?)) (?:of|behind|to)"
    r"|(?:came|come|comes|spun|grew) out of|issue?s? (?:du projet|de l'équipe)"
    r"|(?:minds|people|folks|brains|researchers|engineers|team|group|alumni|veterans|those)"
    r" (?:behind|from|out of|who (?:built|created|made|wrote|founded|invented|developed)))"
    r"(?: (?:the|google's|facebook's|meta's|such as|like|projects|including|libraries|frameworks|original))*"
    r"|\b(?:who|founders?|ceo|cto) (?:also )?(?:co-?)?(?:created|founded|invented|authored|wrote)(?: the)?)"
    r"\s?(?:[\w.+#-]+(?:,| and|, and|/| &) ?){0,3}$",
    re.ASCII,
)
_ORIGIN_AFTER = re.compile(
    r"(?:'s)? (?:core )?(?:team|founders?|co-?founders?|creators?|authors?|inventors?|alumni|alums?|mafia)\b|\s?(?:核心贡献者|核心开发者|项目组|创始人)"
)
# Short forms that are words elsewhere ("sas", "se", "ab", "limited") are left out.
_FIRM_AFTER = re.compile(
    r",? (?:gmbh|ag(?! grid)|llc|llp|ltd|inc|corp|corporation|plc|pty|pvt|sarl|s\.a\.?|s\.?a\.s\.|b\.v\.|co\.?,? ?ltd|foundation(?! models?\b))(?![\w-])"
    r"|(?:科技|网络|信息|技术|智能)?(?:股份|有限|集团|公司)"
)
_FIRM_BEFORE = re.compile(r"\bcông ty (?:tnhh |cp |cổ phần )?$")
_OWN_BEFORE = re.compile(r"\b(?:our|your|a|growing|small) $")
_WORK_AFTER = re.compile(
    r" (?:based )?(?:models?|code|pipelines?|experts?|solutions?|applications?|skills|experience)\b"
)


def in_address(folded: str, start: int, end: int) -> bool:
    """Whether the words are part of a web or mail address, a handle or a hashtag of somebody."""
    if folded[start - 1 : start] not in _ADDRESS_SIGNS and folded[end : end + 1] not in _ADDRESS_SIGNS:
        return False
    first, last = start, end
    limit = max(0, start - 200)
    while first > limit and folded[first - 1] in _ADDRESS_SIGNS:
        first -= 1
    limit = min(len(folded), end + 80)
    while last < limit and folded[last] in _ADDRESS_SIGNS:
        last += 1
    before, token = folded[first:start], folded[first:last].rstrip(".-:/")
    if "://" in before or "www." in before or "@" in token or before.startswith("//"):
        return True
    piece_start = before.rfind("/") + 1
    piece = token[piece_start:].split("/", 1)[0].split(":", 1)[0]
    is_longer = len(piece) > end - start
    if is_longer and _DOMAIN.fullmatch(piece):
        return True
    return bool(piece_start) and _HOST.match(before.split("/", 1)[0]) is not None


def is_no_use(folded: str, start: int, end: int) -> bool:
    """Whether the name stands there for anything but a technology that is asked for or used."""
    return is_denied(folded, start, end) or is_origin(folded, start, end) or is_employer(folded, start, end)


def is_employer(folded: str, start: int, end: int) -> bool:
    """Whether the name is a firm's: with its legal form, or opening the ad ("Torch (YC W18) | Remote | …")."""
    if _FIRM_AFTER.match(folded, end, end + 20) or _FIRM_BEFORE.search(folded, max(0, start - 20), start):
        return True
    return (
        _OPENING.fullmatch(folded, 0, start) is not None
        and _HEADER_AFTER.match(folded, end, end + 80) is not None
    )


def is_denied(folded: str, start: int, end: int) -> bool:
    """Whether the ad plainly says that the technology is not used."""
    if _NOT_ASKED_AFTER.match(folded, end, end + 40):
        return False
    if _DENIED_AFTER.match(folded, end, end + 40):
        return True
    before = _EMPHASIS.sub("", folded[max(0, start - _REACH) : start])
    if start <= _REACH:
        before = f"\n{before}"  # an ad begins as a line does
    return _DENIED_BEFORE.search(before) is not None and _ONLY_BEFORE.search(before) is None


def is_origin(folded: str, start: int, end: int) -> bool:
    """Whether the technology tells where people come from, not what they work with."""
    before = folded[max(0, start - _REACH) : start]
    if _ORIGIN_AFTER.match(folded, end, end + 20):
        return _OWN_BEFORE.search(before) is None
    return _ORIGIN_BEFORE.search(before) is not None and not _WORK_AFTER.match(folded, end, end + 30)
