"""Reads who introduces itself further down an ad whose first line names nobody.

A name counts where the ad proves it: it is an address's own label, or the ad says it again, or it is the one
that hires.
"""

from __future__ import annotations

import re
from itertools import islice

from jobmarket.extract.employers.keys import fold, known_employer, listed
from jobmarket.extract.employers.possible import WEB, domain_label, is_place, is_role, plausible

_READ = 3000  # characters in which an employer introduces itself
_MOST = 12  # sentences that could do so

_WORD = r"(?:[A-Z0-9][\w&'’+-]{0,24}(?:\.[a-z]{2,4}(?!\w))?)"
_NAME = rf"({_WORD}(?: (?:(?:of|and|de|du|la|des|et|for|the|&) )?{_WORD}){{0,4}}|[a-z][a-z0-9-]{{2,20}}\.[a-z]{{2,4}}|[a-z]{{4,16}})"
_ASIDE = r"(?:\s?[(\[][^()\[\]\n]{1,60}[)\]]|®|™)?"
_FIELD = re.compile(
    r"(?:^|\n|\|)[\s*#>-]{0,6}(?:Company|Employer|Entreprise|Société|Unternehmen|Firma|Arbeitgeber)(?: name)?\s?\*{0,2}:\s?\*{0,2}([^\n|,;]{2,60})"
    r"|Qui recrute ?\?\s{0,3}([^\n.!?:;,(]{3,90}?)(?=\s(?:Créée?|Placée?|Rattachée?|La|Le|Les|L['’]|Au|Avec|Missions?|Notre|Nous|Sous)\s|[\n.!?:;,(]|$)",
    re.IGNORECASE,
)
#: "Acme (YC S19) is hiring …", "Acme est un groupe …", "Acme, the company behind …", "At Acme, we …", "We are Acme, …".
_SAYS = re.compile(
    rf"(?:^|\n|(?<=[.!?:] ))[\s*#>_-]{{0,4}}(?:(?P<at>(?:Here )?[Aa]t |[Cc]hez |[Bb]ei |[Ww]e(?: are|['’]re) hiring at |[Ww]e are |[Ww]e['’]re |[Jj]oin |[Rr]ejoignez |L['’]entreprise |La société |Le groupe |[Ww]ir sind )?){_NAME}{_ASIDE}"
    r"(?P<says>,? (?:and )?(?:is|are|was|est|recherche|recrute|sucht|ist)\s(?P<what>[^\n]{2,60})|,\s(?:the |a |an |une? )?(?:company|startup|firm|acteur|leader|filiale|groupe|société|entreprise|we\b|early|global|part\b|who\b|fast)|\s(?:recherche|recrute|seeks|in building|and help|and build|in our|speciali[sz]es|builds|develops|provides|makes|helps|offers|operates|creates|enables)\b|[.!]\s)"
)
_HIRES = re.compile(
    r"(?:currently |now |still |actively |also |always )?(?:hiring|looking for|looking to|seeking|searching|recruiting|expanding|growing)\b|actuellement|une? |auf der"
)
_IS = re.compile(
    r"(?:an?|the|one of|VC-|backed|building|developing|creating|making|on a|transforming|reinventing|combining|founded|established|created|started|revolutioni[sz]ing|une?|le|la|l['’]|spécialis|ein|der|die|das)"
    r"(?!\s?(?:plus|must|bonus|nice|requirement|great|good|strong|big|huge|remote|full|atout|avantage|must))"
)
_ARTICLE = re.compile(r"(?:[LDl]['’]|(?:Connaissances?|Expériences?|Maîtrise|Anglais|Votre|Notre|Cette|Vos|Une?|Ce|Il|Elle)\b)")
_ADDRESS = re.compile(r"(?<![a-z0-9-])((?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,12})(?:/([\w.-]{1,40}))?", re.IGNORECASE)


_NEXT_LABEL = re.compile(r"\s(?:Location|Role|Title|Position|Website|Salary|Type|Remote|Experience)s?\s?:", re.IGNORECASE)


def field_name(text: str) -> str | None:
    """The name behind the ad's own label: "Company: Acme", "Qui recrute ? Acme"."""
    for found in islice(_FIELD.finditer(text, 0, _READ), 3):
        if found[2]:  # an authority's name is as long as it likes
            return found[2].strip()
        if name := plausible(_NEXT_LABEL.split(found[1].strip())[0], piped=True):
            return name
    return None


def introduced(text: str) -> str | None:
    """The first employer that introduces itself in a sentence, where the ad proves the name."""
    if name := field_name(text):
        return name
    for found in islice(_SAYS.finditer(text, 0, _READ), _MOST):
        name = plausible(found[2], piped=False) or (found[2] if found[2].islower() else None)
        if found["says"][0] in ".!" and not found["at"]:
            continue
        if not name or _ARTICLE.match(name) or fold(name).strip() in listed("nobody") or is_role(name):
            continue
        if _speaks_of_itself(text, name, found):
            return name
    return None


def _speaks_of_itself(text: str, name: str, found: re.Match[str]) -> bool:
    what = found["what"] or ""
    proven = addressed(text, name)
    if proven or name.islower():
        return proven and bool(found["at"] or not what or _HIRES.match(what) or _IS.match(what))
    if what and _HIRES.match(what):
        return True
    return said_again(text, name) and bool(found["at"] or not what or _IS.match(what))


def said_again(text: str, name: str) -> bool:
    """Whether the ad says the name twice, as a whole word."""
    return len(list(islice(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text), 2))) > 1


def addressed(text: str, name: str) -> bool:
    """Whether an address in the ad is the employer's: its domain's label, or its page on a hiring board, holds the name."""
    letters = re.sub(r"\.[a-z]{2,4}$|[^a-z0-9]", "", fold(name))
    if len(letters) < 3:
        return False
    for address in islice(_ADDRESS.finditer(text, 0, 8000), 40):
        labels = address[1].casefold().split(".")[:-1]
        if any(label in listed("hosts") for label in labels):
            labels = [(address[2] or "").casefold()]
        for label in labels:
            bare = label.replace("-", "").replace("_", "").replace(".", "")
            if bare == letters or (len(letters) > 3 and letters in bare and len(bare) <= len(letters) + 8):
                return True
    return False


def proven_item(text: str, items: list[str]) -> str | None:
    """The one of a header's items that names the employer: an address, or a name that an address or the ad repeats."""
    for item in items:
        bare = item.strip()
        if is_role(bare) or is_place(fold(bare).strip()) or re.match(r"\d+\+", bare):
            continue
        name = plausible(bare, piped=True)
        if name and name[0].islower() and not WEB.fullmatch(bare):
            continue
        if name and (
            addressed(text, name)
            or (WEB.match(bare) and domain_label(name))
            # Whom everybody knows, by more than a word: "Software" and "Docker" are employers too.
            or (" " in name and sum(map(len, items)) < 160 and known_employer(name))
            or (len(name) > 2 and said_again(text, name))
        ):
            return name
    return None
