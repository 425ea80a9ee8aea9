r"""Words that lead to where a job is, by language; reads no place.

Each expression ends where the place's name may begin.  Beside it stands one thing that it finds.
"""

from __future__ import annotations

import re

from jobmarket.extract import sparing

#: Labels of a place, a list or an address.
LABEL = sparing.compile(
    "|".join(
        (
            # "Job location: …", "Based - …"
            r"^[^\w\n]{0,6}(?:(?:job|work|office|role|position|primary|main|current|preferred|eligible)\s+)?(?:locations?(?:\s+(?:preferences?|options?))?|based|base|where|onsite|on-site|in-person|remote)(?:\s*\(s\))?\s*(?:[:：–(-]|(?=[A-Z]))\s*(?:in\s+)?",
            # "… Location: …", "Locations include …"
            r"[.;|•]\s*(?:locations?|based|office)\s*[:：]\s*|(?-i:\sLocations?):\s*|(?-i:\bLocations\s(?:include|in))\s+|\bmultiple\slocations\s?\(",
            r"\b(?:hub|office|following)\s+locations?\s*(?:(?:include\w*|are)\s*:?|:)\s*|\blocations?(?:\(s\))?\s+for\s+this\s+(?:role|position|job)\s+includes?\s+(?:one\s+or\s+more\s+of\s+the\s+following\s*:\s*)?",
            # "$90K • Leeds, Oslo • Job type: …"
            r"[\dkm%A-Z]\s•\s(?=[A-Z][^•\n]{3,90}\sJob\stype\b)",
            # "Standort: …", "Lieu : …", "Địa điểm: …" where a line begins
            r"^[^\w\n]{0,6}(?:Standorte?|Einsatzort|Arbeitsort|Dienst(?:ort|sitz)|Ort|Lieu(?:\s+(?:de\s+travail|du\s+poste|d[’']affectation|d[’']exercice))?|Résidence\s+administrative|Localisation|Standplaats|Văn\s+phòng(?:\s+làm\s+việc)?|Địa\s+điểm(?:\s+làm\s+việc)?|Nơi\s+làm\s+việc|Địa\s+chỉ)\s*[:：]\s*(?:Télétravail\s+hybride\s\((?=\d))?",
            # "…, Arbeitsort: …" inside a line
            r"(?:Địa\s+điểm(?:\s+làm\s+việc)?|Nơi\s+làm\s+việc|Văn\s+phòng\s+làm\s+việc|(?:Arbeits|Büro|Firmen)?Standorte?|Einsatzort|Arbeitsort|Dienstort|Lieu\s+de\s+travail)\s*[:：]\s*",
            # "工作地点：…", "base 北京"
            r"(?:工作地[点址]?|办公地[点址]?|上班地[点址]|工作城市|工区地址|(?:^|(?<=\s))地址|公司地址|公司位于|(?<!总部)位于|(?<!面试)地点|坐标|城市|(?<!不接受)(?<!不接受\s)(?<![A-Za-z])[Bb]ase(?:\s*地(?:[点主](?!要))?)?(?=[\s:：在\]_*>【（(-]{0,12}[\u4e00-\u9fff])|(?<![A-Za-z])BASE)(?:主要)?(?:支持|包括|可选|为|是)?[\s*_>\]-]{0,6}[:：】\]在？?]?[\s*_>-]{0,80}",
        )
    ),
    re.I | re.M,
)

