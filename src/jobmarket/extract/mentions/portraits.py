"""Finds where an employer describes itself under a heading of its own ("About us", 公司简介).

What is named there tells what the employer is or sells, not what the work or the person wanted has to do with.
Knows no technology and no topic.
"""

from __future__ import annotations

import re
from itertools import islice

_MOST = 12  # such headings in one ad
_LONGEST = 2500  # characters of a portrait

_HEADING = re.compile(
    r"\n[^\w\n]{0,10}(?=[wacoüdàqplgv公企集关])(?:(?:"  # what a heading may begin with: few lines do
    r"(?:who (?:we are|are we)|about (?:us|the company|our company)|company (?:description|overview|profile|background)|our (?:company|story)"
    r"|über (?:uns|das unternehmen)|(?:wer wir sind|wir über uns|das unternehmen)|à propos(?: de (?:nous|l['’]entreprise))?|qui sommes[- ]nous"
    r"|(?:présentation de )?l['’]entreprise|giới thiệu (?:về )?công ty|về (?:chúng tôi|công ty)"
    r"|(?:公司|企业|集团)(?:介绍|简介)|关于(?:我们|公司))\b"
    r"|(?-i:About|ABOUT|Über|À propos de|Về) (?!(?-i:the|this|you|your|our|The|This|You|Your|Our|THE|YOU|YOUR)\b)(?-i:[A-Z])[\w.&'’ -]{0,40})"
    r"[^\w\n]{0,10}(?:\n|$)|(?:公司|企业|集团)(?:介绍|简介)\W{0,4}[:：])",
    re.IGNORECASE,
)
#: Where it goes on to the job, the person, the tools or the terms.
_JOB = re.compile(
    r"\b(?:role|position|job|opportunity|responsib|duties|requirements|qualifications|you(?:'|’|\b)|your\b|hiring|hire\b|seek|looking for|join\b|apply\b|benefits|perks|salary"
    r"|stack\b|engineer(?:s|ing)?\b|developers?\b|agile\b|ci/cd|technolog(?:y|ies) we|tools we|team is|we use\b|aufgaben|dein|ihre?\b|suchen|sucht\b|profil|missions?\b|poste\b|recherch|recrut|vous\b|tu\b"
    r"|mô tả|công việc|yêu cầu|tuyển)|岗位|职位|职责|任职|要求|工作内容|招聘|诚聘|技术栈|我们提供|工程师|熟悉|精通|经验|你",
    re.IGNORECASE,
)


def portraits(text: str) -> list[tuple[int, int]]:
    """The stretches of ``text`` in which an employer tells of itself under its own heading, in order."""
    found: list[tuple[int, int]] = []
    for heading in islice(_HEADING.finditer("\n" + text), _MOST):
        start = heading.end() - 1
        job = _JOB.search(text, start, start + _LONGEST)
        end = job.start() if job else min(len(text), start + _LONGEST)
        found.append((start, end))
    return found
