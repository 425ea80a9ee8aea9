"""Reads who advertises where an ad's first line is Chinese; never a slogan, a job, a place or a department.

A name counts where it looks like a firm's, where everybody knows it, or where the ad introduces it.
"""

from __future__ import annotations

import re
from itertools import islice

from jobmarket.extract.employers.keys import CHINESE_CITY, CJK, fold, known_employer, listed
from jobmarket.extract.employers.possible import EMAIL_OR_HANDLE, WEB, domain_label, is_place, is_role

_COMPANY_FIELD = re.compile(
    r"(?:公司名称|公司全称|公司名|企业名称|招聘公司|(?<!有限)公司|单位)\s*(?:(?:\*\*)?\s*[:：]\s*(?:\*\*)?|\*\*[ \t]*\n)\s*\[?([^\s,，。;；|｜<>(（\[\]]{2,40})"
)
_COMPANY_WORD = re.compile(r"公司|科技|集团|网络|银行|大学|研究院|实验室|智能|软件")
_CHINESE_CUT = re.compile(r"(?<![A-Za-z])-|-(?![a-z])|[－—–|｜/\\,，。:：;；!！、·•~]|\s+(?=[^A-Za-z\s])|(?<=[^\sA-Za-z])\s+|\s{2,}")
_CHINESE_NOISE = re.compile(
    r"(?:校园招聘|校园招|校园(?=$)|社招|春招|秋招|校招|实习|内推|直招|急招|诚招|招聘|招人|招募|诚邀|高薪|急聘|诚聘|热招|长期有效|长期|寻找|大量|持续|远程|全职|兼职|诚聘英才|加入我们|团队|招收|徵才|征才|【?base】?)"
)


_INNER = re.compile(r"[\[【「]([^\]】」]{2,30})[\]】」]")
_SENTENCE = re.compile(r"(?:我们(?!是谁)|感谢|谢谢|本公司|本团队|依托|基于|作为|负责|通过|面向|一起|(?:钉钉|微信)[:：号])")
_GREETING = re.compile(r"(?:大家|各位)?(?:你|您)?(?:们)?好")


def chinese_header_name(text: str, header: str) -> str | None:
    """Who advertises, by the ad's first line or where the ad introduces itself."""
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
    return at_head or _introduced(text) or _about(text) or _legal_name(text) or _named_below(text) or _we_are(text)


def _we_are(text: str) -> str | None:
    """The known employer whose team speaks, or the name an ad gives itself in passing: "我们是腾讯的前端团队", "公司名Acme"."""
    for found in islice(_WE_ARE.finditer(text, 0, 1500), 3):
        if known_employer(found[1]):
            return found[1]
    called = _CALLED.search(text, 0, 1500)
    return called[1] if called and fold(called[1]) not in listed("nobody") else None


_WE_ARE = re.compile(r"我们(?:团队)?(?:是|来自|属于|隶属于?)\s?([\u4e00-\u9fff]{2,8}?|[A-Za-z]{3,14})(?=[-—·的（( ,，]|旗下|集团|团队)")
_CALLED = re.compile(r"公司名(?:字|称)?(?:叫|为|是)?\s{0,2}([A-Za-z][A-Za-z0-9.]{1,20})(?![A-Za-z0-9])")


def _named_below(text: str) -> str | None:
    """A known employer that opens the line below a heading which names only the job: "美团基础研发平台招聘…"."""
    lines = [line for line in text[:1500].splitlines() if re.search(r"\w", line) and not line.lstrip().startswith("![")]
    return _named_at_head(lines[1].lstrip(" *#[【")) if len(lines) > 1 else None


def _named_at_head(header: str) -> str | None:
    """A known employer whose Chinese name opens the header: "腾讯微信视频号前端开发工程师"."""
    words = header.lstrip(" *#[]【】（）()0123456789-/，,")
    if (latin := _LATIN_HEAD.match(words)) and fold(latin[0]) not in listed("nobody") and known_employer(latin[0]):
        return latin[0]
    if university := _UNIVERSITY.match(words):
        return university[0]
    known = known_employer(words[:8]) if CJK.match(words) else None
    # The shortest stretch that already names it: what follows are products and teams.
    return next((words[:end] for end in range(2, 9) if known and known_employer(words[:end]) == known), None)


_LATIN_HEAD = re.compile(r"[A-Za-z]{3,14}(?=[\u4e00-\u9fff])")  # "acme前端工程师"
_UNIVERSITY = re.compile(r"(?!我们|本|某|知名|重点|985|211|依托|基于|来自|面向|关于)[\u4e00-\u9fff]{2,6}大学(?![生本专部])")