_ENGLISH = (
    # "we're in Oslo", "our office is in Oslo"
    r"\bwe\sare\sin\s(?=[A-Z])|\bwe['’]re\sin\s(?=[A-Z])|\blocal\s+to\s+(?:the\s+)?|(?:(?<=\bour\s)|(?<=\bthe\s))(?:office|hq|headquarters|hub)s?\s+(?:is|are)\s+(?:located\s+|based\s+)?in\s+(?:the\s+)?",
    # "our offices near the harbour in Oslo", "working from our barn in Leeds"
    r"\b(?:located|offices?)\s+(?:near|next\s+to|close\s+to|at|on|just\s+off)\s+[^.,]{1,40}?\s+in\s+",
    r"\bwork(?:ing)?\s+(?:at|from|out\s+of)\s+(?:the|our)\s+[^.,]{1,40}?\s+in\s+",
    # "based in Oslo", "onsite only in Leeds"
    r"\b(?:based|located|situated|reside|residing|resident|live|living|relocat(?:e|ion)|sit|work(?:ing)?|position(?:\s+is)?|role(?:\s+is)?|(?:roles|jobs|positions)(?:\s+are)?|job(?:\s+is)?|onsite|on-site|in[- ]person|in[- ]office|remote(?:ly)?(?:,?\s+but)?|anywhere|hybrid|hiring|openings?|offices?|hubs|hq|headquarters|headquartered|candidates|applicants)\s+\(?(?:only\s+)?(?:in|near|out\s+of|from|within|at\s+our|from\s+our|to)\s+(?:the\s+)?(?:our\s+)?",
    # "the seat is in Oslo", "join our small team in Leeds", "a team of 12 in Oslo"
    r"\b(?:(?:seat|desk|workplace)\s+(?:is|sits)|sit(?:ting)?\s+with\s+(?:the|our)\s+team)\s+in\s+(?:the\s+)?|\bjoin\s+(?:\w{1,15}\s+){0,5}?(?:us|team)\s+in\s+|\bteam\sof\s\d{1,4}\s+(?:[a-z]{1,12}\s+)?in\s+",
    # "we are a 12-person team in Oslo", "our local presence in Oslo", "office spaces on the water in Oslo", "the old quarter of Oslo"
    r"\bwe(?:[’']re|\sare)\san?\s\d{1,4}[- ](?:person|people)\s+(?:\w{2,12}\s+)?(?:team|company|start-?up|shop|studio|firm|agency)\s+(?:based\s+)?in\s+|\blocal\s+presence\s+(?:here\s+)?in\s+",
    r"\boffice\s+spaces?\s+(?:[a-z]{1,10}\s+){0,4}?in\s+|\bneighbou?rhood\s+of\s+",
    # "a resident of one of these states: …"
    r"\b(?:these|the\s+following)\s+(?:U\.?S\.?\s+)?(?:states|countries|cities|regions)(?:/\w{4,10})?\s*:\s*",
    # "full-time in Oslo"
    r"\b(?:full|part)[- ]?time\s+(?:position\s+|role\s+|job\s+)?in\s+",
    # "(remote, Norway)", "remote across Europe"
    r"\(remote\s*[,:/–-]\s*(?:in\s+)?|\b(?:remote(?:ly)?|anywhere)\s+(?:across|throughout)\s+(?:the\s+)?",
)
_CHINESE = (
    # "分布在北京、上海", "我们在北京设有…", "岗位在成都"
    r"分布[在于]\s{0,2}[:：]?\s*|分别(?:在|位于)|我们在(?=[^\n。]{2,40}(?:设有|[均都]有|有办公|有研发))|(?:岗位|职位|办公室|坑)(?:目前|都|均)?在",
)
_GERMAN = (
    # "am Standort Ulm", "in unserer Zentrale in Ulm", "Arbeitsort ist Ulm"
    r"\b(?:am|für\s+den|vom)\s+Standort\s+(?:in\s+)?",
    r"\b(?:unser|eigen)\w{0,2}\s+(?:Zentrale|Hauptsitz|Firmensitz|Headoffice|Hauptverwaltung|Unternehmenszentrale|Werk|Niederlassung)\s+in\s+",
    r"\b(?:Arbeitsort|Einsatzort|Dienstort|Standort)(?:\s+(?:für\s+[^.\n:]{3,60}\s)?(?:ist|wird\s+der\s+Standort))?\s+(?!(?:Deutschland|Österreich|Schweiz)\b)",
    # "remote aus ganz Österreich", "mit Sitz in Ulm", "unser Büro in Ulm"
    r"\b(?:(?:remote|home-?office)\s+aus(?:\s+ganz)?|mit\s+Sitz\s+in|Büro\s+in)\s+",
    r"\bfür\s+(?:unser|sein|ihr)\w{0,2}\s+(?:neuen\s+)?Standort(?:en?)?\s+(?:in\s+)?|\bunser\w{0,2}\s+(?:Standort|Büro|Niederlassung)\s+(?:in\s+)?|\ban\s+unseren\s+Standorten\s+(?:in\s+)?(?=[^.\n]{3,100}\ssuchen\s)",
)
_FRENCH = (
    # "poste basé à Lille", "le poste se trouve à Lille", "nous sommes à Lille"
    r"\b(?:poste\s+(?:est\s+|sera\s+)?(?:basé|situé|localisé)\s+à|poste(?:\s+à\s+pourvoir)?\s+(?:est|se\s+trouve)\s+à|nous\s+sommes\s+(?:installés\s+)?à|basée?s?\s+à|située?s?\s+à|localisée?s?\s+à)\s+",
    r"\bposte\s+(?:(?:est|sera)\s+)?(?:en\s+CD[ID]\s+)?(?:basé|situé|localisé)\s+sur\s+(?:notre\s+site\s+d(?:e\s+|[’']))?",
    # "nos bureaux de Lille", "notre usine de Pau", "sur le site de Pau"
    r"\b(?:bureaux?\s+(?:à|de)|(?:notre|nos)\s+(?:agences?|sites?|bureaux?|équipes?|centres?)\s+(?:de|à))\s+",
    r"\b(?:(?:notre|nos)\s+(?:établissement|usine|atelier|siège(?:\s+social)?)s?|(?:son|leur)\s+site|sur\s+le\s+site(?:\s+\w{2,20})?)\s+(?:à\s+|de\s+|d[’'])",
    # "un peintre (H/F) en CDI à Lille", "à pourvoir dès que possible à Lille"
    r"\b(?:H/F|F/H)\)?,?\s+(?:en\s+(?:CDI|CDD|alternance|stage)\s+)?(?:basée?\s+)?à\s+|(?<=\ben\s)(?:CDI|CDD|alternance|stage|intérim),?\s+à\s+|\bpourvoir\s+(?:(?:immédiatement|dès\s+que\s+possible|en\s+CD[ID])[,\s]+){0,3}(?:à|sur)\s+",
)
_VIETNAMESE = (
    # "làm việc tại Huế", "văn phòng ở Huế"
    r"\b(?:làm\s+(?:việc\s+)?(?:trực\s+tiếp\s+)?(?:tại|ở)(?:\s+nhà\s+máy)?|văn\s+phòng\s+(?:tại|ở))\s+",
)
#: Sentences that say where people work.
STATED = tuple(sparing.compile("|".join(told), re.I) for told in (_ENGLISH, _CHINESE, _GERMAN, _FRENCH, _VIETNAMESE))
#: Before "anywhere in": that of work is spoken, not of what the employer sells.
WORKS = re.compile(r"\b(?:work\w*|liv\w+|remote\w*|based|located|hir\w+|candidates|you|from|be|are)\b[^.\n]*$", re.I)
#: Of the words that lead: what tells the employer's seat.
SEAT = re.compile(r"(?:we.{1,4}\sin|based|located|situated|offices?|hq|headquarter\w*|mit|bureaux|situé\w*|văn)\b", re.I)
#: Of those: where the head office is, which is the job's place less often than any other that is told.
HEAD_OFFICE = re.compile(r"(?:hq|headquarter)", re.I)
#: Before them: what makes them a demand on the applicant.
ASKED = re.compile(
    r"\bone\s+of\s+$|\b(?:must|should|need\s+to|have\s+to|candidates?|applicants?|people|citizens|residents|engineers|developers|anyone|someone|you|if|those)\s+(?:(?:be|are|is)\s+)?$",
    re.I,
)
#: Before them: a permit to work somewhere tells the place only where nothing else does.
PERMIT = re.compile(r"\b(?:authori[sz]ed|authori[sz]ation|eligible|right|permitted|permission|permit|legally)\s+(?:to\s+)?$", re.I)
#: "our Leeds office": the name is the place if what follows it says so.
OUR = sparing.compile(r"\b(?:(?:in|at|from)\s+(?:our|the)|for\sour)\s+(?=[A-Z])")
OUR_PLACE = re.compile(
    r"[\s-]*(?:based\s+)?(?:offices?|HQ|headquarters|locations?|labs?|studios?|campus|hubs?|branch|site)\b"
)
#: Who is sought, or what the employer is, and where: only behind words that say so.
SOUGHT = sparing.compile(
    r"\b(?:engineer|developer|dev|scientist|analyst|intern|manager|architect|designer|researcher|specialist|consultant|member|talent|freelancer|employee|hacker)s?\sin\s+|\b(?:people|folks)\sin\s+"
    r"|\b(?:company|start-?up|shop|studio|agency|firm|consultancy|lab)\sin\s+",
    re.I,
)
SEEKING = re.compile(
    r"\b(?:hiring|seeking|need|recruit\w*|looking\s+for|join\s+us\s+as|opportunity\s+for|working\s+with\s+an?|is\s+an?|are\s+an?|[’']re\s+an?|[’']m\s+an?)\b[^.\n|]{0,60}$",
    re.I,
)
#: What says where just this job is: no list of the employer's offices counts beside it.
THIS_JOB = sparing.compile(
    r"\b(?:this|the)\s+(?:role|position|job|opening|opportunity|seat|desk)\s+(?:is|will\s+be|can\s+be)\s+"
    r"(?:(?:\w{2,12}ly\s+)?(?:based|located|situated|onsite|on-site|in[- ]office|hybrid|remote)\s+(?:remotely\s+)?)?(?:in|at|out\s+of|from|within|across)\s+(?:anywhere\s+(?:in|within)\s+)?(?:the\s+)?(?:our\s+)?"
    r"|\bthis\s+(?:role|position|job|opening)\s?:\s*"
    r"|\bthis\s+(?:role|position|job)\s+requires\s+you\s+to\s+be\s+(?:based\s+|located\s+)?in\s+(?:the\s+)?(?:our\s+)?"
    r"|\b(?:role|position|opportunity|job)\s+requires\s+relocation\s+to\s+(?:the\s+)?(?:our\s+)?"
    r"|\bthis\s(?:(?:role|position|job)\s)?is\san?\s+(?:[\w-]{2,12}\s+){0,3}(?:role|position|job)\s+(?:based|located)\s+(?:in|at|out\s+of)\s+(?:our\s+offices?\s+in\s+|our\s+)?"
    r"|\brequires?\s(?:[\w-]{1,12}\s+){0,5}?(?:on-?site|in[- ]office|in[- ]person)\s+(?:presence\s+|work\s+|attendance\s+)?(?:in|at|from|out\s+of)\s+(?:the|our)\s+"
    r"|\brequires?\s(?:the\s+candidate|you|candidates)\s+to\s+work\s+(?:from|at|in)\s+(?:one\s+of\s+)?(?:the\s+following\s+|our\s+)?(?:[A-Z]\w{1,20}\s+)?(?:office\s+locations?:|offices?:?\s+in|locations?:)\s+"
    r"|(?-i:\bBased\sin\s)(?:either\s+)?(?:the\s+)?(?=[^.\n]{3,60},\s+(?:you|the\s+successful)\b)",
    re.I,
)
#: Where people are hired: told beside a header, it may name more places than that.
HIRED = sparing.compile(
    r"\bhiring\s+(?:(?:for\s+)?[\w+/-]{1,15}\s+){0,4}?in\s+|\bmust\sbe\s(?:based|located)\sin\s+(?:the\s+)?"
    r"|\bcandidates\s(?:who\sare\s)?(?:based|located|living|residing)\sin\s+(?:the\s+)?|\brelocate\sto\s+(?:the\s+)?",
    re.I,
)
#: Where the employer's head office is.
HINT = sparing.compile(r"总部(?:位于|设[在于]|在)")
