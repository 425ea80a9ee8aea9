"""Hears grades that stand together, away from any job's name: "Midlevel, Senior and Staff", "初级、高级都招".

Several grades in one breath speak of whom an ad asks for, where one alone may be a colleague's.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import islice

from jobmarket.extract import sparing

_GRADE = r"(?:junior|jr\.?|new[ -]?grad(?:uate)?s?|entry|mid(?:dle)?|intermediate|medior|senior|sr\.?|staff|principal|lead)"
_LEVEL = r"(?:[ -]?(?:level|weight|career))?s?\+?"
_THEN = r"(?:\s?[,/&–-]\s?|(?:,|-)?\s(?:and|or|to|through|through to|up to|&)\s|-(?:to|or)-)(?:and\s|or\s)?(?:an?\s|one\s|two\s|\d\s)?"
#: After them: who leads whom, and the upper ranks that one deals with.
_OTHERS = r"(?!\s(?:the|an?|our|teams?|projects?|by|efforts?|leadership|leaders|management|executives?|stakeholders?|members|officials?|year|students?|colleagues|high)\b)"
_TOGETHER = sparing.compile(rf"(?<![\w-]){_GRADE}{_LEVEL}(?:{_THEN}{_GRADE}{_LEVEL}){{1,4}}(?!\w){_OTHERS}", re.IGNORECASE)
#: "new grads to senior engineers", "entry level to directors".
_FROM_TO = sparing.compile(
    r"(?<![\w-])(?:interns?|apprentices?|new[ -]?grad(?:uate)?s?|graduates?|entry|junior|jr\.?|mid)(?:[ -]?level)?(?: (?:engineers?|developers?|scientists?|analysts?|designers?|ICs))?"
    rf" (?:(?:all the way |up |through )?to|through) (?:very |more )?(?:seniors?|sr\.?|staff|principals?|leads?|directors?)(?!\w){_OTHERS}",
    re.IGNORECASE,
)
_CHINESE_GRADE = r"(?:实习生?|应届生?|校招生?|初级|中级|高级|资深)"
_CHINESE = sparing.compile(
    rf"{_CHINESE_GRADE}(?:\s{{0,2}}[、，,/／|｜和与及或到至~+＋]\s{{0,2}}{_CHINESE_GRADE}){{1,4}}(?!语言|编程|程序|特性|经[验历]|课程|会员|职称|认证)"
)
#: Before them: what somebody has done already, or whom one teaches.
_DONE = re.compile(
    r"\b(?:years|experience|track record|background|history)\b[^.!?\n]{0,40}$|(?:指导|带领|培养|帮助|晋升|过|从|(?<![均都还])有)[^。；!?\n]{0,8}$", re.IGNORECASE
)
_MOST = 40  # of one ad


def runs(text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
    """The stretches of ``text[start:end]`` that name several grades at once, unless they tell of somebody's past."""
    for pattern in (_TOGETHER, _FROM_TO, _CHINESE):
        for run in islice(pattern.finditer(text, start, end), _MOST):
            cut = run.end() == end < len(text)  # its last word may go on
            if not cut and not _DONE.search(text, max(0, run.start() - 60), run.start()):
                yield run
