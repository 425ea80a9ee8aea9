"""Reads who introduces itself in an ad whose first line names nobody, as boards publish them.

One saying may be anybody's ("At Acme, we" may be a customer's word).  So every capitalised run of words is asked what
stands before it and what follows; each answer has a weight, and the name of whom most is said counts if that is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from jobmarket.extract.employers.keys import fold, known_employer, listed, normalise_name
from jobmarket.extract.employers.possible import is_role, plausible
from jobmarket.extract.employers.proofs import addressed, said_again
from jobmarket.extract.places.gazetteer import gazetteer

_READ = 12_000
"""Characters in which an employer introduces itself, or says at the end that all may apply."""
_LABELS_WITHIN = 3000
_MOST = 400  # capitalised runs
_ENOUGH = 3

_FIELD = re.compile(
    r"(?:^|\n|\|)[\s*#>-]{0,6}(?:Company|Employer|Entreprise|Société|Unternehmen|Firma|Arbeitgeber)(?: name)?\s?\*{0,2}:\s?\*{0,2}([^\n|,;]{2,60})"
    r"|Qui recrute ?\?\s{0,3}([^\n.!?:;,(]{3,90}?)(?=\s(?:(?:Créée?|Placée?|Rattachée?|La|Le|Les|Au|Avec|Missions?|Notre|Nous|Sous)\s|L['’])|[\n.!?:;,(]|$)",
    re.IGNORECASE,
)
_NEXT_LABEL = re.compile(r"\s(?:Location|Role|Title|Position|Website|Salary|Type|Remote|Experience)s?\s?:", re.IGNORECASE)

_CAPITAL = r"[A-Z0-9ÀÂÇÉÈÊÎÔÖÜÄĐ]"
_REST = r"[\w&+-]{0,24}(?:['’](?!s\b)\w{1,20})?(?:\.[a-z]{2,4}(?!\w))?"
#: A run of capitalised words; the first sign stands in front for speed.
_NAME = re.compile(rf"{_CAPITAL}(?<![\w@./&-].){_REST}(?: (?:(?:of|and|de|du|la|des|et|for|the|und|&) )?(?!(?:At|About|We|Our|Join|Why|Who|What|You|As)\b){_CAPITAL}{_REST}){{0,5}}")
_SMALL = r"([a-z][a-z0-9-]{3,20}(?:\.[a-z]{2,4})?)"
_SMALL_NAME = re.compile(rf"[AaCcBb](?:t|bout|hez|ei) {_SMALL}(?:, | we\b| wir\b| nous\b|\n)|^{_SMALL} (?:is|builds|makes)\b", re.MULTILINE)

_FIRM = (
    r"company|startup|start-up|firm|agency|consultancy|studio|bank|leader|provider|manufacturer"
    r"|entreprise|société|agence|cabinet|éditeur|acteur|groupe|unternehmen|anbieter|dienstleister|hersteller|tochter\w{0,12}"
)
_NO_FIRM = r"plus|must|bonus|nice|requirement|great|good|strong|big|huge|remote|full|framework|library|language|(?:\w+ ){0,2}tool|technique|method"
#: What follows a name and says whose it is, with its weight.
_BEHIND = {
    "alike": (
        3,
        r",? (?:is|are)(?: proud(?:ly)? to be| committed to being)?,? an? (?:[Ee]qual|EEO|EOE|E-?[Vv]erify|[Aa]ffirmative|VEVRAA|drug[- ]free)"
        r"|,? (?:does not|do not|doesn['’]t) (?:discriminate|accept (?:unsolicited|agency))|,? provides (?:equal|reasonable)"
        r"|,? (?:is|are) acting as an? [Ee]mployment|,? acts as an employment|,? est un employeur",
    ),
    "means": (3, r"['’]s? (?:mission|vision|purpose|goal|ambition) (?:is|was)\b|,? exists to\b"),
    "hires": (
        3,
        r",? (?:is|are) (?:currently |now |still |actively |also |always )?(?:hiring|looking for|looking to|seeking|searching|recruiting|expanding|growing|accepting applications)\b|,? seeks\b"
        r"|,? (?:is|are) (?:currently |now |exclusively |proud(?:ly)? |delighted |pleased |excited )*(?:to be )?(?:partner(?:ed|ing)|working|recruiting|supporting) (?:exclusively |closely )?(?:with|for|on behalf|in partnership)"
        r"|,? ha(?:s|ve) (?:an (?:immediate |exciting )?(?:opening|opportunity|need)|partnered with)|,? (?:recherche|recrute|sucht|đang tìm|đang tuyển|cần tuyển|tuyển dụng|yêu cầu ứng viên)\b",
    ),
    "firm": (3, rf",? (?:is|are|was|est|ist|sind) (?:an?|the|une?|le|la|l['’]|eine?[rsnm]?|der|die|das|one of)(?:[ -][\w'’&,.-]{{1,20}}){{0,7}}?[ -](?i:{_FIRM})\b"),
    "is": (
        2,
        r",? (?:and )?(?:is|are|was) (?:an?|the|one of|VC-|backed|on a|founded|established|headquartered|committed to|proud to|dedicated to|here to|focused on|where|now the|uniquely|at the forefront|\w{3,15}ing)\b"
        rf"(?!\s?(?:{_NO_FIRM}))|,? (?:est|sont) (?:une?|le|la|l['’]|spécialis|présent)|,? (?:ist|sind) (?:eine?[rsnm]?|der|die|das|seit|mit|Teil)\b"
        r"|,? là (?:một(?! lợi thế| điểm cộng)|công ty|tập đoàn|đơn vị)|,? (?:zählt|gehört|entwickelt|betreibt|beschäftigt|verbindet|steht für)\b"
        r"|,? (?:was founded|has (?:been|an?)|informs|builds|develops|provides|makes|helps|offers|operates|creates|enables|powers|brings|delivers|connects|serves|speciali[sz]es|employs|believes|stands)\b",
    ),
    "beside": (2, rf",\s(?:the |an? |une? |ein |eine |part of |l['’])?(?:{_FIRM}|filiale|spécialiste|ESN|subsidiary|global|founded|eine[sr]? der)\b"),
    "own": (1, r"['’]s? (?:platform|products?|customers?|employees|culture|values|bonus|benefits|team|teams|offices?|clients?|headquarters)\b"),
}  # fmt: skip
#: A name's own tail: "Acme (AC), Inc."
_FORM = r"(?:\s?[(\[][^()\[\]\n]{1,60}[)\]]|®|™)?(?:,? (?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|GmbH|AG|SE|PLC|LLP)\b\.?,?)?"
_SAID_BEHIND = re.compile(r"\.?" + _FORM + "(?:" + "|".join(f"(?P<{kind}>{words})" for kind, (_, words) in _BEHIND.items()) + ")")
_STARTS_ONLY = frozenset({"firm", "is", "beside"})
"""Anybody's, within a sentence: "experience with Acme, the company behind …"."""

