"""Which work modes an ad offers: remote, hybrid, onsite; never inferred from a place or an office's address.

Only what is offered counts: "no remote" offers nothing, "remote sensing" is no work mode, and "3 days a week
in the office" is hybrid however it is called.
"""

from __future__ import annotations

import re

from jobmarket.extract import sparing

_L, _R = r"(?<![A-Za-z0-9_])", r"(?![A-Za-z0-9_])"

#: Nouns after "remote" or "hybrid" that make it something else than a way to work.
_REMOTE_THINGS = (
    r"sens\w+|teams?|team\s*mates?|customers?|clients?|offices?|monitoring|access|procedure|desktops?|control\w*|servers?|"
    r"site|sites|locations?|users?|devices?|diagnos\w+|support|patients?|health\w*|care|operation|operations|management|"
    r"repositor\w+|code|server|procedure|execution|communit\w+|villages?|areas?|regions?|colleagues|workforce|workers|"
    r"employees(?!\s+(?:are\s+)?welcome)|learning|education|teaching|assistance|inspection|deposition|viewing|surgery|imaging|proctoring|"
    r"controlled|meetings?|sessions?|api|apis|host|machines?|systems?|work\s+(?:tools|platform|software)|collaboration|"
    r"culture\s+platform|environments|debugging|interviews?|screen|interview|hiring(?!\s+in\b)|corners?|parts|play|data|vehicles?|driving|identification|patient|and\s+bedside|workspace|workplace|work\s+stipend|polic(?:y|ies)\s+stipend|status|databases?|courses?"
)
_HYBRID_THINGS = (
    r"cloud\w*|apps?|search\w*|mobile|models?|approach\w*|systems?|architectures?|infrastructure|retriev\w+|vehicles?|"
    r"cars?|electric|deploy\w+|environments?|solutions?|environment|ai|multi\w*|quantum|threat|warfare|it|rag|recommend\w+|"
    r"algorithms?|method\w*|data\w*|public|private|platform\w*|native|framework\w*|software|development\s+framework|intelligence|"
    r"inference|simulation|computing|storage|engine\w*|rechargeable\w*|thermi\w*|compute|of|between|human|powertrains?|learning|network\w*|role\s+(?:between|combining|of|that)|(?:(?:and|or)\s+)?on-?prem\w*"
)
_DENIED = re.compile(
    r"(?:(?<![A-Za-z])(?:no|not|non|never|isn[’']t|aren[’']t|without|cannot|can[’']t|can\s?not|unable\s+to|don[’']t|do\s+not|won[’']t|neither|nor|kein|keine|pas\s+de|không)"
    r"(?:[\s:-]+(?:a|an|as|any|be|have|currently|yet|offer\w*|allow\w*|accept\w*|consider\w*|do|doing|support\w*|considered|at|this|time|the|fully|full|100%|work|accommodate|provide|offering|available|possible|eligible|for|looking|done|performed|remotes?|hiring|only|open|to|und|or|làm|việc|hỗ\s+trợ)){0,5}[\s:(-]*$)"
    r"|(?:☐|❌|✗|✘|🚫|\[ \])\s*$|\b(?:rounds?|interviews?)\s+(?:(?:is|are|will\s+be|takes?\s+place)\s+(?:held\s+|conducted\s+)?)?$|\bunless\s(?:[\w’'-]{1,16}\s){0,6}$|\bfrom\s+(?:in-?office|on-?site)\b[^.\n]{0,30}\n?[^.\n]{0,30}\bto\s+$|\bcircumstances\b[^.\n]{0,24}\brequire\s+$"
    r"|(?:不接受|不支持|不提供|不考虑|不允许|没有|非|拒绝|不能|无|不|无需|无须|不用|不招|谢绝|考虑开放|疫情期间[\u4e00-\u9fff]{0,6})\s*$",
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
_REMOTE = sparing.compile(
    rf"{_L}(?:(?<!hybrid[ -])(?<!git[ ])remote(?!\s+(?:{_REMOTE_THINGS}){_R})(?!-(?:control|sens|access|zugriff|hands|wartung|support|desktop))|remotely|remotes{_R}|telecommut\w+|telework\w*|work(?:ing)?[\s-]+(?:at[\s-]+home|from[\s-]+(?:your\s+)?(?:home|anywhere))|(?<!hybrid[ -])wfh|work\s+anywhere|"
    rf"fully\s+distributed|vollständig\s+verteilt\w*|équipe\s+(?:100\s?%|entièrement)\s+distribuée|homeoffice|home[\s-]office|mobile[snr]?\s+arbeit\w*|remote-?arbeit|(?<!logiciel\sde\s)télétravail\w*|teletravail|travail\s+(?:entièrement\s+)?à\s+distance|"
    rf"à\s+distance(?!\s+avec\b)|làm\s+việc\s+từ\s+xa|làm\s+từ\s+xa|(?<!khách\shàng\s)từ\s+xa|làm\s+việc\s+tại\s+nhà(?!\s+(?:hàng|máy|thuốc|trường|khách))|tại\s+nhà(?!\s+(?:hàng|máy|thuốc|trường|khách))|teletrabajo|remoto){_R}"
    r"|(?<!异地)(?<!连接)远程(?!控制|车辆|程|操控|驾驶|调用|监控|教育|医疗|桌面|连接|服务器|会议|升级|诊断|运维|访问|培训|支持|协助|面试|技术|沟通|会诊|心电|协作|唤醒|维护|抄表|办公(?:[与和及]|软件|平台|产品|工具|系统|厂商))|遠端|全线上|居家办公|在家办公|在家工作|(?<!不)(?:可以?|支持)居家|(?:接受|支持|可以?)异地远程|リモート(?!モニタ|センシング|監視|デスクトップ|アクセス)",
    re.I,
)
_HYBRID = sparing.compile(
    rf"{_L}(?:hybride?s?|h[íi]brid[oa]s?|hybrid-?(?:work\w*|model\w*)?){_R}(?!\s?(?!办公|工作|模式|上班)[\u4e00-\u9fff])(?!\s*[-/]?\s*(?:{_HYBRID_THINGS}){_R})|混合办公|混合模式|làm\s+việc\s+hybrid",
    re.I,
)
_ONSITE = sparing.compile(
    rf"{_L}(?:(?<!hybrid\s)(?<!quarterly\s)(?<!monthly\s)(?<!occasional\s)on[\s-]?site(?!\s+(?:once|per|every|each)\s+)(?!\s*/\s*(?:business|travel|trip))(?!\s+(?:(?:job\s+|work\s+)?opportunit\w*|interviews?|support|employees|visits?|gym|dentist|doctor|physio\w*|massage\w*|barista|nursery|laundry|showers?|yoga|cafe\w*|lunch\w*|meals?|parking|childcare|customers?|clients?|with\s+(?:customers|clients)|at\s+(?:customers?|clients?)|amenities|fitness|training|health\w*|chef|daycare|kitchen|food|loop|panel|stage|installation\w*|search|engineer\s+visits))|in[\s-]office|in[\s-]person(?!\s+(?:interview|meet|events?|retreat|gather|meetup|offsite|onboarding|training|collab|conferenc|summit|at\s+(?:events|conferences)))|in[\s-]the[\s-]office|"
    rf"office[\s-]based|(?:work|working)\s+(?:from|in)\s+(?:our|the)\s+office|(?<!kantine\s)(?<!kunden\s)(?<!kita\s)(?<!parkplätze\s)(?<!parkplatz\s)vor\s+ort|präsenz\w*|présentiel|presencial|full\soffice|praca\s+stacjonarna|sur\s+site|tại\s+văn\s+phòng){_R}|现场办公|坐班|驻场|到岗办公|线下办公",
    re.I,
)
_DAYS = r"(?<![\d,])(?<!\d\.)(?:[1-4](?:[.,]5)?|one|two|three|four|several|1-2|2-3|3-4|một|hai|ba|zwei|drei|deux|trois|[一二三四两兩])(?:\s*(?:-|–|to|or|bis|à)\s*(?:[1-4]|two|three|four))?\+?x?[\s-]*(?:days?|tagen?|tage?|jours?|j(?=\s?(?:/|par)\s?s)|ngày|天|x)"
#: "2 days a week in the office", and other words for it: two patterns, each with beginnings that are rare.
_COUNTED_DAYS = sparing.compile(
    rf"{_DAYS}\s*(?:/|per|a|each|every|pro|die|in\s+der|par|de|mỗi|một|the)?\s*(?:week|wk|woche|semaine|s(?:em)?\b|tuần)?\s*(?:\([^)]{{0,20}}\))?\s*(?:of\s+|de\s+|en\s+|(?:spent\s+)?work(?:ing)?\s+(?=in\s|from\s|at\s)|spent\s+)?(?:in[\s-](?:the[\s-]|our[\s-])?(?:office|person)|on[\s-]?site|sur\s+site|présentiel|à\s+distance|tại\s+(?:văn\s+phòng|nhà)|từ\s+xa|vor\s+ort|(?:at|from)\s+(?:the|our)\s+(?:[\w’'-]{{1,20}}\s+){{0,3}}office|(?:from|at)\s+home|wfh|remote|home[\s-]?office|homeoffice|télétravail|im\s+büro|in\s+unserem\s+büro|mobiles?\s+arbeiten|daheim|(?:von\s+)?zu\s?hause|chez\s+(?:vous|soi|toi)|au\s+bureau|(?-i:TT)\b|居家|远程|在家|in\s+(?:[\w’']{{1,20}}\s+){{1,4}}office|office)",
    re.I,
)
_SOME_DAYS = sparing.compile(
    rf"(?:in[\s-](?:the[\s-]|our[\s-])?office|in[\s-]person|on[\s-]?site|from\s+home|wfh|remote(?:ly)?|telework(?:ing)?|home[\s-]?(?:office|based)|homeoffice|mobil\w{{0,2}}\s+arbeit\w*|télétravail|présentiel|sur\s+site|au\s+bureau|(?:präsenz\w*\s+)?im\s+büro|tại\s+văn\s+phòng|tại\s+nhà|từ\s+xa)(?:\s+möglich\w*)?\s*[:(,-]?\s*(?:(?:at|in|from)\s+(?:our|the)\s+(?:[\w’'-]{{1,20}}\s+){{0,3}}offices?,?\s+)?(?:at\s+least\s+|à\s+|an\s+|up\s+to\s+|min(?:imum)?\s+|bis\s+zu\s+|jusqu[’']à\s+|~\s*|minimum\s+of\s+|about\s+|for\s+|limited\s+to\s+|limité\w?\s+à\s+|max\.?\s+){{0,2}}{_DAYS}"
    r"|\b(?:on-?site|in\s+(?:the|our)\s+office)\s+(?:\d\s?(?:[-–]|to|or)\s?)?(?:[2-4]|two|three|four)\s+times\s+(?:a|per|each|every)\s+week\b"
    r"|(?<![-–]\s)(?<![-–])(?<!to\s)(?<!through\s)\b(?:mon|tue|wed|thu|fri)[a-z]{0,6}(?:(?:\s?[/,&+]\s?(?:and\s)?|\sand\s)(?:mon|tue|wed|thu|fri)[a-z]{0,6}){1,3}\s(?:in|at)[\s-](?:the\s|our\s)?office\b|\bin[\s-](?:the[\s-])?office\s+(?:on\s+)?(?:(?:mon|tue|wed|thu|fri)[a-z]{0,6}(?:(?:\s?[/,&+]\s?(?:and\s)?|\sand\s)(?:mon|tue|wed|thu|fri)[a-z]{0,6}){1,2}(?!\s?[/,&+–-]|\s(?:and|to|through)\s)|mon(?:day)?\s?(?:-|–|to|through)\s?(?:tue|wed|thu)[a-z]{0,6})"
    r"|\bpartial(?:ly)?\s+(?:on-?site|in-?office|in-?person)\b|(?<![\d.,-])[1-9]\d\s?%\s+(?:in-?office|on-?site|in-?person)\b|\boffices?\s+(?:(?:at\s+least|a\s+minimum\s+of|about|around|up\s+to|for)\s+){0,2}[1-9]\d\s?%\s+of\s+(?:the|your|their|our)\s+(?:work(?:ing)?\s+)?time\b"
    r"|\b(?:partly|partially|partial(?:ly)?|part(?:-|\s)time|some|occasional(?:ly)?|semi|half)[\s-]*(?:remote|wfh|work(?:ing)?\s+from\s+home|telecommut\w*|telework\w*|télétravail)"
    r"|télétravail\b[^.\n]{0,24}?jusqu[’']à\s[1-9]\d\s?%|télétravail\W{1,3}(?:(?:possible|autorisé|jusqu[’']à|de|à\s+raison\s+de|:|pour\s+télétravailler)\W{1,3}){0,4}(?:[1-4]|un|deux|trois|quatre)(?:\s*(?:à|ou|-)\s*[1-4])?\s*(?:jours?|j\b)|télétravail\b[^.\n]{0,40}?\b(?:[1-4]|un|deux|trois|quatre)\s*j(?:ours?)?\s*(?:/|par)\s*s(?:em)?|\b[1-4]\s?j\s+de\s+télétravail|télétravail\s{0,2}(?:possible\s*)?[(:]?\s*(?:partiel|hybride|occasionnel|ponctuel|régulier|à?\s?mi-temps)|travail\s+à\s+domicile\s+(?:partiel|occasionnel|ponctuel|régulier)|télétravailler\s+(?:jusqu[’\x27]à\s+)?\d{1,2}\s*(?:jours?|j)\b|remote\s*\((?:partial|partially|part)\)|anteilig\w*\s+home|(?<!100% )(?:remote|home[\s-]?office)\s+(?:up\s+to\s+|bis\s+(?:zu\s+)?)?[1-9][05]\s?%|home\s?-?office-?(?:anteil|quote)\W{1,3}(?:(?:bis(?:\s+zu)?|von|ca\.?|max\.?)\s+)?[1-9]0\s?%|alternierende\w?\s+(?:tele|home|mobil)\w*|tageweise\w?\s+(?:home|mobil|remote)\w*|télétravail\s+(?:\w{1,12}\s+)?[1-4]\s?/\s?5\b|(?:flexible\s+)?remote\s+days(?=\s*(?:$|[\n,;.(]))|remote\s+(?:is\s+|work\s+)?possible,?\s+but\s+not\s+full[\s-]?time|(?<![\d>])(?<!> )[2-8]0\s?%\s+(?:mobil\w{0,2}|remote|im\s+home\s?-?office|from\s+home|home\s?-?office)"
    r"|(?:half|\d{2}\s?%|some|part)\)?\s+of\s+(?:our|your|the|their)\s+(?:work(?:ing)?\s+)?time\s+(?:\w{1,12}\s+){0,3}in\s+(?:the|our|your|their|an)\s+(?:assigned\s+)?office"
    r"|\b(?:mix|mixture|combination|combines|combining|balance|blend|alternate|split|divided)\s+(?:of\s+|between\s+)?(?:your\s+|our\s+|the\s+|working\s+)?(?:time\s+)?(?:in[\s-](?:the[\s-])?|from\s+the\s+)?(?:office|on-?site|in-?person)\s(?:[\w-]{1,16}\s){0,3}?(?:and|with|or|&)\s+(?:[\w-]{1,16}\s){0,3}?(?:remote|home|wfh)(?:\s+work\w*)?"
    r"|\b(?:mix|mixture|combination|balance|blend|alternate|split)\s+(?:of|between)\s+(?:working\s+)?(?:from\s+)?(?:remote(?:ly)?|home)(?:\s(?:[\w-]{1,16}\s){0,3}?(?:and|with|or|&)\s+(?:[\w-]{1,16}\s){0,3}?|,\s+)(?:office|on-?site|in-?person)\b"
    r"|offices?\b[^.\n]{0,50}?(?<![\d-])(?:[1-4](?:\s?[-–]\s?[1-4])?|one|two|three|four)\+?\s*(?:days|x)\s*(?:per|a|each|/)\s*week"
    r"|(?:mon|tues|wednes|thurs|fri)days?\s+(?:are\s+)?(?:(?:work\s+)?from\s+(?:your\s+)?home|wfh|remote)"
    r"|(?:work(?:ing)?[\s-]+from[\s-]+home|wfh|remote(?:[\s-]+work(?:ing)?)?)[\s-]+(?:(?:on\s+|every\s+)?(?:working\s+)?(?:mon|tues|wednes|thurs|fri|satur)days?|days?|(?:flexibility\s+)?(?:as\s+needed|on\s+occasion|occasionally|sometimes))\b"
    r"|\b(?:[1-4]|one|two|three|four)\s+(?:on-?site|in-?office|office|remote|wfh|home[\s-]?office)\s+days?\b"
    r"|(?:周|星期|礼拜)[一二三四五](?:都)?(?:可以?|固定|全员)?(?:居家|远程|在家)|周[一二三四五、]{2,4}(?:到|来|去|在)(?:公司|办公室)|(?:居家|远程|在家|到办公室|去办公室|到岗|坐班)(?:办公|工作)?\s?[1-4一二三四两](?:[-~至到][1-4一二三四两])?\s?天|[1-4一二三四两]\s?天(?:在|到|去)?(?:办公室|到岗|坐班)"
    r"|(?:wechsel|mix|mischung|kombination)\s+(?:zwischen|aus|von)\s+(?:\w{1,12}\s){0,2}?(?:büro|office|präsenz)\w{0,12}\s+und\s+(?:home|mobil|remote)\w*"
    r"|(?:from\s+home|telework(?:ing)?)(?:\s?\([^()\n]{0,16}\))?\s+part[\s-]time\b|offices?\s+(?:once|twice)\s+(?:a|per|every|each)\s+week"
    r"|(?:from\s+home|remote(?:ly)?|in\s+the\s+office)\s+(?:together\s+)?(?:most|some|a\s+few)\s+days\b|offices?\s+(?:(?:every|each|on)\s+)?(?:mon|tues|wednes|thurs|fri)days?(?!\s*(?:to|through|-|–)\s*fri)|\bremote\s+(?:vào\s+)?thứ\s(?:[2-7]|hai|ba|tư|năm|sáu|bảy)\b|\bthứ\s(?:[2-7]|hai|ba|tư|năm|sáu|bảy)\s(?:hàng\stuần\s)?(?:được\s|có\sthể\s)?làm\s(?:việc\s)?(?:từ\sxa|tại\snhà|remote)",
    re.I,
)
#: Behind the days at one place: "…, the rest remote", "…, three in the office".
_REST = re.compile(r"[,，;；]?\s?其[余他](?:时间)?(?:可)?(?:远程|居家|在家)|[,;:–—\s-]{0,4}(?:and\s+)?(?:the\s+other\s+)?(?:one|two|three|four|[1-4])(?:\s+days?)?\s+(?:remote|on-?site|(?:in|at|from)\s+(?:the\s+|our\s+)?(?:office|home))\b|[,;:–—\s-]{0,4}(?:and\s+|und\s+)?(?:the\s+)?(?:rest|remainder|remaining|other|otherwise|sonst)\b[^.\n|]{0,40}?(?:remote(?:ly)?|home|mobil\w*)", re.I)
#: German ads offer these beside the office; alone they are remote only where nothing else can be meant.
_BESIDE_OFFICE = re.compile(r"(?:home[\s-]?office|mobil\w{0,4}[\s-]+(?:arbeit|office)|von\s+zu\s?hause)\S{0,16}", re.I)
#: Behind such words: from anywhere in the country.
_WIDELY = re.compile(r"\s{1,2}(?:deutschland|bundes|österreich|schweiz|europa|welt)weit", re.I)
#: The same in English; beside any other word for a mode it adds nothing.
_MOBILE = sparing.compile(r"\bmobile[\s-]+work(?:ing)?\b", re.I)
_WHOLLY = re.compile(r"(?:100\s?%|vollständig\w*|komplett\w*|ausschließlich\w*|dauerhaft\w*|voll|fully|reine?s?)[\s-]+$", re.I)
_MODES = ("hybrid", "onsite", "remote")

#: In running text a mode needs words that tie it to the job: remote sensing, on-site chefs and hybrid
#: clouds are endless.  In a header, a title or a field it stands alone.
_JOB = r"(?:work(?!out|shop|force|book)\w*|roles?|positions?|jobs?|internships?|opportunit\w+|schedule|arrangement|set[\s-]?up|policy|mode|format|basis|options?|capacity|company|culture|flexibility)"
_PLAIN_REMOTE = sparing.compile(
    rf"{_L}(?:full[\s-]remote|(?:fully|100\s?%|completely|entirely|all|mostly|primarily|predominantly|largely|based|located|performed|work(?:ing|s)?|is|are|be|or|and|possible|either|offer|allow|open\s+to|option\s+of|considered?|us|eu|uk|usa)[\s-]+remote(?:ly)?(?!\s+(?:{_REMOTE_THINGS}|work(?:space|place)|work\s+stipend|employees?|for\s+up\s+to){_R})"
    rf"|remote[\s-]+{_JOB}(?!\s+(?:stipend|allowance|tools|platform|budget|experience|approach))|oder\s+remote(?!\s+(?:{_REMOTE_THINGS}){_R})|remote[\s-]*(?:first|friendly|flexible|only|ok(?:ay)?|possible|optional|allowed|welcome|preferred|eligible|considered|available|candidates|applicants|within|from|in\s|environment|based)"
    rf"|(?:locations?|type|remote|place|office|mode|policy|#LI)\s*[:–-]\s*(?:fully\s+|100\s?%\s+)?remote|remote\s*[:=?]\s*(?:yes|ok|possible|true|us|fully|100)|remote[\s-]+(?:usa?|uk|eu|canada|europe|germany|india)(?=\s*(?:$|[,;)]))|remote\s+is\s+(?:a\s+)?possib\w+|candidates?\s+(?:can|may|could)\s+(?:also\s+)?be\s+remote|(?:fully|100\s?%)[\s-]+remote\s+team|operate\s+(?:primarily\s+|fully\s+)?as\s+a\s+(?:fully\s+)?remote\s+(?:team|company)|(?<!git[ ])(?<!location\s&\s)remote\s*(?=[/|)]|\(|$|\+\s|&\s*async)|remote[\s-]?anteil|home\s+or\s+office[\s-]based|(?<!interviews\swill\sbe\s)(?<!interviews\sare\s)conducted\sremotely|remote\s+organi[sz]ation|(?:\d{{1,3}}-person|fully|completely|100\s?%)\s+virtual\s+(?:company|team|organi[sz]ation)|(?:(?<!relocate\s)(?<!relocation\s)(?<!relocating\s)(?<!move\s)(?<!come\s)(?<!apply\s)from|work|working|live|based|located|hire|hiring)\s+(?:(?:pretty\s+much|just\s+about|almost)\s+)?anywhere\s+(?:in|within)\s+(?:the\s+)?(?:world|country|(?-i:[A-Z])[\w.]{{0,20}})"
    r"|work(?:ing)?[\s-]+(?:at[\s-]+home(?=\s+(?:position|role|job|opportunit)|\s?[.,;)\n])|from[\s-]+(?:your\s+)?home(?!\s+(?:allowance|stipend|budget|set|equipment|office\s+(?:stipend|budget)))|from[\s-]+anywhere(?!\s+(?:solution|experience|technolog|platform|world|product|software|compan))|anywhere)|wfh(?!\s+(?:allowance|stipend|experience|budget|equipment|set))|home[\s-]?based(?=\s*(?:$|[,.;()/|]|(?:role|position|with|or|for|initially|in|until|working|contract)\b))|(?:be|is|are)\s+home[\s-]based|\(\s?remote(?=[,;]|\s(?:uk|us|eu|in|within|from)\b)|remote\s+(?:zu\s+)?arbeite\w{0,3}|telecommut\w+|telework\w*|fully\s+distributed|(?<!the\s)(?<!our\s)(?<!your\s)(?<!comfortable\s)(?<!corporate\s)home[\s-]?office(?!\s+(?:set|stipend|allowance|budget|equipment|expens|reimburs))\S{0,16}|mobile[snrm]?\s+arbeit\w*|mobile[\s-]+office|von\s+zu\s?hause(?=\s(?:aus|zu|arbeit))|(?<!logiciel\sde\s)télétravail\w*|teletravail|travail\s+(?:entièrement\s+)?à\s+(?:distance|domicile(?=\s+(?:possible|autorisé)))|(?:làm\s+(?:việc\s+)?|(?<!khách\shàng\s))từ\s+xa|làm\s+(?:việc\s+)?remote|làm\s+việc\s+tại\s+nhà)(?![A-Za-z0-9_])"
    r"|(?<!异地)(?<!连接)远程(?!控制|车辆|程|操控|驾驶|调用|监控|教育|医疗|桌面|连接|服务器|会议|升级|诊断|运维|访问|培训|支持|协助|面试|技术|沟通|会诊|心电|协作|唤醒|维护|抄表|办公(?:[与和及]|软件|平台|产品|工具|系统|厂商))|居家办公|在家办公|在家工作|(?<!不)(?:可以?|支持)居家|(?:接受|支持|可以?)异地远程|(?:接受|支持|可以?)\s?remote\b(?!\s*(?:ssh|debug))",
    re.I | re.M,
)
_PLAIN_HYBRID = sparing.compile(
    rf"{_L}(?:(?<=\n)hybrid\s?:|(?<=\n-\s)hybrid\s?:|hybrid[\s-]+(?:(?:and|&|/)\s+flexible\s+)?(?:remote|office|(?!work(?:place|force|er)){_JOB})(?!\s+(?:between|combining|of|that\s+(?:combin|blend|bridg|requir|mix|sits)|bridg\w*|spann\w*|blend\w*|requir\w*\s+both|at\s+the\s+intersection))|hybrid\s+(?:collaboration\s+|working\s+)?model(?!s)(?=(?:[^\n]|\n(?=\S)){{0,80}}(?:office|remote|home))|both\s+hybrid\s+and\s+office|hybrid\s+or\s+(?:fully\s+)?remote(?:ly)?|hybrid\s+home\s?/\s?office|(?:#LI-|(?:is|are|be|or|work(?:ing|s)?|remote,?)\s+)hybrid(?!\s+(?:{_HYBRID_THINGS}){_R})(?=\s*(?:$|[).,/|;(#–—-]|in\s|at\s|from\s|or\s|with\s+\d))|(?:in-?office|on-?site)\s+(?:or|and)\s+hybrid|(?:designed|designated|classified|categori[sz]ed)\s+as\s+[‘’'\x22“]{{0,3}}hybrid|(?:full|part)[\s-]time(?:\s+and|,)\s+hybrid(?=[.,;)])|office\s?-\s?hybrid(?=\s*$)|hybride[nrs]?\s+(?:arbeit\w*|regelung\w*|modell\w*|arbeitsmodell\w*)|\|\s{{0,3}}hybrid(?=\s+I\s)|(?:travail|organisation)\s*(?::\s*|en\s+mode\s+)?hybride|locations?\s*:[^\n:]{{2,40}},\s*hybrid|remote\s+status\s*:?\s*hybrid|làm\s+việc\s+hybrid)(?![A-Za-z0-9_])|(?:[:(|]|(?<![A-Za-z0-9])/)[\s\x22]{{0,3}}hybrid(?=\s*(?:$|[).,/|;(\x22–—-]|in\s|at\s|from\s|or\s|with\s+\d|apply\s))|\s[-–]\shybrid(?=[ \t]*$|\s(?:in|at|from|with)\s)|(?:position|role|job|internship)\s(?:is|will\sbe)\shybrid\b|混合办公",
    re.I | re.M,
)
_PLAIN_ONSITE = sparing.compile(
    # Abroad, at a customer's: what "onsite opportunities" means where software is made for others.
    rf"{_L}(?:(?<!to\swork\s)on-?site[\s-]+(?!(?:job\s+|work\s+)?opportunit)(?:{_JOB}|presence|only|in\s+(?!the\s+world)(?:our|one|(?-i:[A-Z]))\w*|at\s+our|from\s+our|full[\s-]?time|(?<!for\son-site\s)(?<!for\sonsite\s)employ\w+)|(?:(?<!want\sto\s)(?<!wish\sto\s)(?<!prefer\sto\s)(?<!like\sto\s)(?<!opportunity\sto\s)(?<!opportunities\sto\s)(?<!chance\sto\s)(?<!our\s)work(?:ing|s)?(?:\s+together)?|is|are|we[’']re|be|based|performed|sit|fully|100\s?%|strictly|only|primarily|five\s+to\s+six\s+days|(?:5|five)\s+days(?:\s?(?:a|per|/|each)\s?week)?)\s+(?:on[\s-]?site|in[\s-](?:the\s+|our\s+)?office|in[\s-]person)(?!\s+(?:support|interviews?|events?|chef|visits?|at\s+(?:customer|client)|and\s+(?:online|virtual)))"
    rf"|(?:on-?site|in-?office|office|in-person)-first|offices?\s+(?:5|five)\s+days(?:\s+(?:a|per)\s+|\s?/\s?)week|work(?:ing)?\s+from\s+office(?!\s+(?:or|and|/)\s)|(?-i:WFO)|(?:ausschließlich|komplett|vollständig)\s+vor\s+ort|(?:an|the)\s+in\s+office\s+(?:role|position|job)|in[\s-]office\s+full[\s-]?time|in-office[\s-]+(?:{_JOB}|team|in\s+(?:our|one|(?-i:[A-Z]))\w*|only)|in-person[\s-]+(?:{_JOB}|presence|team(?![\s-]*(?:building|events?|gather\w*|meet\w*|retreats?|days?))|in\s+(?:our|one|(?-i:[A-Z]))\w*|only)|in[\s-]person\s+at\s+our|(?:(?<=team\s)|(?<=company\s)|(?<=work\s)|(?<=working\s)|(?<=based\s)|(?<=role\s)|(?<=are\s))in\sperson\sin\s(?-i:[A-Z])\w*|(?-i:ON-?SITE)(?=[,;\]])|(?:in-?office|on-?site)(?=\s+or\s+hybrid)|(?:in[\s-](?:the[\s-]|our[\s-])?(?:office|person)|on-?site)\s+(?:5|five)\s+days|(?:all|based|fully)\s+in[\s-]person(?!\s+(?:interviews?|events?|meet\w*))|(?:type|location|mode|#LI|office|policy)\s*[:-]\s*(?:on-?site|in-?office|in[\s-]person)|\((?:on-?site|in-?office|in-person)\)|(?:designed|designated|classified|categori[sz]ed)\s+as\s+[‘’'\x22“]{{0,3}}(?:on-?site|in-?office)|on-?site\s*(?=[/|)(])(?!\s*/\s*(?:off|business|travel|trip))|on-?site(?=\s*$)(?<![a-z]\sonsite)(?<![a-z]\son-site)|on-?site\s+(?:monday|(?:day|night|evening)\s+shift)|(?:must|willing(?:ness)?\s+to|required\s+to|expected\s+to)\s+(?:be\s+able\s+to\s+)?work\s+(?:from|in|at|out\s+of)\s+(?:(?:our|the)\s+)?(?:[\w’.,-]{{1,20}}\s+){{0,4}}?offices?\b|no\s+remote\s+work\s*,\s*on-?site|(?:full|part)[\s-]time(?:\s+and|,)\s+on[\s-]?site(?=[.,;)])|(?:this|role|position|job)\s+is\s+an?\s+on[\s-]?site\s+(?:job\s+|work\s+)?opportunity|office[\s-]based\s+(?:role|position)|travail\s+sur\s+site|lieu\s+du\s+poste\s*:\s*(?:en\s+)?présentiel|100\s?%\s+(?:sur\s+site|présentiel|présence)|yêu\s+cầu\s+onsite|làm\s+việc\s+on-?site|(?:5|five)\s+days\s+(?:a|per)\s+week\s+(?:in|at|from)\s+(?:our|the)\s+[^.\n]{{0,40}}?office|(?:poste|stage|intérim|cdi|cdd)\b[^.\n]{{0,50}}?\sen\s+présentiel|làm\s+việc\s+offline|làm\s+việc\s+tại\s+văn\s+phòng)(?![A-Za-z0-9_])"
    r"|(?:现场|线下)办公|全职(?:现场|到岗)|坐班|到岗办公|驻场(?:开发|办公|工作)",
    re.I | re.M,
)
#: Remote as a choice beside a hybrid offer.
_ALSO_REMOTE = sparing.compile(
    r"\b(?:fully|100\s?%|full)[\s-]+remote|remote\s*(?:/|or|,|and|&)\s*hybrid|(?:hybrid\)?\s*(?:/|or|,|and|&)|\boffices?,?\s+or)\s*(?:fully\s+)?(?:remote|work\s+from\s+home|wfh)|remote\s+(?:considered|possible|available|option|work(?:ing)?\s+(?:is\s+)?available)|consider\s+remote\s+candidates|open\s+to\s+(?:(?:fully|working|work|hiring|exceptional|talented|strong|great)\s+){0,2}remote|#LI-Remote|remote\s+organi[sz]ation",
    re.I,
)
#: Remote as the exception: how the others work is for the source's field to say.
_EXCEPTION = sparing.compile(r"\b(?:will|may|can|do|we)\s+also\s+consider\s+remote\b|\bspecific\s+situations,[^.\n]{0,24}\bconsider\s+remote\b", re.I)
#: Hybrid said of the job itself, not of how the employer's people work.
_OF_THIS_JOB = sparing.compile(r"#LI-hybrid\b|\bhybrid\s+(?:role|position|job)\b|\b(?:role|position|job)\s+(?:is|follows)\s+(?:a\s+)?hybrid\b", re.I)
_ALSO_ONSITE = sparing.compile(r"\b(?:in-?office|on-?site)\s+(?:or|and)\s+hybrid|hybrid\s+or\s+(?:in-?office|on-?site)", re.I)

_HINTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"hybrid", re.I), "hybrid"),
    (re.compile(r"on[\s_-]?site|in[\s_-]?office|in[\s_-]?person", re.I), "onsite"),
    (
        re.compile(
            r"remote|telecommut|^\s*true\s*$|anywhere|work\s*from\s*home|télétravail|home[\s-]?office|远程",
            re.I,
        ),
        "remote",
    ),
)


