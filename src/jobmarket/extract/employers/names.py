"""Reads who advertises: never a person's name or handle, never a guess.

Names come from the source's field or from a community post's header line.
"""

from __future__ import annotations

import re
from itertools import islice

from jobmarket.extract.employers.keys import BRACKETS, CHINESE_CITY, CJK, fold, known_employer, listed
from jobmarket.extract.employers.possible import (
    EMAIL_OR_HANDLE,
    HIRING_TAIL,
    WEB,
    domain_label,
    is_place,
    is_role,
    plausible,
)

_LONGEST_HEADER = 400

_POSTED = re.compile(r"\d{1,4} points? by \S", re.I)
"""What a site writes above a post, copied with it."""
_RATING = re.compile(r"[ \t]{0,20}[\r\n]{1,4}[ \t]{0,20}\d(?:[.,]\d)?[ ★]{0,3}$")
_LOGO = re.compile(r"^(?:logo(?: of| de| von)?|company logo)[:\s]+|\s+(?:employer |company )?logo$", re.I)


def employer_name(text: str, *, employer: str | None = None) -> str | None:
    """Who advertises: the source's field cleaned, else the first part of a community post's header.

    A field keeps its legal form; a rating line under it ("Acme\\n3.8") and "logo" noise go.  From a post,
    only a name at the head of the first line counts: never a handle, an e-mail address, a place, a role or
    a sentence; of an address alone its domain's own label is taken.  None when that leaves doubt.
    """
    if employer is not None and (name := _clean_field(employer)):
        return name
    header = _header(text)
    if not header:
        return None
    return _chinese_header_name(text, header) if CJK.search(header) else _header_name(text, header)


def _clean_field(field: str) -> str | None:
    if field.strip().casefold() in listed("nobody"):
        return None
    name = _RATING.sub("", field[:500].rstrip())
    name = _LOGO.sub("", " ".join(name.split())).strip(" -–|,;:*#")
    if not name or EMAIL_OR_HANDLE.search(name) or len(name) > 160:
        return None
    if name.casefold() in listed("nobody") or not re.search(r"\w", name):
        return None
    web = WEB.fullmatch(name)
    if web and re.match(r"https?://|www\.", name, re.I):
        return domain_label(web.group(1))
    return name


def _header(text: str) -> str:
    for line in text[:6000].splitlines():
        line = re.sub(r"<[^<>]{0,300}>", " ", line[:2000])
        bare = (
            re.sub(r"!\[[^\]]{0,200}\]\([^)]{0,400}\)", "", line).strip().strip("*#>-_=~ \u3000\t:：").strip()
        )
        if re.search(r"\w", bare) and not _POSTED.match(bare):
            return bare[:_LONGEST_HEADER]
    return ""


_HEADER_CUT = re.compile(r"\s*(?:\||｜|•|·|(?<!:)//|\\\\|;|\s[-–—:]{1,3}\s|,\s|:\s|\s—|—\s|–|\t)\s*")
_BAR = re.compile(r"\s*\|\s*")
_ROLE_AT = re.compile(r"^.{2,80}?(?:\s@\s?|\s(?:at|with|for|chez|bei)\s)(?=[A-Z0-9])(.{2,60})$")


def _header_name(text: str, header: str) -> str | None:
    # A role offered "at Acme": only where the words before it are a role.
    first = next((part for part in _HEADER_CUT.split(header) if part and part.strip()), "")
    unbracketed = BRACKETS.sub(" ", first)
    if (is_role(unbracketed) and not HIRING_TAIL.search(first)) or is_place(fold(unbracketed).strip()):
        if at := _ROLE_AT.match(first):
            return plausible(at.group(1), piped="|" in header)
        second = next(iter([part for part in _BAR.split(header) if part.strip()][1:2]), "")
        # The role or the place came first: what follows is the employer where it is an address or stands in the ad again.
        name = plausible(second, piped=True) if "|" in header else None
        return name if name and (WEB.match(second.strip()) or text.count(name) > 1) else None
    if found := plausible(first, piped="|" in header):
        return found
    # "acme - Data Engineer", "Rejoignez-nous chez Acme !": a name where the ad says it again.
    if (small := _SMALL_NAME.match(header)) and is_role(small[2]) and text.count(small[1]) > 1:
        return None if fold(small[1]).strip() in listed("nobody") else small[1]
    at = _CHEZ.search(header)
    return plausible(at[1], piped=True) if at and text.count(at[1].strip()) > 1 else None


_SMALL_NAME = re.compile(r"([a-z][a-z0-9.]{3,15})\s[-–—]\s(.{5,60})")
_CHEZ = re.compile(r"\bchez ((?:[A-ZÉ][\w&'’.-]{1,20}(?: |(?=\W))){1,4})")