_AT = re.compile(r"(?:(?<!\w)(?:[Aa]t|[Cc]hez|[Bb]ei(?: der| dem)?|[Tt]ại)) $")
_WE = re.compile(_FORM + r"[,:]? (?:we|our|you|your|wir|du|nous|vous|notre|everyone|everything|chúng|bạn|la|le|c['’]est)\b")
_WE_ARE = re.compile(r"(?:^|[\n.!?:*] ?)(?:We(?: are|['’]re)(?: hiring at)?|Wir sind|Nous sommes) $")
_STOP = re.compile(r"[,.!:–-]| and\b| und\b| et\b")
_HEADED = re.compile(
    r"(?:^|\n)[^\w\n]{0,8}(?:About|ABOUT|Meet|MEET|Why|WHY|Why [Jj]oin|Who [Ii]s|WHO IS|Life [Aa]t|Working [Aa]t|Join|Joining|Welcome to|Introducing"
    r"|Über|À propos de|Về|VỀ|Pourquoi(?: rejoindre| choisir)?|Rejoignez|Rejoindre|Careers at|The|Bei|Chez|At) $"
)
_LINE_END = re.compile(r"[^\w\n]{0,6}(?:\n|$)")
_JOINED = re.compile(
    r"(?<!\w)(?:[Jj]oin(?:ing)?|[Tt]eam at|[Ww]ork(?:ing)? (?:at|for)|[Cc]areers? at|[Ll]ife at|[Pp]eople at|[Pp]art of|[Rr]ejoign\w{1,4}|[Rr]ejoindre|[Ii]ntégr\w{2,4}"
    r"|L['’]entreprise|[Ll]a société|[Ll]e groupe|[Hh]ere at|Bewerbung bei|Arbeiten bei|gia nhập|[Rr]ole at|[Jj]ob at|[Oo]pportunit(?:y|ies) (?:at|with)|[Bb]enefits at|[Vv]alues at)(?: der| dem| the| le groupe| la société)? $"
)
_LEAD_WORDS = frozenset(
    {"at", "chez", "bei", "der", "dem", "tại", "are", "we're", "we’re", "sind", "sommes", "about", "meet", "why", "join", "joining", "is", "to", "introducing", "über", "de", "về", "pourquoi",
     "rejoindre", "choisir", "rejoignez", "the", "for", "of", "groupe", "société", "l'entreprise", "l’entreprise", "nhập", "with"}
)  # fmt: skip
"""The last words of what stands before a name: nothing else is looked at closely."""
_BEFORE = 40  # characters