def _hinted(hint: str) -> set[str]:
    """Modes a source's own field names; "False" or "not remote" names none."""
    return {
        mode
        for pattern, mode in _HINTS
        for match in pattern.finditer(hint)
        if _is_offered(hint, match.start(), match.end())
    }


def _is_offered(text: str, start: int, end: int) -> bool:
    """Whether the words at ``start:end`` are no denial."""
    after = text[end : end + 60]
    before = text[max(0, start - 60) : start]
    return not (
        _DENIED.search(before) or _DAYS_OFF_SITE.search(before) or _DENIED_AFTER.match(after) or _OF_A_YEAR.match(after)
    )


def _partly(text: str, match: re.Match[str]) -> str:
    """Hybrid where running German text offers home office among its benefits, else remote."""
    wholly = _WHOLLY.search(text, max(0, match.start() - 20), match.start()) or _WIDELY.match(text, match.end())
    return "hybrid" if _BESIDE_OFFICE.fullmatch(match.group()) and not wholly else "remote"


def _read(text: str, patterns: tuple[tuple[str, sparing.Pattern], ...], *, short: bool) -> set[str]:
    """Modes offered in a stretch of text, by ``patterns``; "2 days a week remote" is hybrid.

    ``short``: the stretch is a header, a title or a field.
    """
    found: set[str] = set()
    covered: list[tuple[int, int]] = []
    lowered = text.lower()
    for pattern in (_COUNTED_DAYS, _SOME_DAYS) if any(word in lowered for word in _DAY_WORDS) else ():
        for match in pattern.finditer(text):
            if _is_offered(text, *match.span()):
                found.add("hybrid")
            rest = _REST.match(text, match.end())
            covered.append((match.start(), rest.end() if rest else match.end()))
    for mode, pattern in patterns:
        if not short and mode in _NEEDS and not any(word in lowered for word in _NEEDS[mode]):
            continue
        for match in pattern.finditer(text):
            if any(a <= match.start() < b or a < match.end() <= b for a, b in covered):
                continue
            if _is_offered(text, *match.span()):
                found.add(_partly(text, match) if mode == "remote" and not short else mode)
                break
    return found


