"""Reads who advertises: never a person's name or handle, never a guess.

Names come from the source's field, from a community post's header line, or from where an ad introduces its employer.
"""

from __future__ import annotations

import re

from jobmarket.extract.employers.chinese import chinese_header_name
from jobmarket.extract.employers.introduced import introduced
from jobmarket.extract.employers.keys import BRACKETS, CJK, fold, known_employer, listed
from jobmarket.extract.employers.possible import (
    EMAIL_OR_HANDLE,
    HIRING_TAIL,
    STATED,
    WEB,
    domain_label,
    is_heading,
    is_place,
    is_role,
    plausible,
)
from jobmarket.extract.employers.proofs import addressed, proven_item, said_again

_LONGEST_HEADER = 400

_NUMBER = re.compile(r"^\d{1,2}[.、]\s?")  # "1. 公司简介"
_POSTED = re.compile(r"\d{1,4} points? by \S|(?:hacker ?news|hn) (?:job )?post(?:ing)?$", re.I)
"""What a site writes above a post, copied with it."""
_RATING = re.compile(r"[ \t]{0,20}[\r\n]{1,4}[ \t]{0,20}\d(?:[.,]\d)?[ ★]{0,3}$")
_LOGO = re.compile(r"^(?:logo(?: of| de| von)?|company logo)[:\s]+|\s+(?:employer |company )?logo$", re.I)


def employer_name(text: str, *, employer: str | None = None, seat: str = "") -> str | None:
    """Who advertises: the source's field cleaned, else the first part of a community post's header.

    A field keeps its legal form; a rating line under it ("Acme\\n3.8") and "logo" noise go.  From a post,
    a name at the head of the first line counts: never a handle, an e-mail address, a place, a role or
    a sentence; of an address alone its domain's own label is taken.  Where the first line names nobody, or nothing in the
    ad repeats its name, who introduces itself further down counts.  None when that leaves doubt.  ``seat``: the place
    of the job that opens the ad, which is no employer.
    """
    if employer is not None and (name := _clean_field(employer)):
        return name
    header = _header(text)
    if not header:
        return None
    if CJK.search(header):
        return chinese_header_name(text, header)
    if is_heading(header):
        return introduced(text)
    name = _header_name(text, header, seat)
    if name and ("|" in header or said_again(text, name) or addressed(text, name)):
        return name
    # Boards begin with headings and sentences: who introduces itself is heard before a first line that nothing proves.
    found = introduced(text)
    if name and found and (WEB.search(header) or _is_short_for(found, name)):
        return name
    is_label = name and _LABELLED.match(header) and header.startswith(name) and not known_employer(name)
    further = _further_item(text, header)
    if found and further and _is_short_for(found, further):
        return further
    return found or (None if is_label else name) or further


def _is_short_for(short: str, name: str) -> bool:
    """Whether a name is told again in short: a part of it, or its initials."""
    return fold(short).strip() in fold(name) or short == "".join(word[0] for word in name.split() if word[0].isupper())


def _clean_field(field: str) -> str | None:
    if field.strip().casefold() in listed("nobody") and not known_employer(field):
        return None
    name = _RATING.sub("", field[:500].rstrip())
    name = _LOGO.sub("", " ".join(name.split())).strip(" -–|,;:*#")
    if not name or EMAIL_OR_HANDLE.search(name) or len(name) > 160:
        return None
    if (name.casefold() in listed("nobody") and not known_employer(name)) or not re.search(r"\w", name):
        return None
    web = WEB.fullmatch(name)
    if web and re.match(r"https?://|www\.", name, re.I):
        return domain_label(web.group(1))
    return name


