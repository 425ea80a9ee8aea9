"""Days and shares of time at the office or elsewhere, which are hybrid however it is called; reads no ad."""

from __future__ import annotations

import re

from jobmarket.extract import sparing
from jobmarket.extract.work_modes.words import any_of

#: So many days of a week, and not all.
DAYS = (
    r"(?<![\d,])(?<!\d\.)(?:[1-4](?:[.,]5)?|one|two|three|four|several|1-2|2-3|3-4|một|hai|ba|zwei|drei|deux|trois|[一二三四两兩])(?:\s*(?:-|–|to|or|bis|à)\s*(?:[1-4]|two|three|four))?\+?x?[\s-]*(?:days?|tagen?|tage?|jours?|j(?=\s?(?:/|par)\s?s)|ngày|天|x)"
)

#: "2 days a week in the office".
COUNTED_DAYS = sparing.compile(
    any_of(
        rf"{DAYS}\s*(?:/|per|a|each|every|pro|die|in\s+der|par|de|mỗi|một|the)?\s*(?:week|wk|woche|semaine|s(?:em)?\b|tuần)?\s*(?:\([^)]{{0,20}}\))?\s*(?:of\s+|de\s+|en\s+|(?:spent\s+)?work(?:ing)?\s+(?=in\s|from\s|at\s)|spent\s+)?(?:in[\s-](?:the[\s-]|our[\s-])?(?:office|person)|on[\s-]?site|sur\s+site|présentiel|à\s+distance|tại\s+(?:văn\s+phòng|nhà)|từ\s+xa|vor\s+ort|(?:at|from)\s+(?:the|our)\s+(?:[\w’'-]{{1,20}}\s+){{0,3}}office|(?:from|at)\s+home|wfh|remote|home[\s-]?office|homeoffice|télétravail|im\s+büro|in\s+unserem\s+büro|mobiles?\s+arbeiten|daheim|(?:von\s+)?zu\s?hause|chez\s+(?:vous|soi|toi)|au\s+bureau|(?-i:TT)\b|居家|远程|在家|in\s+(?:[\w’']{{1,20}}\s+){{1,4}}office|office)",
    ),
    re.I,
)