_OPENS = re.compile(r"(?:^|\n|[.!?:,] )[\s*#>_-]{0,4}(?:(?:The|Die|Der|Das|La|Le|Les|L['’]entreprise|About) |L['’])?$")
_LED = re.compile(
    r"(?:(?:The|Die|Der|Das|Le|La|Les|About|ABOUT|At|Why|WHY|Who Is|Join|Joining|Meet|MEET|Introducing|We['’]re|Über|Về|VỀ|Pourquoi|Rejoignez|Rejoindre|Tại|Chez|Bei|In|For"
    r"|Life At|Working At|Careers At|L['’]entreprise|La société|Le groupe|The company) )+|[LD]['’](?=[A-Z])"
)
_TRAILED = re.compile(r"(?: (?:We|If|You|Our|The|At|As|In|This|For|With|To|Job|It))+$")
_UNIT = re.compile(
    r"\b(?:department|division|team|office|unit|program(?:me)?|initiative|index|practice|platform|suite|award|act)s?$|^(?:direction|campus|department|équipe|service|iso|office|division|team)\b",
    re.IGNORECASE,
)


def field_name(text: str) -> str | None:
    """The name behind the ad's own label: "Company: Acme", "Qui recrute ? Acme"."""
    for found in islice(_FIELD.finditer(text, 0, _LABELS_WITHIN), 3):
        if found[2]:  # an authority's name is as long as it likes
            return found[2].strip()
        if name := plausible(_NEXT_LABEL.split(found[1].strip())[0], piped=True):
            return name
    return None


def introduced(text: str) -> str | None:
    """Who the ad's own label names, else of whom it says most of what only employers say; None where that is too little."""
    if name := field_name(text):
        return name
    heard: dict[str, tuple[str, dict[str, int]]] = {}
    for said, opens, answers in _sayings(text[:_READ]):
        if (name := _cleaned(said, text, opens=opens)) is not None:
            heard.setdefault(fold(name).strip(), (name, {}))[1].update(answers)
    weights = [(sum(answers.values()) + _proof(text, name, answers), name) for name, answers in heard.values()]
    most, name = max(weights, key=lambda one: one[0], default=(0, None))
    return name if most >= _ENOUGH else None


def _sayings(text: str) -> Iterator[tuple[str, bool, dict[str, int]]]:
    """The capitalised runs of which something is said: the run, whether it opens a sentence, and what with which weight."""
    for run in islice(_NAME.finditer(text), _MOST):
        start, end = run.span()
        if led := _LED.match(text, start, end):
            start = led.end()
        if start == end:
            continue
        answers: dict[str, int] = {}
        opens = True
        if found := _SAID_BEHIND.match(text, end):
            kind = found.lastgroup or ""
            opens = _OPENS.search(text, max(0, start - 12), start) is not None
            if opens or kind not in _STARTS_ONLY:
                answers[kind] = 1 if kind == "hires" and not opens else _BEHIND[kind][0]
        before = text[max(0, start - _BEFORE) : start]
        if before.endswith(" ") and before.split()[-1:] and before.split()[-1].lower() in _LEAD_WORDS:
            answers |= _said_before(text, before, end)
        if answers:
            yield text[start:end], opens, answers
    for small in islice(_SMALL_NAME.finditer(text), 5):
        yield small[1] or small[2], True, {"at": 3}


def _said_before(text: str, before: str, end: int) -> dict[str, int]:
    answers: dict[str, int] = {}
    if _AT.search(before) and _WE.match(text, end):
        answers["at"] = 3
    if _WE_ARE.search(before) and _STOP.match(text, end):
        answers["we are"] = 3
    if _HEADED.search(before) and _LINE_END.match(text, end):
        answers["headed"] = 2
    if _JOINED.search(before):
        answers["joined"] = 1
    return answers


_SURE = frozenset({"alike", "means", "we are", "at"})


def _proof(text: str, name: str, answers: dict[str, int]) -> int:
    """What else speaks for a name, and what forbids it: small letters, or a town's name, that no address repeats."""
    if addressed(text, name):
        return 2
    known = known_employer(name) is not None
    is_town = fold(name).strip() in gazetteer().names and not _SURE & answers.keys()
    if name.islower() or is_town or (len(name) < 3 and not known):
        return -_ENOUGH * len(_BEHIND)
    return said_again(text, name) + known


def _cleaned(said: str, text: str, *, opens: bool) -> str | None:
    """The name in a run of words, without what leads to it and what begins the next sentence; None for a word that is none."""
    said = re.sub(r"['’]s?$", "", _TRAILED.sub("", said))
    words = said.split()
    half = len(words) // 2
    if words and words[:half] == words[half:]:
        said = " ".join(words[:half])
    elif not opens and len(words) > 1 and not said_again(text, said):
        # Texts that lost their line breaks: "Benefits and Perks Acme is hiring".
        said = next((rest for at in range(1, len(words)) if said_again(text, rest := " ".join(words[at:]))), said)
    name = plausible(said, piped=False) or (said if said.islower() else None)
    if not name or not normalise_name(name) or _UNIT.search(name) or fold(name).strip() in listed("nobody") or is_role(name):
        return None
    if " " in name or name.islower() or addressed(text, name):
        return name
    if fold(name) in listed("words") or (name.endswith("ly") and not said_again(text, name)):
        return None
    is_word = re.search(rf"(?<![\w@./-]){re.escape(name.lower())}(?![\w@/-]|\.\w)", text)  # "Process improvement is …"
    return None if is_word else name