def _header(text: str) -> str:
    rows = text[:6000].splitlines()
    for number, line in enumerate(rows):
        line = re.sub(r"<[^<>]{0,300}>", " ", line[:2000])
        bare = (
            re.sub(r"!\[[^\]]{0,200}\]\([^)]{0,400}\)", "", line).strip().strip("*#>-_=~ \u3000\t:：").strip()
        )
        if re.search(r"\w", bare) and not _POSTED.match(bare) and _NUMBER.sub("", fold(bare)).strip(" ?？") not in listed("headings"):
            is_above = "|" not in bare and (_URL.fullmatch(bare) or line.rstrip()[-1:] in {".", "!", ":"})
            if is_above and any(row.count("|") > 1 and not _URL.match(row.lstrip()) for row in rows[number + 1 : number + 4]):
                continue  # an address or a greeting above the header
            return bare[:_LONGEST_HEADER]
    return ""


_URL = re.compile(r"https?://\S{1,300}")
_HEADER_CUT = re.compile(r"\s*(?:\||｜|׀|▪\ufe0e?|•|·|(?<!:)//|\\\\|;|\s[-–—:]{1,3}\s|,\s|:\s|\s—|—\s|–|\t)\s*")
_BAR = re.compile(r"\s*\|\s*")
_COMMA = re.compile(r",\s")
_ROLE_AT = re.compile(r"^.{2,80}?(?:\s@\s?|\s(?:at|with|for|chez|bei)\s)(?=[A-Z0-9])(.{2,60})$")


def _header_name(text: str, header: str, seat: str) -> str | None:
    if linked := _LINKED.fullmatch(header):  # "[Acme](https://acme.example)"
        return plausible(linked[1], piped=True)
    header = _BACKED.sub("", _NOW_HIRING.sub("", header))
    if (formed := _FORMED.match(header)) and fold(formed[1]) in listed("nobody"):
        return formed[0]  # "Visa, Inc." is no visa
    if said := _WE_ARE.fullmatch(header):
        return plausible(said[1], piped=True)
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
    placed = seat.startswith(_EDGES.sub("", unbracketed)) and not known_employer(unbracketed)
    if placed or _no_name_first(first, unbracketed) or (STATED.match(header) and not said_again(text, first.strip())):
        if at := _ROLE_AT.match(first):
            return plausible(at.group(1), piped="|" in header)
        if named := _BEFORE_ROLE.match(header):  # "Acme Senior Engineer - Oslo"
            name = plausible(named[1].strip(), piped=False)
            if name and (known_employer(name) or addressed(text, name)):
                return name
        return _further_item(text, header) if "|" in header else None
    if _VERBS.match(header) or _TASKS.match(header):  # a list of tasks: "Concevoir, tester et maintenir …"
        return None
    if found := plausible(_ABOUT_US.sub("", first), piped="|" in header):
        return found
    # "The Guardian | …", "How We Feel | …": a sentence's first word opens a name that the ad says again.
    bare = unbracketed.strip()
    if _CAPITALS.fullmatch(bare) and not is_role(bare):
        again = bare.title() in text if bare.isupper() else said_again(text, bare) or _CORPORATE.search(bare)
        if again or addressed(text, bare):
            return bare
    # "acme - Data Engineer", "Rejoignez-nous chez Acme !": a name where the ad says it again.
    if (small := _SMALL_NAME.match(header)) and is_role(small[2]) and text.count(small[1]) > 1:
        return None if fold(small[1]).strip() in listed("nobody") else small[1]
    # "In The Kettle (inthekettle.example) | …": a sentence's first word may open a name that an address repeats.
    # "fourwords (fourwords.example) - Engineers": so may small letters.
    bare = HIRING_TAIL.sub("", re.sub(r"\s{0,3}[(\[].{0,80}$", "", first)).strip()
    if (
        len(items) > 1
        and (bare[:1].isupper() or (bare.isalnum() and not is_role(bare) and fold(bare) not in listed("nobody")))
        and len(bare.split()) < 6
        and addressed(header, bare)
    ):
        return bare
    # "9Kettles in Oslo - http://9kettles.example/": before a place a name that the address repeats.
    if (seated := _SEATED.match(header)) and addressed(header, seated[1]):
        return seated[1]
    at = _CHEZ.search(header)
    return plausible(at[1], piped=True) if at and text.count(at[1].strip()) > 1 else None