_SHORT = (("hybrid", _HYBRID), ("onsite", _ONSITE), ("remote", _REMOTE))
_PLAIN = (("hybrid", _PLAIN_HYBRID), ("onsite", _PLAIN_ONSITE), ("remote", _PLAIN_REMOTE))
_LINE = re.compile(r"\S[^\n]*")
#: On the line after "Telework:".
_NO = re.compile(
    r"\s{1,8}(?:no|non|nein|none|không|(?:telecommuting|telework(?:ing)?|remote(?:\s+work)?)\s+not\s+[a-z]{4,10})\b(?![ \t]+\w)", re.I
)
#: A mode whose words (lower case) a text holds none of is not looked for.
_NEEDS = {
    "hybrid": ("hybrid", "混合"),
    "remote": (
        "remote", "home", "anywhere", "wfh", "telecommut", "telework", "distributed", "virtual", "mobil", "télétravail",
        "teletravail", "distance", "domicile", "hause", "từ xa", "tại nhà", "远程", "居家", "在家",
    ),
}  # fmt: skip
_DAY_WORDS = (
    "day", "tage", "mobil", "jour", "semaine", "domicile", "ngày", "天", "remote", "wfh", "télétravail", "home", "office", "on-site", "onsite", "person", "half", "telecommut", "telework", "telearbeit", "daheim", "zuhause", "zu hause", "chez vous",
    "居家", "在家", "远程", "公司", "từ xa", "tại nhà",
)  # fmt: skip


