"""Reads who advertises: never a person's name or handle, never a guess.

Names come from the source's field or from a community post's header line.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from jobmarket.catalog import shelf
from jobmarket.extract.employers.keys import BRACKETS, CHINESE_CITY, CJK, fold, known_employer, listed

_LONGEST_NAME = 80
_NO_NAME = re.compile(r"(?:^|\s)start-?up$|^\d+ points? by |hacker ?news|^job\s", re.I)
_LONGEST_HEADER = 400

_POSTED = re.compile(r"\d{1,4} points? by \S", re.I)
"""What a site writes above a post, copied with it."""
_RATING = re.compile(r"[ \t]{0,20}[\r\n]{1,4}[ \t]{0,20}\d(?:[.,]\d)?[ ★]{0,3}$")
_LOGO = re.compile(r"^(?:logo(?: of| de| von)?|company logo)[:\s]+|\s+(?:employer |company )?logo$", re.I)
_WEB = re.compile(
    r"(?:https?://|www\.)?(?:www\.)?((?:[a-z0-9-]{1,63}\.){1,3}"
    r"(?:com|io|ai|co|org|net|dev|app|de|fr|uk|eu|cn|vn|in|tech|xyz|health|me|us|so|ca|nl|ch|at|es|it|se|cloud|gov|edu|team))"
    r"(?![a-z0-9])(?:/[^\s|]{0,300})?",
    re.I,
)
_EMAIL_OR_HANDLE = re.compile(r"[\w.+-]{1,64}\s?(?:@|\[at\]|\(at\))\s?[\w-]{1,63}\.|(?:^|\s)@\w|^u/\w", re.I)


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
    if not name or _EMAIL_OR_HANDLE.search(name) or len(name) > 160:
        return None
    if name.casefold() in listed("nobody") or not re.search(r"\w", name):
        return None
    web = _WEB.fullmatch(name)
    if web and re.match(r"https?://|www\.", name, re.I):
        return _domain_label(web.group(1))
    return name


def _domain_label(domain: str) -> str | None:
    labels = [
        label
        for label in domain.casefold().split(".")[:-1]
        if label not in {"www", "co", "com", "jobs", "careers"}
    ]
    if not labels or any(label in listed("hosts") for label in labels) or len(labels[-1]) < 2:
        return None
    return labels[-1]


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
_HIRING_TAIL = re.compile(
    r"\s+(?:(?:is|are|we're|we are)\s+(?:currently\s+|now\s+|still\s+|actively\s+|also\s+)?(?:hiring|looking|seeking|recruiting|searching|growing|expanding)"
    r"|(?:is|are)\s+(?:an?|the|building|developing|creating|making|on a)(?=\s)"
    r"|(?:hiring|seeks|seeking|wants|needs|recruiting)(?=\s|$|[!:,])|@ ).{0,400}$",
    re.I,
)
_ROLE_AT = re.compile(r"^.{2,80}?(?:\s@\s?|\s(?:at|with|for|chez|bei)\s)(?=[A-Z0-9])(.{2,60})$")


def _header_name(text: str, header: str) -> str | None:
    # A role offered "at Acme": only where the words before it are a role.
    first = next((part for part in _HEADER_CUT.split(header) if part and part.strip()), "")
    unbracketed = BRACKETS.sub(" ", first)
    if (_is_role(unbracketed) and not _HIRING_TAIL.search(first)) or _is_place(fold(unbracketed).strip()):
        if at := _ROLE_AT.match(first):
            return _plausible(at.group(1), piped="|" in header)
        second = next(iter([part for part in _BAR.split(header) if part.strip()][1:2]), "")
        # The role or the place came first: what follows is the employer where it is an address or stands in the ad again.
        name = _plausible(second, piped=True) if "|" in header else None
        return name if name and (_WEB.match(second.strip()) or text.count(name) > 1) else None
    if found := _plausible(first, piped="|" in header):
        return found
    # "acme - Data Engineer", "Rejoignez-nous chez Acme !": a name where the ad says it again.
    if (small := _SMALL_NAME.match(header)) and _is_role(small[2]) and text.count(small[1]) > 1:
        return None if fold(small[1]).strip() in listed("nobody") else small[1]
    at = _CHEZ.search(header)
    return _plausible(at[1], piped=True) if at and text.count(at[1].strip()) > 1 else None


_SMALL_NAME = re.compile(r"([a-z][a-z0-9.]{3,15})\s[-–—]\s(.{5,60})")
_CHEZ = re.compile(r"\bchez ((?:[A-ZÉ][\w&'’.-]{1,20}(?: |(?=\W))){1,4})")


def _plausible(part: str, *, piped: bool) -> str | None:
    name = (
        re.split(r"\s*(?:https?://|\(?www\.)", part)[0]
        if not re.match(r"\(?(?:https?://|www\.)", part, re.I)
        else part
    )
    name = _HIRING_TAIL.sub("", name)
    if piped and re.search(r"\w{3} / \w{3}", name):
        name = name.split(" / ", 1)[0]  # the firm and its product
    name = re.sub(r"\s*[(\[{][^()\[\]{}]{0,80}[)\]}]?\s*$", "", name) or name
    name = re.sub(r"\s*[(\[{].{0,80}$", "", name).strip(" -–—|,;:*#!\"'“”[]()<>=/\\_.\u200b")
    if (
        not name
        or _EMAIL_OR_HANDLE.search(part)
        or len(name) > _LONGEST_NAME
        or not re.search(r"[^\W\d]|\d[^\W\d]", name)
    ):
        return None
    web = _WEB.fullmatch(name)
    if web:
        return (
            _domain_label(web.group(1))
            if re.match(r"https?://|www\.|.*/", name, re.I)
            else (name if _domain_label(web.group(1)) else None)
        )
    words = name.split()
    folded = fold(name).strip()
    if folded in listed("nobody") or _is_place(folded) or _is_role(name) or _NO_NAME.search(name):
        return None
    if words[0].casefold() in listed("sentence_starts") and not _article_of_name(words, piped=piped):
        return None
    if len(words) > (7 if piped else 5):
        return None
    if not piped:
        # Without bars only a capitalised run at the very start is a name; a sentence is not.
        if not (name[0].isupper() or name[0].isdigit() or re.match(r"[a-z]+[A-Z]", name)):
            return None
        small = [
            w
            for w in words[1:]
            if w[0].islower() and w not in {"of", "and", "the", "by", "for", "de", "&", "et", "und"}
        ]
        if small:
            return None
    return name


def _article_of_name(words: list[str], *, piped: bool) -> bool:
    """ "The Tidal Gym |" and "The Tidal Rowing Club is…": an article that belongs to the name."""
    return words[0] == "The" and (piped or (len(words) > 3 and all(word[0].isupper() for word in words)))


@cache
def _not_name_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    declared = shelf("employer_names")
    role = "|".join(declared["role_words"])
    zh = "|".join(declared["role_words_zh"])
    return re.compile(rf"(?<![A-Za-z0-9])(?:{role})(?![A-Za-z0-9])", re.I), re.compile(zh)


def _is_role(name: str) -> bool:
    latin, chinese = _not_name_patterns()
    return bool(latin.search(name) or chinese.search(name))


def _is_place(folded: str) -> bool:
    parts = [part.strip() for part in re.split(r"[,/&+()]| or | and ", folded) if part.strip()]
    return bool(parts) and all(part in listed("places") for part in parts)


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
    if not 2 <= len(name) <= 30 or not re.search(r"[^\W\d]", name) or _EMAIL_OR_HANDLE.search(name):
        return None
    if _is_role(name) or fold(name) in listed("nobody") or _is_place(fold(name)) or _WEB.fullmatch(name):
        return None
    if known_employer(name) is not None:
        return name
    # Longer runs of Chinese without a company word are sentences or mottos more often than names.
    return name if len(name) <= 8 or _COMPANY_WORD.search(name) or re.search("[A-Za-z]", name) else None
