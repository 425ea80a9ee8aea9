"""What can be an employer's name: no role, place, handle, address of a person, or sentence."""

from __future__ import annotations

import re
from functools import cache

from jobmarket.catalog import shelf
from jobmarket.extract.employers.keys import fold, listed
from jobmarket.extract.for_all import FOR_ALL
from jobmarket.extract.places.gazetteer import gazetteer
from jobmarket.extract.places.meanings import BARE

_LONGEST_NAME = 80
_NO_NAME = re.compile(
    r"(?:^|\s)start-?up$|^(?:(?:stealth|seed|ai|early[- ]stage) )?start-?up |^\d+ points? by |hacker ?news|^job\s|\sjobs$|\sdept$|^[€$£]\s?\d|[!?]\s|^en tant que|^undisclosed|^must have",
    re.I,
)
#: What stands before or behind a name and is none of it: "1/2 Acme", "Acme YC W18", "Acme - Kites for all".
_BESIDE = re.compile(r"^\d/\d\s+|\sYC ?[WSXF]\d{2}$|(?<=\w)(?:-\s|\s-(?=\w)|\s[-–—]\s).*$")
_IN_TOWN = re.compile(r"(.{2,40}) in ([A-Z][A-Za-z ]{2,20})$")
_SMALL_RUN = re.compile(r"(?<=[\w.])(?:\s[a-z]{2,12}){3,}$")
WEB = re.compile(
    r"(?:https?://|www\.)?(?:www\.)?((?:[a-z0-9-]{1,63}\.){1,3}"
    r"(?:com|io|ai|co|org|net|dev|app|de|fr|uk|eu|cn|vn|in|tech|xyz|health|me|us|so|ca|nl|ch|at|es|it|se|cloud|gov|edu|team))"
    r"(?![a-z0-9])(?:/[^\s|]{0,300})?",
    re.I,
)
EMAIL_OR_HANDLE = re.compile(r"[\w.+-]{1,64}\s?(?:@|\[at\]|\(at\))\s?[\w-]{1,63}\.|(?:^|\s)@\w|^u/\w", re.I)

_FOR_ALL = re.compile(FOR_ALL, re.I)

#: A town and its state: "Ojai, CA - Acme Corp".
STATED = re.compile(
    r"[A-Z][A-Za-z. ]{2,24}, (?:A[KLRZ]|C[AOT]|DE|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
    r"|California|Colorado|Texas|Florida|Massachusetts|Washington|Oregon|Illinois)(?![\w.&])"
)

HIRING_TAIL = re.compile(
    r"\s+(?:(?:is|are|we're|we are)\s+(?:currently\s+|now\s+|still\s+|actively\s+|also\s+)?(?:hiring|looking|seeking|recruiting|searching|growing|expanding)"
    r"|(?:is|are)\s+(?:an?|the|building|developing|creating|making|on a)(?=\s)"
    r"|(?:hiring|seeks|seeking|wants|needs|recruiting)(?=\s|$|[!:,])|@ ).{0,400}$",
    re.I,
)


def domain_label(domain: str) -> str | None:
    """The label of a domain that names its owner ("jobs.acme.co.uk" gives "acme"); None for boards' and mail hosts."""
    labels = [
        label
        for label in domain.casefold().split(".")[:-1]
        if label not in {"www", "co", "com", "jobs", "careers"}
    ]
    if not labels or any(label in listed("hosts") for label in labels) or len(labels[-1]) < 2:
        return None
    return labels[-1]


def plausible(part: str, *, piped: bool) -> str | None:
    """A stretch cleaned to the name it can be; None for roles, places, addresses, handles and sentences.

    ``piped``: it stood between bars, where a name may have small letters and more words.
    """
    name = (
        re.split(r"\s*(?:https?://|\(?www\.)", part)[0]
        if not re.match(r"\(?(?:https?://|www\.)", part, re.I)
        else part
    )
    name = HIRING_TAIL.sub("", name)
    if piped and re.search(r"\w{3} / \w{3}", name):
        name = name.split(" / ", 1)[0]  # the firm and its product
    name = re.sub(r"\s*[(\[{][^()\[\]{}]{0,80}[)\]}]?\s*$", "", name) or name
    name = re.sub(r"\s*[(\[{].{0,80}$", "", name).strip(" -–—|,;:*#!?\"'“”[]()<>=/\\_.\u200b")
    if (
        not name
        or EMAIL_OR_HANDLE.search(part)
        or _FOR_ALL.search(part)  # a job's name
        or len(name) > _LONGEST_NAME
        or not re.search(r"[^\W\d]|\d[^\W\d]", name)
    ):
        return None
    name = _BESIDE.sub("", _BESIDE.sub("", name)) or name
    name = (_SMALL_RUN.sub("", name) if piped else name) or name  # "Acme back on the hunt |"
    if (seated := _IN_TOWN.match(name)) and is_place(fold(seated[2]).strip()):
        name = seated[1]
    web = WEB.fullmatch(name)
    if web:
        return (
            domain_label(web.group(1))
            if re.match(r"https?://|www\.|.*/", name, re.I)
            else (name if domain_label(web.group(1)) else None)
        )
    words = name.split()
    folded = fold(name).strip()
    if all(part.strip() in listed("nobody") for part in re.split(r"[/&,+]", folded)) or is_place(folded) or is_role(name) or _NO_NAME.search(name):
        return None
    if not piped and is_heading(name):
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
def _heading() -> re.Pattern[str]:
    """Words of which headings are made, with or without spaces: boards lose them."""
    words = "|".join(sorted(map(re.escape, listed("heading_words")), key=len, reverse=True))
    return re.compile(rf"(?:[\d\W_]*(?i:{words})(?:(?![^\W\d_])|(?=[A-ZÀ-Ý])))+[\d\W_]*")


@cache
def _not_name_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    declared = shelf("employer_names")
    role = "|".join(declared["role_words"])
    zh = "|".join(declared["role_words_zh"])
    return re.compile(rf"(?<![A-Za-z0-9])(?:{role})(?![A-Za-z0-9])", re.I), re.compile(zh)


def is_role(name: str) -> bool:
    """Whether words hold one that names a job."""
    latin, chinese = _not_name_patterns()
    return bool(latin.search(name) or chinese.search(name))


def is_heading(line: str) -> bool:
    """Whether a line holds nothing but words of which headings are made ("Duties and Responsibilities")."""
    return len(line) < _LONGEST_NAME and _heading().fullmatch(line) is not None


def is_place(folded: str) -> bool:
    """Whether folded words are nothing but places."""
    parts = [part.strip() for part in re.split(r"[,/&+()]| or | and | (?=usa?$)", folded) if part.strip()]
    levels = ("country", "region") if len(parts) == 1 else ("country", "region", "subdivision", "city")  # a firm may be called as a town is
    names = gazetteer().names
    return bool(parts) and all(
        part in listed("places") or any(m.level in levels and (m.level != "city" or m.people >= BARE) for m in names.get(part, ())) for part in parts
    )