#: Emphasis and escapes of Markdown, and hyphens that look like the plain one.
_PLAINER = str.maketrans({"*": " ", "\\": None, "\u2010": "-", "\u2011": "-"})


def _counts_days(text: str) -> bool:
    """Whether some days of the week are told that are spent at the office, or elsewhere."""
    return any(_is_offered(text, *match.span()) for match in _COUNTED_DAYS.finditer(text))


def _shares_time(text: str) -> bool:
    """Whether it is told how much of the time is spent at the office, or elsewhere."""
    text = text.translate(_PLAINER)
    return _counts_days(text) or any(_is_offered(text, *match.span()) for match in _SOME_DAYS.finditer(text))


def _read_text(text: str, *, titled: bool) -> set[str]:
    """Modes by the header line, else by the short lines after it, else by the sentences.

    ``titled``: the ad has a title beside its text.
    """
    text = text.translate(_PLAINER)
    for number, line in enumerate(_LINE.finditer(text, 0, 2000)):
        if number == 6:
            break
        words = line.group().rstrip()
        goes_on = (number > 0 and words[0].islower()) or text[line.end() + 1 : line.end() + 2].islower()
        if goes_on and "|" not in words and not (number == 0 and words.count(" - ") > 1):
            continue  # prose that was broken into lines
        header_like = number == 0 or words.count("|") > 1 or (len(words) <= 90 and not words.endswith("."))
        if number == 0 and titled and len(words) > 200 and "|" not in words and words.count(" / ") < 2:
            continue  # the header of a board's ad is its title: a long first line is prose
        denied = _NO.match(text, line.end()) if words[-1] in "?:" else None
        stretch = line.group()[:400] + (denied.group() if denied else "")
        if header_like and (said := _read(stretch, _SHORT, short=True)):
            return said | {"hybrid"} if said == {"onsite"} and _counts_days(text) else said
    said = _read(text, _PLAIN, short=False)
    if "hybrid" in said:
        if not _ALSO_ONSITE.search(text):
            said -= {"onsite"}
        if not _ALSO_REMOTE.search(text):
            said -= {"remote"}
    if not said and any(_is_offered(text, *match.span()) for match in _MOBILE.finditer(text)):
        return {"hybrid"}
    return said


