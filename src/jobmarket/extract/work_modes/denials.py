"""Words that make an offer of a mode none: "no remote", "remote: no", "four weeks a year"."""

from __future__ import annotations

import re

from jobmarket.extract.work_modes.words import any_of

_DENIED = re.compile(
    any_of(
        r"(?:(?<![A-Za-z])(?:no|not|non|never|isn[’']t|aren[’']t|without|cannot|can[’']t|can\s?not|unable\s+to|don[’']t|do\s+not|won[’']t|neither|nor|kein|keine|pas\s+de|không)(?:[\s:-]+(?:a|an|as|any|be|have|currently|yet|offer\w*|allow\w*|accept\w*|consider\w*|do|doing|support\w*|considered|at|this|time|the|fully|full|100%|work|accommodate|provide|offering|available|possible|eligible|for|looking|done|performed|remotes?|hiring|only|open|to|und|or|làm|việc|hỗ\s+trợ)){0,5}[\s:(-]*$)",
        r"\bsupport(?:ing|s)?\s(?:[\w-]{2,14}\s){0,2}(?:employees|users|staff|clients|customers)(?:\s(?:both\s)?(?:on-?site|in[\s-]person))?\s+$",
        r"(?:☐|❌|✗|✘|🚫|\[ \])\s*$",
        r"\b(?:rounds?|interviews?)\s+(?:(?:is|are|will\s+be|takes?\s+place)\s+(?:held\s+|conducted\s+)?)?$",
        r"\bunless\s(?:[\w’'-]{1,16}\s){0,6}$|\bfrom\s+(?:in-?office|on-?site)\b[^.\n]{0,30}\n?[^.\n]{0,30}\bto\s+$",
        r"\bcircumstances\b[^.\n]{0,24}\brequire\s+$|\b(?:workshop|trial|visit)\s+(?:lasting|of)\s+$",
        r"(?:不接受|不支持|不提供|不考虑|不允许|没有|非|拒绝|不能|无|不|无需|无须|不用|不招|谢绝|考虑开放|疫情期间[\u4e00-\u9fff]{0,6})\s*$",
    ),
    re.I,
)
_DENIED_AFTER = re.compile(
    r"(?:\s*(?:work\w*|positions?|options?|opportunit\w+|candidates|applicants|roles?|employees|possible|ok|allowed|-|\)|is|are|will|ist|sind|wird|leider|aktuell)){0,4}\s*"
    r"(?:\bnot\b(?!\s+(?:required|only|necessary|just|mandatory|a\s+(?:problem|must)))|isn[’']t|aren[’']t|unavailable|[:=?]\s*(?:(?:leider\s+|sorry,?\s+|unfortunately,?\s+|malheureusement,?\s+)?(?:no|non|nein|none|không|não)\b(?!-\w|[ \t]+\w)|0\s?%)|\(\s*no\s*\)|\bno(?=\s*(?:[,;)|]|$))|[:?]\s*(?:telecommut\w+|telework\w*|remote(?:\s+work)?)\s+(?:is\s+)?not\b|(?:non|n[’']est\s+pas|pas)\s+(?:autorisé|possible|proposé|prévu|envisag)|nicht\s+(?:möglich|vorgesehen|angeboten)|findet\b[^.\n]{0,40}\bkeine\s+Anwendung|impossible|不(?:接受|支持)|[:：]\s*否)",
    re.I,
)

#: Some days or weeks of a year are a benefit and no way to work.
_OF_A_YEAR = re.compile(
    r"(?:[^.\n]|\n(?!\s*\n)){0,30}?\b(?:up\s+to\s+)?(?:\d{1,3}|one|two|three|four|six)\s+(?:\w{4,8}\s+)?(?:days|weeks|months)\s+(?:a|per|each|every|of\s+the|/)\s*year\b",
    re.I,
)
#: The same told the other way round: "40 days work from anywhere".
_DAYS_OFF_SITE = re.compile(r"(?:(?<![\d.,])\d{2,3}\s+(?:\w{4,8}\s+)?days|(?:\d{1,2}|one|two|three|four|six)\s+weeks)(?:\s+(?:a|per|each|every|/)\s*year)?\s+(?:of\s+(?:fully\s+)?|to\s+|a\s+)?$", re.I)


def is_offered(text: str, start: int, end: int) -> bool:
    """Whether the words at ``start:end`` are no denial."""
    after = text[end : end + 60]
    before = text[max(0, start - 60) : start]
    return not (
        _DENIED.search(before) or _DAYS_OFF_SITE.search(before) or _DENIED_AFTER.match(after) or _OF_A_YEAR.match(after)
    )