_INTRODUCED = re.compile(
    r"(?:^|[\n。*#>：:])[\s*#>]{0,6}([\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9. ]{1,20}(?:[（(][\u4e00-\u9fff]{2,6}[）)])?(?:有限公司)?)\*{0,2}"
    r"\s?(?:[（(][^（）()\n]{1,40}[）)])?\*{0,2}(?:成立于|创立于|创办于|是位于|是一家|是一支|是全球|是中国|是国内|隶属于)"
)
_NOBODY_YET = re.compile(r"^(?:我们|本|该|公司|团队|这|平台|产品|总部|目前|一家)|(?:公司|团队|部门|产品)$(?<!有限公司)")


_ABOUT = re.compile(r"(?:^|\n)[\s*#>]{0,8}(?:关于|欢迎(?:各位|大家|你|您)?加入)\s{0,2}([^\s我本岗职公产团项工，。,!！*#]{2,16}(?: Inc\.?| Ltd\.?)?)[\s*#！!]{0,6}(?:\n|$)")
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
    r"^[\d~～\s-]{1,8}[kKwW万]?$|^谁|^(?:中高级|[初中高]级|资深|首席|拒绝|疑问|关键词|初创|创业|个人自荐|找工作)$|^(?:没有|这个|有没有|支持|蹲)|技术栈|链接|附近|不限|学历|经验|详聊|^安全$|紧急|月份|届找|薪|研发与|不同$|的$|平台$|(?:出海|海外)产品$|中台$|[a-z]\d\.$|:[A-Z]|^TOP ?\d+$|^edit\b|^有\S?段|^公司\W|(?:工具软件|系统|方向|相关|外设|大型\S{0,4}集团|毕业生|在读|人才|(?:初创|创业|技术)公司)$", re.IGNORECASE
)
#: A team of somebody everybody knows: "腾讯烤箱部门".
_TEAM_TAIL = re.compile(r"(?<!事业)(?:部门?|团队|生态链)$")
_UNIT_TAIL = re.compile(r"(?:北京|上海|广州|深圳|杭州|南京|成都|武汉|西安)?(?:研发中心|研发团队|技术团队|技术部|技术中心)$")


_FOREIGN = re.compile(r"(?:[美英日德法港台]资)?外企([A-Za-z]{3,14})")  # "美资外企Acme烤箱岗"
_LATIN_PROSE = re.compile(r"[A-Za-z-]+(?: [A-Z][A-Za-z-]*)*(?: [a-z][a-z-]{2,})+")  # "End-to-end oven control"


def _chinese_candidate(part: str) -> str | None:
    name = re.split(r"是|——|成立于|创立于|致力于|开始|正在|[送喊邀等请约]你", _CHINESE_NOISE.split(part.strip())[0])[0].strip(" *#@“”\"'《》「」")
    bare = re.sub(r"^[^\w]+|[^\w)）]+$", "", name)
    if bare != name and (known_employer(bare) or _COMPANY_WORD.search(bare)):
        name = bare  # without emoji; a motto has them too
    name = re.sub(r"^.{0,8}(?:创业|初创)公司(?=(?!招)\w{2})", "", name)
    if together := re.match(r"[和与跟](\w{2,8})一起$", name):
        name = together[1]
    if (unit := _UNIT_TAIL.search(name)) and unit.start() > 1:
        name = name[: unit.start()]
    if (foreign := _FOREIGN.match(name)) and known_employer(foreign[1]):
        return foreign[1]
    if known_employer(name[:-2]) and CHINESE_CITY.fullmatch(name[-2:]):
        name = name[:-2]  # "蚂蚁杭州"
    city = CHINESE_CITY.match(name)
    if city and "公司" not in name and not re.fullmatch("中国[\u4e00-\u9fff]{2}", name):
        rest = name if _UNIT.fullmatch(name[city.end() :]) else name[city.end() :]
        # "深圳南山": what is left of so short a place is a district.
        name = rest if len(rest) > 2 or known_employer(rest) else ""
    name = re.sub(r"(?:公司)?(?:介绍|简介)$", "", name)
    if "某" in name or _NO_NAME.search(name) or re.search(r"[a-z]\d{4}", name) or _GREETING.match(name) or _UNIT.fullmatch(name):
        return None  # "杭州某初创公司" keeps its name to itself
    if not 2 <= len(name) <= 30 or not re.search(r"[^\W\d]", name) or EMAIL_OR_HANDLE.search(name):
        return None
    if is_role(name) or fold(name) in listed("nobody") or is_place(fold(name)):
        return None
    if web := WEB.fullmatch(name):
        return name if domain_label(web.group(1)) and not re.match("https?:|www", name) else None
    if known_employer(name) is not None:
        if not _TEAM_TAIL.search(name):
            return name
        return next((name[:end] for end in range(2, len(name)) if known_employer(name[:end])), name)
    if re.search(r"(?:事业部|事业群|业务部)$", name):  # a department of somebody unnamed
        return None
    if _LATIN_PROSE.fullmatch(name):
        return None
    # Longer runs of Chinese without a company word are sentences or mottos more often than names.
    return name if len(name) <= 8 or _COMPANY_WORD.search(name) or re.search("[A-Za-z]", name) else None