#: A place of work that is none.
_ANYWHERE = re.compile(r"\s*anywhere\b", re.I)


def work_modes(
    text: str, *, title: str | None = None, location: str | None = None, hint: str | None = None
) -> tuple[str, ...]:
    """The modes offered, sorted, out of ``hybrid``, ``onsite``, ``remote``.

    The location field and the title decide where they name a mode; then the header line of the text; then its
    sentences; and only where the words say nothing, or just an exception, the source's own field (``hint``), which
    boards fill by guess or for the whole employer.  A field that offers a choice is no guess: it adds to words that
    name a part of it; and remote stands beside a hybrid that is said of all who work there.
    """
    said: set[str] = set()
    for field in (location, title):
        if field:
            said |= _read(field[:2000], _SHORT, short=True)
    if not said and location and _ANYWHERE.match(location):
        return ("remote",)
    named, said = said, said or _read_text(text, titled=bool(title))
    if named == {"remote"} and _shares_time(text):
        said = {"hybrid", "remote"}  # "Remote or Oslo", and who comes to Oslo is there three days a week
    if hint:
        given = _hinted(hint)
        if said == {"remote"}:
            loose = _EXCEPTION.search(text) is not None
        else:
            loose = said == {"hybrid"} and "remote" in given and not (named or _OF_THIS_JOB.search(text) or _shares_time(text))
        if not said or said < given or loose:
            said |= given
    return tuple(mode for mode in _MODES if mode in said)
