"""Reads who advertises: never a person's name or handle, never a guess.

Names come from the source's field, from a community post's header line, or from where an ad introduces its employer.
"""

from __future__ import annotations

import re
from itertools import islice

from jobmarket.extract.employers.introduced import addressed, introduced, proven_item, said_again
from jobmarket.extract.employers.keys import BRACKETS, CHINESE_CITY, CJK, fold, known_employer, listed
from jobmarket.extract.employers.possible import (
    EMAIL_OR_HANDLE,
    HIRING_TAIL,
    STATED,
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
    a name at the head of the first line counts: never a handle, an e-mail address, a place, a role or
    a sentence; of an address alone its domain's own label is taken.  Where the first line names nobody, who
    introduces itself further down counts if the ad proves it.  None when that leaves doubt.
    """
    if employer is not None and (name := _clean_field(employer)):
        return name
    header = _header(text)
    if not header:
        return None
    if CJK.search(header):
        return _chinese_header_name(text, header)
    return _header_name(text, header) or introduced(text)


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
        if re.search(r"\w", bare) and not _POSTED.match(bare) and fold(bare.strip(" ?？")).strip() not in listed("headings"):
            return bare[:_LONGEST_HEADER]
    return ""


_HEADER_CUT = re.compile(r"\s*(?:\||｜|•|·|(?<!:)//|\\\\|;|\s[-–—:]{1,3}\s|,\s|:\s|\s—|—\s|–|\t)\s*")
_BAR = re.compile(r"\s*\|\s*")
_COMMA = re.compile(r",\s")
_ROLE_AT = re.compile(r"^.{2,80}?(?:\s@\s?|\s(?:at|with|for|chez|bei)\s)(?=[A-Z0-9])(.{2,60})$")


def _header_name(text: str, header: str) -> str | None:
    if linked := _LINKED.fullmatch(header):  # "[Acme](https://acme.example)"
        return plausible(linked[1], piped=True)
    header = _BACKED.sub("", header)
    if framed := _FRAMED.match(header):  # "[Acme Foundation] | Engineer"
        return plausible(framed[1], piped=True)
    if "|" not in header and len(slashed := _SLASHES.split(header)) > 2:
        header = " | ".join(slashed)
    items = [part for part in _HEADER_CUT.split(header) if part and part.strip()]
    first = next(iter(items), "")
    unbracketed = _OPEN.sub("", BRACKETS.sub(" ", first))
    if (at := _AT.match(first)) and is_role(at[1]) and (name := plausible(at[2], piped="|" in header)):
        return name  # "Data Engineer @ Acme"
    # A role offered "at Acme": only where the words before it are a role.
    if _no_name_first(first, unbracketed) or (STATED.match(header) and not said_again(text, first.strip())):
        if at := _ROLE_AT.match(first):
            return plausible(at.group(1), piped="|" in header)
        if named := _BEFORE_ROLE.match(header):  # "Acme Senior Engineer - Oslo"
            name = plausible(named[1].strip(), piped=False)
            if name and (known_employer(name) or addressed(text, name)):
                return name
        # The role, the place or the terms came first: what follows is the employer where the ad proves it.
        barred = [_COMMA.split(part)[0] for part in _BAR.split(header) if part.strip()] if "|" in header else items
        return proven_item(text, [item for item in barred[1:6] if not _TERMS.match(item)])
    if _VERBS.match(header):  # a list of tasks: "Concevoir, tester et maintenir …"
        return None
    if found := plausible(_ABOUT_US.sub("", first), piped="|" in header):
        return found
    # "The Guardian | …", "How We Feel | …": a sentence's first word opens a name that the ad says again.
    bare = unbracketed.strip()
    if _CAPITALS.fullmatch(bare) and not is_role(bare):
        again = bare.title() in text if bare.isupper() else said_again(text, bare)
        if again or addressed(text, bare):
            return bare
    # "acme - Data Engineer", "Rejoignez-nous chez Acme !": a name where the ad says it again.
    if (small := _SMALL_NAME.match(header)) and is_role(small[2]) and text.count(small[1]) > 1:
        return None if fold(small[1]).strip() in listed("nobody") else small[1]
    # "In The Kettle (inthekettle.example) | …": a sentence's first word may open a name that an address repeats.
    bare = re.sub(r"\s{0,3}[(\[].{0,80}$", "", first).strip()
    if len(items) > 1 and bare[:1].isupper() and len(bare.split()) < 6 and addressed(header, bare):
        return bare
    at = _CHEZ.search(header)
    return plausible(at[1], piped=True) if at and text.count(at[1].strip()) > 1 else None


_OPEN = re.compile(r"\s*[(\[][^()\[\]]{0,80}$")
_AT = re.compile(r"(.{2,80}?)\s@\s?(?=[A-Z0-9])(.{2,60})$")
_ABOUT_US = re.compile(r"^About (?=[A-Z])")
_CAPITALS = re.compile(r"[A-Z][\w&'’.-]{1,20}(?: (?:of |and |the |for |& )?[A-Z0-9][\w&'’.-]{0,20}){1,5}")
_VERBS = re.compile(r"\W{0,3}[A-ZÀÉÊ][a-zà-ÿ]{1,14}(?:er|ir|re|oir),? (?:et )?[a-zà-ÿ]{2,14}(?:er|ir|re|oir)\b")
_BEFORE_ROLE = re.compile(
    r"(?!(?:Software|Full|Front|Back|Data|Web|Mobile|Machine|Deep|Product|Head|Lead|Staff|Principal|Senior|Junior|iOS|Android)\b)((?:[A-Z][\w&.'’-]{1,24} ){1,3}?)(?=(?:Senior|Sr|Junior|Jr|Lead|Staff|Principal|Head|Software|Full|Front|Back|Data|Web|Mobile|iOS|Android|Machine|Deep|DevOps|Engineer|Developer|Product)\b)"
)
_LINKED = re.compile(r"\[([^\[\]|]{2,40})\]\(https?://[^()\s]{4,200}\)")
_BACKED = re.compile(r"Back(?:ed)? by [^,|]{3,60}, (?=[A-Z])")
_FRAMED = re.compile(r"[\[(]([^\[\]()|]{3,60})[\])]\s?[|–—-]")
_SLASHES = re.compile(r"\s/\s?|(?<=[a-z])/\s")
_TERMS = re.compile(
    r"(?:(?:full|part)[ -]?time|remote|on-?site|hybrid|permanent|contract|various|multiple|several|fulltime|temps plein|cdi|freelance|hacker news)(?![\w.]|'s| inc)",
    re.I,
)


def _no_name_first(first: str, unbracketed: str) -> bool:
    """Whether a header begins with a role, a place or terms of work."""
    return (
        (is_role(unbracketed) and not HIRING_TAIL.search(first) and not WEB.fullmatch(first.strip()))
        or is_place(fold(unbracketed).strip())
        or fold(unbracketed).strip() in listed("nobody")
        or _TERMS.match(first) is not None
    )


_SMALL_NAME = re.compile(r"([a-z][a-z0-9.]{3,15})\s[-–—]\s(.{5,60})")
_CHEZ = re.compile(r"\bchez ((?:[A-ZÉ][\w&'’.-]{1,20}(?: |(?=\W))){1,4})")


_COMPANY_FIELD = re.compile(
    r"(?:公司名称|公司全称|公司名|企业名称|招聘公司|公司|单位)\s*(?:(?:\*\*)?\s*[:：]\s*(?:\*\*)?|\*\*[ \t]*\n)\s*\[?([^\s,，。;；|｜<>(（\[\]]{2,40})"
)
_COMPANY_WORD = re.compile(r"公司|科技|集团|网络|银行|大学|研究院|实验室|智能|软件")
_CHINESE_CUT = re.compile(r"[-－—–|｜/\\,，。:：;；!！、·•~]|\s+(?=[^A-Za-z\s])|(?<=[^\sA-Za-z])\s+|\s{2,}")
_CHINESE_NOISE = re.compile(
    r"(?:校园招聘|校园招|校园(?=$)|社招|春招|秋招|校招|实习|内推|直招|急招|诚招|招聘|招人|招募|诚邀|高薪|急聘|诚聘|热招|长期有效|长期|寻找|大量|持续|远程|全职|兼职|诚聘英才|加入我们|团队|招收|徵才|征才|【?base】?)"
)


_INNER = re.compile(r"[\[【「]([^\]】」]{2,30})[\]】」]")
_SENTENCE = re.compile(r"(?:我们(?!是谁)|感谢|谢谢|本公司|本团队|依托|基于|作为|负责|通过|面向|一起|(?:钉钉|微信)[:：号])")
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
        for inner in _INNER.findall(header)
        for part in list(filter(None, _CHINESE_CUT.split(inner)))[: 2 if CHINESE_CITY.fullmatch(inner[:2]) else 1]
        if part == inner[: len(part)] or known_employer(part) or _COMPANY_WORD.search(part) or text.count(part) > 2
    ]
    bracketed = [part.strip() for part in bracketed]
    first = [part for part in bracketed if _COMPANY_WORD.search(part) or known_employer(part)]
    # "【蓝鲸云】 自研工具——…": what stands in brackets is the name where the ad says it again.
    again = [part for part in bracketed if len(part) > 2 and text.count(part) > 2]
    cut = [part for part in _CHINESE_CUT.split(bare) if part and part.strip()] if re.search(r"\w", bare) else []
    inside = [part for inner in _INNER.findall(header) for part in _CHINESE_CUT.split(inner) if part]
    if _SENTENCE.match(bare):
        cut = []
    parts = cut[:3]
    named = [part for part in parts[:1] if _COMPANY_WORD.search(part) or known_employer(part)]
    # "[苏州 - 腾讯] …", "苏州 双休 腾讯-…": whom everybody knows is named wherever in the header it stands alone.
    known = [part for part in (*inside[:4], *cut[:5]) if known_employer(part.strip())]
    for part in [*first, *named, *again, *known, *parts[:2], *bracketed[:2]]:
        if name := _chinese_candidate(part):
            return name
    at_head = None if _SENTENCE.match(bare) else _named_at_head(bare)
    return at_head or _introduced(text) or _about(text) or _legal_name(text) or _named_below(text)


def _named_below(text: str) -> str | None:
    """A known employer that opens the line below a heading which names only the job: "美团基础研发平台招聘…"."""
    lines = [line for line in text[:1500].splitlines() if re.search(r"\w", line)]
    return _named_at_head(lines[1].lstrip(" *#[【")) if len(lines) > 1 else None


def _named_at_head(header: str) -> str | None:
    """A known employer whose Chinese name opens the header: "腾讯微信视频号前端开发工程师"."""
    words = header.lstrip(" *#[]【】（）()0123456789-/，,")
    known = known_employer(words[:8]) if CJK.match(words) else None
    # The shortest stretch that already names it: what follows are products and teams.
    return next((words[:end] for end in range(2, 9) if known and known_employer(words[:end]) == known), None)


_INTRODUCED = re.compile(
    r"(?:^|[\n。*#>：:])[\s*#>]{0,6}([\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9. ]{1,20}(?:[（(][\u4e00-\u9fff]{2,6}[）)])?(?:有限公司)?)\*{0,2}"
    r"\s?(?:[（(][^（）()\n]{1,40}[）)])?\*{0,2}(?:成立于|创立于|创办于|是位于|是一家|是一支|是全球|是中国|是国内|隶属于)"
)
_NOBODY_YET = re.compile(r"^(?:我们|本|该|公司|团队|这|平台|产品|总部|目前|一家)|(?:公司|团队|部门|产品)$(?<!有限公司)")


_ABOUT = re.compile(r"(?:^|\n)[\s*#>]{0,8}(?:关于|欢迎(?:各位|大家|你|您)?加入)\s{0,2}([^\s我本岗职公产团项工，。,!！*#]{2,16})[\s*#！!]{0,6}(?:\n|$)")
_LEGAL = re.compile(
    r"(?<![客户作资服务前身为与和])((?![在于由与和及曾为])[\u4e00-\u9fff]{2,12}(?:[（(][\u4e00-\u9fff]{2,4}[）)])?[\u4e00-\u9fff]{0,12}?有限(?:责任)?公司)"
)


def _about(text: str) -> str | None:
    """The name in a heading of its own: "关于 Acme"."""
    found = _ABOUT.search(text, 0, 6000)
    return _chinese_candidate(found[1]) if found else None


def _legal_name(text: str) -> str | None:
    """The first registered name at the head of the ad, where it begins a line or a field."""
    for found in islice(_LEGAL.finditer(text, 0, 1500), 3):
        before = text[max(0, found.start() - 1) : found.start()]
        if not before or before in "\n \t:：#*[【(（>|｜/，,。、":
            return _chinese_candidate(found[1])
    return None


def _introduced(text: str) -> str | None:
    """Who introduces itself further down: "…有限公司成立于2015年", "编程猫（Codemao）是中国知名…"."""
    for found in islice(_INTRODUCED.finditer(text, 0, 4000), 5):
        name = found[1].strip()
        if not _NOBODY_YET.search(name) and (named := _chinese_candidate(name)):
            return named
    return None


#: A department or a kind of institute that names no employer by itself.
_UNIT = re.compile(
    r"(?:金融|安全|商业化|国际化?|海外|基础|研发|效能|数据|智能|人工智能|电商|技术|产品|前端|后端|创新|软件)*(?:事业部|事业群|研究院|业务部|技术部|研发部|研发中心|实验室|部门|中心|子公司)"
)

#: What a header has in a name's place: pay, a rank, a kind of product, a seeker's years.
_NO_NAME = re.compile(
    r"^[\d~～\s-]{1,8}[kKwW万]?$|^TOP ?\d+$|^edit\b|^有\S?段|^公司\W|(?:工具软件|系统|方向|外设|大型\S{0,4}集团|毕业生|在读|人才|(?:初创|创业|技术)公司)$", re.IGNORECASE
)
_UNIT_TAIL = re.compile(r"(?:北京|上海|广州|深圳|杭州|南京|成都|武汉|西安)?(?:研发中心|研发团队|技术团队|技术部|技术中心)$")


def _chinese_candidate(part: str) -> str | None:
    name = re.split(r"是|——|成立于|创立于|致力于|开始|正在", _CHINESE_NOISE.split(part.strip())[0])[0].strip(" *#@“”\"'《》「」")
    bare = re.sub(r"^[^\w]+|[^\w)）]+$", "", name)
    if bare != name and (known_employer(bare) or _COMPANY_WORD.search(bare)):
        name = bare  # without emoji; a motto has them too
    name = re.sub(r"^.{0,8}(?:创业|初创)公司(?=(?!招)\w{2})", "", name)
    if together := re.match(r"[和与跟](\w{2,8})一起$", name):
        name = together[1]
    if (unit := _UNIT_TAIL.search(name)) and unit.start() > 1:
        name = name[: unit.start()]
    city = CHINESE_CITY.match(name)
    if city and "公司" not in name:
        rest = name if _UNIT.fullmatch(name[city.end() :]) else name[city.end() :]
        # "深圳南山": what is left of so short a place is a district.
        name = rest if len(rest) > 2 or known_employer(rest) else ""
    name = re.sub(r"(?:公司)?介绍$", "", name)
    if "某" in name or _NO_NAME.search(name) or re.search(r"[a-z]\d{4}", name) or _GREETING.match(name) or _UNIT.fullmatch(name):
        return None  # "杭州某初创公司" keeps its name to itself
    if not 2 <= len(name) <= 30 or not re.search(r"[^\W\d]", name) or EMAIL_OR_HANDLE.search(name):
        return None
    if is_role(name) or fold(name) in listed("nobody") or is_place(fold(name)):
        return None
    if web := WEB.fullmatch(name):
        return name if domain_label(web.group(1)) and not re.match("https?:|www", name) else None
    if known_employer(name) is not None:
        return name
    if re.search(r"(?:事业部|事业群|业务部)$", name):  # a department of somebody unnamed
        return None
    # Longer runs of Chinese without a company word are sentences or mottos more often than names.
    return name if len(name) <= 8 or _COMPANY_WORD.search(name) or re.search("[A-Za-z]", name) else None