#: Other words for it; apart, as each expression looks only where its own beginnings are.
SOME_DAYS = sparing.compile(
    any_of(
        rf"(?:in[\s-](?:the[\s-]|our[\s-])?office|in[\s-]person|on[\s-]?site|from\s+home|wfh|remote(?:ly)?|telework(?:ing)?|home[\s-]?(?:office|based)|homeoffice|mobil\w{{0,2}}\s+arbeit\w*|télétravail|présentiel|sur\s+site|au\s+bureau|(?:präsenz\w*\s+)?im\s+büro|tại\s+văn\s+phòng|tại\s+nhà|từ\s+xa)(?:\s+möglich\w*)?\s*[:(,-]?\s*(?:(?:at|in|from)\s+(?:our|the)\s+(?:[\w’'-]{{1,20}}\s+){{0,3}}offices?,?\s+)?(?:at\s+least\s+|à\s+|an\s+|up\s+to\s+|min(?:imum)?\s+|bis\s+zu\s+|jusqu[’']à\s+|~\s*|minimum\s+of\s+|about\s+|for\s+|limited\s+to\s+|limité\w?\s+à\s+|max\.?\s+){{0,2}}{DAYS}",
        r"\b(?:on-?site|in\s+(?:the|our)\s+office)\s+(?:\d\s?(?:[-–]|to|or)\s?)?(?:[2-4]|two|three|four)\s+times\s+(?:a|per|each|every)\s+week\b",
        r"(?<![-–]\s)(?<![-–])(?<!to\s)(?<!through\s)\b(?:mon|tue|wed|thu|fri)[a-z]{0,6}(?:(?:\s?[/,&+]\s?(?:and\s)?|\sand\s)(?:mon|tue|wed|thu|fri)[a-z]{0,6}){1,3}\s(?:in|at)[\s-](?:the\s|our\s)?office\b",
        r"\bin[\s-](?:the[\s-])?office\s+(?:on\s+)?(?:(?:mon|tue|wed|thu|fri)[a-z]{0,6}(?:(?:\s?[/,&+]\s?(?:and\s)?|\sand\s)(?:mon|tue|wed|thu|fri)[a-z]{0,6}){1,2}(?!\s?[/,&+–-]|\s(?:and|to|through)\s)|mon(?:day)?\s?(?:-|–|to|through)\s?(?:tue|wed|thu)[a-z]{0,6})",
        r"\bpartial(?:ly)?\s+(?:on-?site|in-?office|in-?person)\b|(?<![\d.,-])[1-9]\d\s?%\s+(?:in-?office|on-?site|in-?person)\b",
        r"\bin[\s-]office\s+presence\s+(?:is\s+)?(?:required|expected)\s+on\s+\w{4,10}\s+days\b",
        r"\boffices?\s+(?:(?:at\s+least|a\s+minimum\s+of|about|around|up\s+to|for)\s+){0,2}[1-9]\d\s?%\s+of\s+(?:the|your|their|our)\s+(?:work(?:ing)?\s+)?time\b",
        r"\b(?:partly|partially|partial(?:ly)?|part(?:-|\s)time|some|occasional(?:ly)?|semi|half)[\s-]*(?:remote|wfh|work(?:ing)?\s+from\s+home|telecommut\w*|telework\w*|télétravail)",
        r"télétravail\b[^.\n]{0,24}?jusqu[’']à\s[1-9]\d\s?%",
        r"télétravail\W{1,3}(?:(?:possible|autorisé|jusqu[’']à|de|à\s+raison\s+de|:|pour\s+télétravailler)\W{1,3}){0,4}(?:[1-4]|un|deux|trois|quatre)(?:\s*(?:à|ou|-)\s*[1-4])?\s*(?:jours?|j\b)",
        r"télétravail\b[^.\n]{0,40}?\b(?:[1-4]|un|deux|trois|quatre)\s*j(?:ours?)?\s*(?:/|par)\s*s(?:em)?",
        r"\b[1-4]\s?j\s+de\s+télétravail",
        r"télétravail\s{0,2}(?:possible\s*)?[(:]?\s*(?:partiel|hybride|occasionnel|ponctuel|régulier|à?\s?mi-temps)",
        r"travail\s+à\s+domicile\s+(?:partiel|occasionnel|ponctuel|régulier)",
        r"télétravailler\s+(?:jusqu[’\x27]à\s+)?\d{1,2}\s*(?:jours?|j)\b|remote\s*\((?:partial|partially|part)\)",
        r"anteilig\w*\s+home|(?<!100% )(?:remote|home[\s-]?office)\s+(?:up\s+to\s+|bis\s+(?:zu\s+)?)?[1-9][05]\s?%",
        r"home\s?-?office-?(?:anteil|quote)\W{1,3}(?:(?:bis(?:\s+zu)?|von|ca\.?|max\.?)\s+)?[1-9]0\s?%",
        r"alternierende\w?\s+(?:tele|home|mobil)\w*|tageweise\w?\s+(?:home|mobil|remote)\w*",
        r"télétravail\s+(?:\w{1,12}\s+)?[1-4]\s?/\s?5\b|(?:flexible\s+)?remote\s+days(?=\s*(?:$|[\n,;.(]))",
        r"remote\s+(?:is\s+|work\s+)?possible,?\s+but\s+not\s+full[\s-]?time",
        r"(?<![\d>])(?<!> )[2-8]0\s?%\s+(?:mobil\w{0,2}|remote|im\s+home\s?-?office|from\s+home|home\s?-?office)",
        r"(?:half|\d{2}\s?%|some|part)\)?\s+of\s+(?:our|your|the|their)\s+(?:work(?:ing)?\s+)?time\s+(?:\w{1,12}\s+){0,3}in\s+(?:the|our|your|their|an)\s+(?:assigned\s+)?office",
        r"\b(?:mix|mixture|combination|combines|combining|balance|blend|alternate|split|divided)\s+(?:of\s+|between\s+)?(?:your\s+|our\s+|the\s+|working\s+)?(?:time\s+)?(?:in[\s-](?:the[\s-])?|from\s+the\s+)?(?:office|on-?site|in-?person)\s(?:[\w-]{1,16}\s){0,3}?(?:and|with|or|&)\s+(?:[\w-]{1,16}\s){0,3}?(?:remote|home|wfh)(?:\s+work\w*)?",
        r"\b(?:mix|mixture|combination|balance|blend|alternate|split)\s+(?:of|between)\s+(?:working\s+)?(?:from\s+)?(?:remote(?:ly)?|home)(?:\s(?:[\w-]{1,16}\s){0,3}?(?:and|with|or|&)\s+(?:[\w-]{1,16}\s){0,3}?|,\s+)(?:office|on-?site|in-?person)\b",
        r"offices?\b(?:[^.\n]|\n(?=[a-z])){0,50}?(?<![\d-])(?:[1-4](?:\s?[-–]\s?[1-4])?|one|two|three|four)\+?\s*(?:days|x)\s*(?:per|a|each|/)\s*week",
        r"(?:mon|tues|wednes|thurs|fri)days?\s+(?:are\s+)?(?:(?:work\s+)?from\s+(?:your\s+)?home|wfh|remote)",
        r"(?:work(?:ing)?[\s-]+from[\s-]+home|wfh|remote(?:[\s-]+work(?:ing)?)?)[\s-]+(?:(?:on\s+|every\s+)?(?:working\s+)?(?:mon|tues|wednes|thurs|fri|satur)days?|days?|(?:flexibility\s+)?(?:as\s+needed|on\s+occasion|occasionally|sometimes))\b",
        r"\b(?:[1-4]|one|two|three|four)\s+(?:on-?site|in-?office|office|remote|wfh|home[\s-]?office)\s+days?\b",
        r"(?:周|星期|礼拜)[一二三四五](?:都)?(?:可以?|固定|全员)?(?:居家|远程|在家)|周[一二三四五、]{2,4}(?:到|来|去|在)(?:公司|办公室)",
        r"(?:居家|远程|在家|到办公室|去办公室|到岗|坐班)(?:办公|工作)?\s?[1-4一二三四两](?:[-~至到][1-4一二三四两])?\s?天|[1-4一二三四两]\s?天(?:在|到|去)?(?:办公室|到岗|坐班)",
        r"(?:wechsel|mix|mischung|kombination)\s+(?:zwischen|aus|von)\s+(?:\w{1,12}\s){0,2}?(?:büro|office|präsenz)\w{0,12}\s+und\s+(?:home|mobil|remote)\w*",
        r"(?:from\s+home|telework(?:ing)?)(?:\s?\([^()\n]{0,16}\))?\s+part[\s-]time\b",
        r"offices?\s+(?:once|twice)\s+(?:a|per|every|each)\s+week",
        r"(?:from\s+home|remote(?:ly)?|in\s+the\s+office)\s+(?:together\s+)?(?:most|some|a\s+few)\s+days\b",
        r"offices?\s+(?:(?:every|each|on)\s+)?(?:mon|tues|wednes|thurs|fri)days?(?!\s*(?:to|through|-|–)\s*fri)",
        r"\bremote\s+(?:vào\s+)?thứ\s(?:[2-7]|hai|ba|tư|năm|sáu|bảy)\b",
        r"\bthứ\s(?:[2-7]|hai|ba|tư|năm|sáu|bảy)\s(?:hàng\stuần\s)?(?:được\s|có\sthể\s)?làm\s(?:việc\s)?(?:từ\sxa|tại\snhà|remote)",
    ),
    re.I,
)

#: Behind the days at one place: "…, the rest remote", "…, three in the office".
REST = re.compile(r"[,，;；]?\s?其[余他](?:时间)?(?:可)?(?:远程|居家|在家)|[,;:–—\s-]{0,4}(?:and\s+)?(?:the\s+other\s+)?(?:one|two|three|four|[1-4])(?:\s+days?)?\s+(?:remote|on-?site|(?:in|at|from)\s+(?:the\s+|our\s+)?(?:office|home))\b|[,;:–—\s-]{0,4}(?:and\s+|und\s+)?(?:the\s+)?(?:rest|remainder|remaining|other|otherwise|sonst)\b[^.\n|]{0,40}?(?:remote(?:ly)?|home|mobil\w*)", re.I)