_COMPANY_FIELD = re.compile(
    r"(?:公司名称|公司全称|公司名|企业名称|招聘公司|公司)\s*(?:\*\*)?\s*[:：]\s*(?:\*\*)?\s*([^\s,，。;；|｜<>(（\[]{2,40})"
)
_COMPANY_WORD = re.compile(r"公司|科技|集团|网络|银行|大学|研究院|实验室|智能|软件")
_CHINESE_CUT = re.compile(r"[-－—–|｜/\\,，。:：;；!！、·•~]|\s+(?=[^A-Za-z\s])|(?<=[^\sA-Za-z])\s+|\s{2,}")
_CHINESE_NOISE = re.compile(
    r"(?:社招|校招|实习|内推|直招|急招|诚招|招聘|招人|招募|诚邀|高薪|急聘|诚聘|热招|长期有效|长期|寻找|大量|持续|远程|全职|兼职|诚聘英才|加入我们|团队|【?base】?)"
)


_GREETING = re.compile(r"(?:大家|各位)?(?:你|您)?(?:们)?好")


def _chinese_header_name(text: str, header: str) -> str | None:
    field = _COMPANY_FIELD.search(text[:3000])
    if field and (name := _chinese_candidate(field.group(1).strip("*"))):
        return name
    about = re.match(r"关于\s*([^\s我本岗职公产团项工]{2,20})$", header)
    if about:
        return _chinese_candidate(about.group(1))
    bare = re.sub(r"[\[【(（][^\]】)）]{0,60}[\]】)）]", " ", header).strip()
    bracketed = [
        part
        for inner in re.findall(r"[\[【「]([^\]】」]{2,30})[\]】」]", header)
        for part in _CHINESE_CUT.split(inner)[:1]
    ]
    first = [part for part in bracketed if _COMPANY_WORD.search(part) or known_employer(part)]
    parts = (
        [part for part in _CHINESE_CUT.split(bare) if part and part.strip()][:3]
        if re.search(r"\w", bare)
        else []
    )
    for part in [*first, *parts[:2], *bracketed[:2]]:
        if name := _chinese_candidate(part):
            return name
    return _named_at_head(bare) or _introduced(text)


def _named_at_head(header: str) -> str | None:
    """A known employer whose Chinese name opens the header: "腾讯微信视频号前端开发工程师"."""
    words = header.lstrip(" *#[]【】（）()0123456789-/，,")
    known = known_employer(words[:8]) if CJK.match(words) else None
    # The shortest stretch that already names it: what follows are products and teams.
    return next((words[:end] for end in range(2, 9) if known and known_employer(words[:end]) == known), None)


_INTRODUCED = re.compile(
    r"(?:^|[\n。*#>：:])[\s*#>]{0,6}([\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9. ]{1,20}(?:[（(][\u4e00-\u9fff]{2,6}[）)])?(?:有限公司)?)\*{0,2}"
    r"\s?(?:[（(][^（）()\n]{1,40}[）)])?\*{0,2}(?:成立于|创立于|创办于|是一家|是一支|是全球|是中国|是国内|隶属于)"
)
_NOBODY_YET = re.compile(r"^(?:我们|本|该|公司|团队|这|平台|产品|总部|目前|一家)|(?:公司|团队|部门|产品)$(?<!有限公司)")


def _introduced(text: str) -> str | None:
    """Who introduces itself further down: "…有限公司成立于2015年", "编程猫（Codemao）是中国知名…"."""
    for found in islice(_INTRODUCED.finditer(text, 0, 4000), 5):
        name = found[1].strip()
        if not _NOBODY_YET.search(name) and (named := _chinese_candidate(name)):
            return named
    return None


def _chinese_candidate(part: str) -> str | None:
    name = re.split(r"是|——", _CHINESE_NOISE.split(part.strip())[0])[0].strip(" *#@“”\"'《》「」")
    city = CHINESE_CITY.match(name)
    if city and "公司" not in name:
        rest = name[city.end() :]
        # "深圳南山": what is left of so short a place is a district.
        name = rest if len(rest) > 2 or known_employer(rest) else ""
    if "某" in name or _GREETING.match(name):
        return None  # "杭州某初创公司" keeps its name to itself
    if not 2 <= len(name) <= 30 or not re.search(r"[^\W\d]", name) or EMAIL_OR_HANDLE.search(name):
        return None
    if is_role(name) or fold(name) in listed("nobody") or is_place(fold(name)) or WEB.fullmatch(name):
        return None
    if known_employer(name) is not None:
        return name
    # Longer runs of Chinese without a company word are sentences or mottos more often than names.
    return name if len(name) <= 8 or _COMPANY_WORD.search(name) or re.search("[A-Za-z]", name) else None