def _further_item(text: str, header: str) -> str | None:
    """The employer behind the role, the place or the terms that came first, where the ad proves it."""
    if "|" not in header and len(slashed := _SLASHES.split(header)) > 2:
        header = " | ".join(slashed)
    if "|" not in header and len(header) > _LONGEST_UNBARRED:
        return None
    parts = _BAR.split(header) if "|" in header else _HEADER_CUT.split(header)
    items = [_COMMA.split(part)[0] for part in parts if part.strip()]
    return proven_item(text, [item for item in items[1:6] if not _TERMS.match(item)], times=2 if "|" in header else 3)


_LONGEST_UNBARRED = 160
_LABELLED = re.compile(r"[^:|]{2,60}(?<!https)(?<!http):\s|\d{1,2}[.)]\s")  # "Working location: Oslo", "1. Sourcing"
_EDGES = re.compile(r"^\W+|\W+$")
_OPEN = re.compile(r"\s*[(\[][^()\[\]]{0,80}$")
_AT = re.compile(r"(.{2,80}?)\s@\s?(?=[A-Z0-9])(.{2,60})$")
_ABOUT_US = re.compile(r"^(?:About|ABOUT|Meet|Introducing|Why|Why [Jj]oin|At|Chez|Bei|Über|Tại|Về|VỀ|Life at|Join|Choisir|Welcome to) (?=[A-Z0-9])")
_CAPITALS = re.compile(r"[A-Z][\w&'’.-]{1,20}(?: (?:of |and |the |for |& )?[A-Z0-9][\w&'’.-]{0,20}){1,5}")
_CORPORATE = re.compile(r"^The .*(?:Corporation|Company|Foundation|Group|Institute)$")
_VERBS = re.compile(r"\W{0,3}[A-ZÀÉÊ][a-zà-ÿ]{1,14}(?:er|ir|re|oir),? (?:et )?[a-zà-ÿ]{2,14}(?:er|ir|re|oir)\b")
_TASKS = re.compile(r"\W{0,3}[A-Z][a-z]+, [a-z]+(?:,| and) [a-z]+")
_BEFORE_ROLE = re.compile(
    r"(?!(?:Software|Full|Front|Back|Data|Web|Mobile|Machine|Deep|Product|Head|Lead|Staff|Principal|Senior|Junior|iOS|Android)\b)((?:[A-Z][\w&.'’-]{1,24} ){1,3}?)(?=(?:Senior|Sr|Junior|Jr|Lead|Staff|Principal|Head|Software|Full|Front|Back|Data|Web|Mobile|iOS|Android|Machine|Deep|DevOps|Engineer|Developer|Product)\b)"
)
_LINKED = re.compile(r"\[([^\[\]|]{2,40})\]\(https?://[^()\s]{4,200}\)")
_NOW_HIRING = re.compile(r"^(?:(?:we['’]re |we are |now )?hiring\s?[:!]\s{0,2})(?=\w)", re.I)
_BACKED = re.compile(r"Back(?:ed)? by [^,|]{3,60}, (?=[A-Z])")
_FRAMED = re.compile(r"[\[(]([^\[\]()|]{3,60})[\])]\s?[|–—-]")
_FORMED = re.compile(r"([A-Z][\w&'’.-]{1,20}), (?:Inc|LLC|Ltd|GmbH|Corp|PLC)\b")
_WE_ARE = re.compile(r"(?:We are|We['’]re) ((?:[A-Z][\w&'’.-]{1,20} ?){1,3}?)[.!]?")
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
_SEATED = re.compile(r"(\w[\w&'’. -]{1,40}?) (?:in|at) [A-Z]")
_CHEZ = re.compile(r"\bchez ((?:[A-ZÉ][\w&'’.-]{1,20}(?: |(?=\W))){1,4})")
