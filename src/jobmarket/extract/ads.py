"""Tells ads from chatter: questions, replies, thanks, job seekers, notices.  Never judges an employer."""

from __future__ import annotations

import re

from jobmarket.extract import sparing
from jobmarket.extract.for_all import FOR_ALL
from jobmarket.extract.roles import role_mentions

_READ = 4000  # characters that decide
_HEAD = 600  # where a post says what it is
_SHORTEST = 15  # letters
_SHORT = 120
_TOP = 400  # where a header stands, if there is one
_WANTS = 4  # different demands on who applies
_WORDS_ABROAD = 2
_LONG = 1500  # no reply and no question is; of 3,900 posts of a community none was
_BRIEF = 800  # a link to a page of jobs in a longer text may be anybody's

# Who looks for work says so at once; the weaker words also stand in ads ("send us your resume").
_SEEKER = sparing.compile(
    r"\bseeking (?:work|employment|(?:a |new )(?:job|position|role|opportunit))|\blooking for (?:work\b|a (?:new )?job|freelance work|my next|new opportunit)"
    r"|\bavailable for (?:hire|work|freelance)|\bi(?:'|’)?(?:m| am) an? (?!(?:[\w-]+ ){0,2}(?:founder|recruiter|manager) )[\w /,-]{3,40} (?:looking|seeking|with \d)|\bwilling to relocate\s*:\s*(?:yes|no|possibl|maybe|open)|(?<!your )(?<!send )\br[ée]sum[ée](?:/cv)?\s*:\s*\S"
    r"|\A\W{0,4}(?:i(?:'|’)?(?:m| am) )?(?:looking for|seeking) an? (?:[\w-]+ ){0,5}(?:position|job|role|internship)\b(?! (?:to fill|open|available))|\bhire me\b|\bich suche (?:[\w-]+ ){0,3}(?:stelle|job|arbeit|praktikum|anstellung)|\bje (?:re)?cherche (?:un|actuellement)|\bje suis (?:actuellement )?à la recherche|\b(?:tôi|mình|em) (?:đang )?(?:cần )?tìm việc|\bi think i(?:'|’)m a (?:good|great)|\bhello hiring manager|个人求职|[【\[]求职|^\W{0,6}求职|求职[-—|]|求职中|本人(?:求职|正在求职|在找|目前有|是\d\d届)|求(?:一?份)?(?:远程|工作|内推|职位)|找(?:一份)?工作|找(?:暑期)?实习\b|届找|寻求(?:工作|远程|岗位|机会)|求收留|期望(?:职位|岗位|城市|工作方向)",
    re.IGNORECASE | re.MULTILINE,
)
# Below a header of bars an ad may ask "are you looking for a job that matters?", or tell how its writer came there;
# who looks for work says so in capitals, or of themselves.
_TOLD_BELOW = re.compile(
    r"(?![\s\S]{0,800}(?-i:SEEKING WORK))[^|｜\n]{1,120}[|｜][^|｜\n]{1,120}[|｜][\s\S]{0,700}?(?<!i'm )(?<!i’m )(?<!i am )(?<!currently )(?<!actively )"
    r"\b(?:(?:seeking|looking for) (?:work|employment|a (?:new )?(?:job|role)|my next)|available for (?:work|hire))",
    re.IGNORECASE,
)
_SURE_SEEKER = sparing.compile(
    r"个人求职|求职中|届找|现寻|厚着脸皮|赏口饭|求(?:各位)?.{0,3}内推|本人双非|在读.{0,2}找|^\W{0,6}蹲一个|投一下(?:我的)?简历|工作经历.{0,60}应聘|^\W{0,8}求职|\bi think i(?:'|’)m a (?:good|great)|\bhello hiring manager",
    re.IGNORECASE | re.MULTILINE,
)
_OFFER = sparing.compile(
    r"内推|招聘|招人|校招|社招|在招|急招|诚招|诚邀|秋招|春招|招中|(?<![a-z])hc(?![a-z])|招(?:前端|后端|客户端|服务端|测试|运维|开发|算法|产品|设计|java|golang|python|php)|招(?:高级|资深)|岗位",
    re.IGNORECASE,
)
_MAYBE_SEEKER = sparing.compile(
    r"\bmy (?:resume|cv|portfolio)\b|我的(?:在线)?简历|个人简历|在线简历|蹲(?:个|一个)|可到岗|(?<![+＋_-])求职意向|本人优势|个人优势|我的优势",
    re.IGNORECASE,
)
_EMPLOYER = sparing.compile(
    r"\bwe(?:'|’)?(?: a)?re (?:\w+ )?(?:hiring|looking|seeking|searching)|\bis (?:hiring|seeking|looking for)|\bis advertising for\b|\bare hiring|\bwe (?:currently |also |still )?have (?:\w+ ){0,3}(?:openings|positions|roles|vacancies)\b|招聘|诚聘|诚招|急招|招人|招募|招收|岗位职责|职位描述|任职要求|岗位要求|岗位名称|职位要求|工作职责|欢迎.{0,6}投递",
    re.IGNORECASE,
)
_NOTICE = sparing.compile(
    r"招聘帖关闭|上个月的招聘|招聘信息汇总|下月招聘|who wants to be hired|this thread is for|please (?:only )?(?:post|lead|state|list) |searchers:|hnhiring\.|search(?:able)? (?:these|this|the) (?:thread|posts|jobs)|\bwhoishiring\b(?!:?\s*\n)|friendly reminder|必须披露",
    re.IGNORECASE,
)
_REPLY = re.compile(
    r"\s*(?:>|@\w|\*?edit\b|(?:hi|hey|hello)\b|thanks?\b|thank you|(?:yes|no|yeah|yep|nope|sure|same|agreed?|nice|cool|great|wow)\b|interested\b|i (?!work|run|lead|manage)\w+|i(?:'|’)(?:m|ve|d|ll)\b|(?:is|are) (?:this|the|it|there|that|you|these)\b"
    r"|(?:do|can|could|would|will|did) (?:you|they|i|we|this|love)\b|does\b|(?:what|why|how|which|where|who|when)\b|any (?:chance|idea|plans|update)|just (?:applied|sent|curious|wondering|fyi)|(?:applied|sent|emailed|sorry|fyi|please|also)\b|the link|link (?:is|seems)|your\b|you\b|that\b|it(?:'|’)?s?\b|(?:ok|oh|ah|lol|haha|so|but|and|not|given|maybe|perhaps|well|actually)\b|\+1|this (?:is|looks|sounds)|(?:looks|sounds)\b|if you|there(?:'|’)?s?\b"
    r"|请问|想问|顶|mark\b|up\b|沙发|已投|收到|支持|好的|为什么|怎么|有没有|各位抱歉|哈哈|您好|你好|有无|求|可以|还招|是不是|不错|打卡|关注|感谢|谢谢|这个|我(?!们|司|厂|正在招))",
    re.IGNORECASE,
)
_HIRING = sparing.compile(
    r"\b(?:we(?:'|’)?(?:re| are) (?:\w+ ){0,3}(?:hiring|looking for|looking to|seeking|searching|recruiting)|is (?:\w+ ){0,2}(?:hiring|looking for|looking to|seeking|recruiting)|are (?:hiring|looking for)|hiring|join (?:us|our|the team)|come (?:work|join)|apply|careers?|open (?:roles?|positions?)|openings?|job description|full[ -]?time|on-?site|remote|visa|interns?|salary|equity|stack|resume|your cv|role|position|team|positions|responsibilities|requirements|qualifications)\b"
    r"|招聘|诚聘|急聘|诚招|急招|招人|招募|内推|岗位|职位|职责|要求|薪|投递|简历|全职|远程|福利|联系方式|工作地点|坐标|加入我们|五险|base|任职|邮箱",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(
    r"\W{0,6}[A-Z0-9][\w.&'-]{0,30}(?: [\w.,&'()-]{1,20}| https?://\S{1,60}){0,4} (?:[Ii]s|[Aa]re) (?:currently |now )?(?:[Hh]iring|looking for (?!work|a job)|seeking)"
)
# Names and places parted by dashes ("Acme - Berlin - https://…"), as others part theirs by bars.
_DASHED = re.compile(
    r"(?!(?:Update|Edit|Note|PS|Careful|Congrats|FYI|Btw)\b)(?:[A-Z0-9]|[a-z]{1,2}[A-Z])[^\n?!|]{1,60}? [-–—]{1,2} "
    r"(?!(?:I|The|We|It|This|That|You|They|He|She|Is|Are|If|Not|No|Yes|Please|Great|Just|Also|Any|What|How|Why|Do|Does)\b)"
    r"(?:[A-Z]|https?:|www\.)"
)
_HEADER_MARK = re.compile(r"\||｜")
_JOB = sparing.compile(
    r"engineer|developer|designer|scientist|manager|analyst|architect|programmer|devops|full[ -]?stack|front[ -]?end|back[ -]?end|\bdevs?\b|hacker|\bintern|researcher|post-?doc|lead\b|founder|工程师|开发|前端|后端|产品经理|算法|设计师|测试|运维|运营|架构|全栈|程序员|专家|客户端|服务端",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://|www\.|\S@\S|apply|邮箱|微信", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# The poster's own words where an ad begins; who looks for a job names "a position" soon after.
_I_HIRE = re.compile(
    r"\s*(?:we(?:'|’)?(?:re| are) (?:\w+ )?|i(?:'|’)?(?:m| am) (?:\w+ )?)?(?:hiring\b|(?:looking|seeking) (?!(?:for )?(?:work\b|employment|freelance|remote work|opportunit|clients))"
    r"(?!to (?!hire|add))(?![^.!\n]{0,80}\b(?:positions?|jobs?|internships?|roles?|gigs?|projects? to|advice)\b))",
    re.IGNORECASE,
)
# A term of work that stands by itself, as in a header: "Heron, Oslo, ONSITE".
_TERM = re.compile(
    r"(?:^|[|•·,;(\-–—/])[ \t]*(?:(?:100%|[Ff]ully|[Aa]ll) )?(?:ONSITE|On-?[Ss]ite|ON-SITE|REMOTE(?: OK| ONLY)?|Remote(?: only| OK| ok)?"
    r"|FULL[- ]?TIME|[Ff]ull[- ][Tt]ime|Fulltime|[Pp]art[- ][Tt]ime|INTERNS?|VISA|CONTRACT)(?:, permanent)?[ \t]*(?:$|[|•·,;).\-–—/])",
    re.MULTILINE,
)
_ELSEWHERE = re.compile(
    r"\bHN\b|hacker ?news|\bjobs (?:for|at|from|curated|board)\b|job ?boards?|\bcurated?\b|\[suggestion|\bplug-?in\b|\bextension\b|school grades?|forms of hacking",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_MAIL = re.compile(r"\S@\S|\S ?[\[(]at[\])] ?\S|\w at \w+ dot \w")
_JOBS_PAGE = re.compile(
    r"[/.](?:jobs|careers?)\b|\b(?:jobs|careers?)(?:@|\.\w)|\b(?:greenhouse\.io|grnh\.se|lever\.co|workable\.com|ashbyhq\.com|bamboohr\.com|recruitee\.com|smartrecruiters\.com"
    r"|jobvite\.com|icims\.com|myworkdayjobs\.com|theresumator\.com|ziprecruiter\.com|gh_jid=)",
    re.IGNORECASE,
)
# Whom to write to; and the employer's own word that it hires.
_APPLY_TO = re.compile(r"\b(?:jobs|careers?|hiring|talent|recruit\w{0,4}|resumes?)(?:\+\w+)?@", re.IGNORECASE)
_WE_HIRE = re.compile(r"\bwe(?:'|’)?(?: a)?re (?:\w+ )?(?:hiring|looking for|seeking)\b", re.IGNORECASE)
# The parts of a written-out ad, each under its heading; who answers a post has none.
_PART = re.compile(
    r"(?:^|[.:!]\s|[•*]\s?)[ \t#*–-]{0,6}(who (?:we|you) are|who we want|what (?:you(?:(?:'|’)ll| will)|we(?:(?:'|’)re)?) (?:do|be doing|own|bring|offer|looking for)|you will own"
    r"|what (?:you bring|we offer)|why (?:(?:join|work) [\w ]{2,20}|us|[A-Z]\w{2,20})|about (?:the |this |your )?(?:role|job|position|opportunity|team|us|you|company)|about [A-Z][\w&]{2,20}(?: [\w&]{2,20}){0,3}"
    r"|(?:the|your) (?:role|profile|tasks|mission|responsibilities)|(?:(?:key|main|core|your|roles?) (?:(?:and|&) )?)?responsibilities|(?:minimum|preferred|basic|required|desired|job|key)? ?(?:qualifications|requirements|skills|experience and skills)"
    r"|must[ -]haves?|nice[ -]to[ -]haves?|job (?:description|summary|title|purpose|overview|responsibilities)|job description|position (?:summary|overview)|(?:(?:perks|compensation) (?:and|&) )?benefits|we offer)"
    r"[ \t]*(?:[:?*–-]|$|(?<=description)[ \t]*\w)",
    re.IGNORECASE | re.MULTILINE,
)
_WANTED = re.compile(
    r"\byears(?:'|’)? (?:of )?(?:[\w-]+ ){0,3}experience|\b(?:degree|diploma) in\b|\b(?:bachelor|master)(?:'|’)?s\b|\bproficien\w+|\bhands[ -]on (?:experience|knowledge)|\b(?:strong|deep|solid|good|working) (?:knowledge|understanding|experience|background|skills)"
    r"|\bexperience (?:with|in|building|of)\b|\bability to\b|\bfamiliar(?:ity)? with\b|\bresponsible for\b|\bknowledge of\b|\bexcellent (?:written|verbal|communication)|及以上学历|经验|优先|熟悉|精通|负责|掌握",
    re.IGNORECASE,
)
# German, French and Vietnamese ads; no chatter is read in these languages but by those who look for work.
_ABROAD = re.compile(
    FOR_ALL
    + r"|\bwir suchen\b|\bsuch(?:en wir|t)\b|\bbewerb|\b(?:ihr|dein|ihre|deine) (?:profil|aufgaben?|qualifikation\w*|rolle)|\baufgaben|\b(?:wir bieten|bieten wir|wir erwarten)\b|berufserfahrung|festanstellung|unbefristet|\b(?:voll|teil)zeit|vergütung|\bgehalt|werkstudent|\bpraktikum|\w{3,}kenntnisse|\bstellen?\b|mitarbeiter|verstärkung|\bkarriere|homeoffice|ausbildung|\bstudium\b|anstellung"
    r"|\brecrut\w+|\b(?:re)?cherch(?:e|ons|ent)\b|\bposte\b|\bC\.?D\.?[ID]\b|\bcandidat(?:ures?|s|\(e\))?\b|\bpostul|\bvos missions\b|\bmissions? (?:principales?|sont)\b|\brémunér\w+|\bsalaire|télétravail|temps (?:plein|partiel)|\balternan\w+|\bexpériences?\b|\bcompétences\b|\bintérim\w*|\bau sein\b|titulaire|\bvous (?:êtes|aurez|serez|avez|justifiez|maîtrisez|assurez|participe[rz])\b|\bprofil\b|\bhoraires\b"
    r"|tuyển|mô tả công việc|\byêu cầu|quyền lợi|\blương\b|kinh nghiệm|ứng (?:viên|tuyển)|phúc lợi|chế độ|\bchuyên viên|nhân viên|\bkỹ sư|lập trình viên|thực tập|công việc|\btrách nhiệm|\bthành thạo|phát triển",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")  # says as much as two letters
_THANKS = re.compile(r"\s*(?:感谢|谢谢)[^\n]{0,40}\n")


def is_ad(text: str, *, title: str | None = None) -> bool:
    """Whether a text offers at least one job.

    Args:
        text: the post as plain text.
        title: the title field of an applicant-tracking system; what has one is an ad.

    False for empty text, questions and replies, thanks and bumps, people who look for work, notices
    about the thread itself.
    """
    if title and title.strip():
        return True
    read = _unquoted(text[:_READ])
    read = _THANKS.sub("", read, count=1)
    if sum(map(len, _LETTERS.findall(read[:400]))) + len(_HAN.findall(read[:400])) < _SHORTEST:
        return False
    first = read.lstrip()[:300].split("\n", 1)[0]
    question = _ADDRESS.sub("", first)
    asks = "?" in question or "？" in question
    marks = len(_HEADER_MARK.findall(first))
    if _NOTICE.search(read, 0, _HEAD) and not marks:
        return False
    if _SURE_SEEKER.search(read, 0, _HEAD):
        return False
    seeker = _SEEKER.search(read, 0, _HEAD)
    if seeker and not _TOLD_BELOW.match(read.lstrip()) and not _EMPLOYER.search(read, 0, _HEAD):
        return False
    if _MAYBE_SEEKER.search(read, 0, _HEAD) and not _EMPLOYER.search(read):
        return False
    signals = len({match.group().lower() for match in _HIRING.finditer(read)})
    has_job = bool(_JOB.search(read))
    if len(read) >= _LONG and signals > 1:
        return True
    if (_SAYS_SO.match(read) and not asks) or _I_HIRE.match(read):
        return True
    if marks and (has_job or signals >= 2 or marks >= 2):
        return True
    has_page = bool(_JOBS_PAGE.search(read))
    if _REPLY.match(read) and not (_EMPLOYER.search(read, 0, _HEAD) and not asks):
        if not read.lstrip().startswith(">") and _says_where(read, has_page):
            return True
        is_long = signals >= (5 if asks else 4) and has_job and len(read) >= 250
        return (is_long and (has_page or bool(role_mentions(read)))) or _is_written_out(read)
    if _DASHED.match(read.lstrip()) and not asks and (has_job or signals or has_page):
        return True
    if _OFFER.search(read, 0, _HEAD) and not asks:
        return True
    if signals >= 4 or (signals >= 2 and has_job and len(read) >= _SHORT):
        return True
    if asks:
        return _says_where(read, has_page) or _is_written_out(read)
    if (has_job or signals >= 3) and _EMPLOYER.search(read, 0, _HEAD):
        return True
    if has_job and (signals >= 1 or _LINK.search(read)) and role_mentions(read):
        return True
    return _is_brief(read, has_job, has_page) or _is_written_out(read)


def _is_written_out(text: str) -> bool:
    """Whether a text has the parts of an ad, or the words of one in a language without chatter.

    So ads are known whose title stood in a field of its own and was not handed over.
    """
    parts = {match[1].casefold() for match in _PART.finditer(text)}
    wanted = {match.group().casefold() for match in _WANTED.finditer(text)}
    if len(parts) >= 2 or (parts and len(wanted) >= 2) or (len(wanted) >= _WANTS and not _REPLY.match(text)):
        return True
    abroad = len({match.group().casefold() for match in _ABROAD.finditer(text)})
    return abroad >= _WORDS_ABROAD or (abroad > 0 and bool(role_mentions(text)))


def _says_where(text: str, has_page: bool) -> bool:
    """Whether an employer itself says that it hires, and where one applies."""
    return bool(_WE_HIRE.search(text)) and (has_page or bool(_MAIL.search(text))) and not _ELSEWHERE.search(text)


def _is_brief(text: str, has_job: bool, has_page: bool) -> bool:
    """Whether a post that says little of hiring is an ad by its form: terms of work as in a header, the employer's page
    of jobs, or an address for those who want to join."""
    if _TERM.search("\n".join(text.lstrip()[:_TOP].split("\n")[:6])):
        return True
    if _ELSEWHERE.search(text):
        return False
    if len(text) < _BRIEF and has_page and len(_LETTERS.findall(_ADDRESS.sub("", text))) >= 2:
        return True
    return bool(_OWN.search(text)) and bool(_MAIL.search(text) if has_job else _APPLY_TO.search(text))


def _unquoted(text: str) -> str:
    """A post that is one quotation (ads are pasted so) without its marks; others as they are."""
    rows = [row for row in text.split("\n") if row.strip()]
    if len(rows) >= 3 and sum(row.lstrip().startswith(">") for row in rows) > len(rows) * 0.6:
        return "\n".join(row.lstrip(" >") for row in rows)
    return text
