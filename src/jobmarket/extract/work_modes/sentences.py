"""Words for a mode in running text, where it needs others that tie it to the job; reads no ad.

Remote sensing, on-site chefs and hybrid clouds are endless.
"""

from __future__ import annotations

import re

from jobmarket.extract import sparing
from jobmarket.extract.work_modes.words import END, HYBRID_THINGS, REMOTE_THINGS, any_of, whole

#: What a mode can be said of.
JOB = r"(?:work(?!out|shop|force|book)\w*|roles?|positions?|jobs?|internships?|opportunit\w+|schedule|arrangement|set[\s-]?up|policy|mode|format|basis|options?|capacity|company|culture|flexibility)"

PLAIN_REMOTE = sparing.compile(
    any_of(
        whole(
            r"full[\s-]remote",
            rf"(?:fully|100\s?%|completely|entirely|all|mostly|primarily|predominantly|largely|based|located|performed|work(?:ing|s)?|is|are|be|or|and|possible|either|offer|allow|open\s+to|option\s+of|considered?|us|eu|uk|usa)[\s-]+remote(?:ly)?(?!\s+(?:{REMOTE_THINGS}|work(?:space|place)|work\s+stipend|employees?|for\s+up\s+to){END})",
            rf"remote[\s-]+{JOB}(?!\s+(?:stipend|allowance|tools|platform|budget|experience|approach))",
            rf"oder\s+remote(?!\s+(?:{REMOTE_THINGS}){END})",
            r"remote[\s-]*(?:first|friendly|flexible|only|ok(?:ay)?|possible|optional|allowed|welcome|preferred|eligible|considered|available|candidates|applicants|within|from|in\s|environment|based)",
            r"(?:locations?|type|remote|place|office|mode|policy|#LI)\s*[:–-]\s*(?:fully\s+|100\s?%\s+)?remote",
            r"remote\s*[:=?]\s*(?:yes|ok|possible|true|us|fully|100)",
            r"remote[\s-]+(?:usa?|uk|eu|canada|europe|germany|india)(?=\s*(?:$|[,;)]))|remote\s+is\s+(?:a\s+)?possib\w+",
            r"candidates?\s+(?:can|may|could)\s+(?:also\s+)?be\s+remote|(?:fully|100\s?%)[\s-]+remote\s+team",
            # "a remote, freelance position", "- Remote, async", "or for the right candidate, remote", "our growing remote team"
            r"remote,\s+(?:[\w-]{2,16},?\s+){1,2}(?:positions?|roles?|jobs?|opportunit\w+|contracts?|contractors?|project)",
            r"(?:(?<=\n)|(?<=\n-\s)|(?<=\n•\s))remote(?=,\s|\sin\s(?-i:[A-Z]))|(?<=\bfor\sthe\sright\scandidate,\s)remote",
            r"(?:join|we(?:\sare|[’']re|\shave)|with)\s(?:our|a|an)\s(?:[\w-]{2,14},?\s){1,2}remote\steam(?!\s(?:lead|manage)\w*)",
            r"operate\s+(?:primarily\s+|fully\s+)?as\s+a\s+(?:fully\s+)?remote\s+(?:team|company)",
            r"(?<!git[ ])(?<!location\s&\s)remote\s*(?=[/|)]|\(|$|\+\s|&\s*async)|remote[\s-]?anteil|home\s+or\s+office[\s-]based",
            r"(?<!interviews\swill\sbe\s)(?<!interviews\sare\s)conducted\sremotely|remote\s+organi[sz]ation",
            r"(?:\d{1,3}-person|fully|completely|100\s?%)\s+virtual\s+(?:company|team|organi[sz]ation)",
            r"(?:(?<!relocate\s)(?<!relocation\s)(?<!relocating\s)(?<!move\s)(?<!come\s)(?<!apply\s)from|work|working|live|based|located|hire|hiring)\s+(?:(?:pretty\s+much|just\s+about|almost)\s+)?anywhere\s+(?:in|within)\s+(?:the\s+)?(?:world|country|(?-i:[A-Z])[\w.]{0,20})",
            r"work(?:ing)?[\s-]+(?:at[\s-]+home(?=\s+(?:position|role|job|opportunit)|\s?[.,;)\n])|from[\s-]+(?:your\s+)?home(?!\s+(?:allowance|stipend|budget|set|equipment|office\s+(?:stipend|budget)))|from[\s-]+anywhere(?!\s+(?:solution|experience|technolog|platform|world|product|software|compan))|anywhere)",
            r"wfh(?!\s+(?:allowance|stipend|experience|budget|equipment|set))",
            r"home[\s-]?based(?=\s*(?:$|[,.;()/|]|(?:role|position|with|or|for|initially|in|until|working|contract)\b))",
            r"(?:be|is|are)\s+home[\s-]based|\(\s?remote(?=[,;]|\s(?:uk|us|eu|in|within|from)\b)|remote\s+(?:zu\s+)?arbeite\w{0,3}",
            r"telecommut\w+|telework\w*|fully\s+distributed",
            r"(?<!the\s)(?<!our\s)(?<!your\s)(?<!comfortable\s)(?<!corporate\s)home[\s-]?office(?!\)\s-\s)(?!\s+(?:set|stipend|allowance|budget|equipment|expens|reimburs))\S{0,16}",
            r"mobile[snrm]?\s+arbeit\w*|mobile[\s-]+office|von\s+zu\s?hause(?=\s(?:aus|zu|arbeit))|(?<!logiciel\sde\s)télétravail\w*",
            r"teletravail|travail\s+(?:entièrement\s+)?à\s+(?:distance|domicile(?=\s+(?:possible|autorisé)))",
            r"(?:làm\s+(?:việc\s+)?|(?<!khách\shàng\s)(?<!cập\snhật\s)(?<!giám\ssát\s)(?<!điều\skhiển\s))từ\s+xa|làm\s+(?:việc\s+)?remote|làm\s+việc\s+tại\s+nhà",
        ),
        r"(?<!异地)(?<!连接)远程(?!控制|设备|车辆|程|操控|驾驶|调用|监控|教育|医疗|桌面|连接|服务器|会议|升级|诊断|运维|访问|培训|支持|协助|面试|技术|沟通|会诊|心电|协作|唤醒|维护|抄表|办公(?:[与和及]|软件|平台|产品|工具|系统|厂商))",
        r"\((?:full[- ]?time,\s)?remote(?=[,;)])|遠端(?:工作|辦公)|遠距(?:工作|辦公)|居家辦公|居家办公|在家办公|在家工作|(?<!不)(?:可以?|支持)居家|(?:接受|支持|可以?)异地远程|(?:接受|支持|可以?)\s?remote\b(?!\s*(?:ssh|debug))",
    ),
    re.I | re.M,
)

PLAIN_HYBRID = sparing.compile(
    any_of(
        whole(
            r"(?<=\n)hybrid\s?:|(?<=\n-\s)hybrid\s?:",
            rf"hybrid[\s-]+(?:(?:and|&|/)\s+flexible\s+)?(?:remote|office|(?!work(?:place|force|er)){JOB})(?!\s+(?:between|combining|of|that\s+(?:combin|blend|bridg|requir|mix|sits)|bridg\w*|spann\w*|blend\w*|requir\w*\s+both|at\s+the\s+intersection))",
            r"hybrid\s+(?:collaboration\s+|working\s+)?model(?!s)(?=(?:[^\n]|\n(?=\S)){0,80}(?:office|remote|home))",
            r"both\s+hybrid\s+and\s+office|hybrid\s+or\s+(?:fully\s+)?remote(?:ly)?|hybrid\s+home\s?/\s?office",
            rf"(?:#LI-|(?:is|are|be|or|work(?:ing|s)?|remote,?)\s+)hybrid(?!\s+(?:{HYBRID_THINGS}){END})(?=\s*(?:$|[).,/|;(#–—-]|in\s|at\s|from\s|or\s|with\s+\d))",
            r"(?:in-?office|on-?site)\s+(?:or|and)\s+hybrid",
            r"(?:designed|designated|classified|categori[sz]ed)\s+as\s+[‘’'\x22“]{0,3}hybrid",
            r"(?:full|part)[\s-]time(?:\s+and|,)\s+hybrid(?=[.,;)])|office\s?-\s?hybrid(?=\s*$)",
            r"hybride[nrs]?\s+(?:arbeit\w*|regelung\w*|modell\w*|arbeitsmodell\w*)|\|\s{0,3}hybrid(?=\s+I\s)",
            r"(?:travail|organisation)\s*(?::\s*|en\s+mode\s+)?hybride|locations?\s*:[^\n:]{2,40},\s*hybrid",
            r"remote\s+status\s*:?\s*hybrid|làm\s+việc\s+hybrid",
            # "we're a hybrid model", "a hybrid approach with the option …"
            r"we(?:[’']re|\sare|\shave|\soffer|\soperate)\s(?:in\s|on\s)?an?\s(?:\w{2,12}\s)?hybrid\s+(?:approach|model|set-?up|environment|working)",
            r"flexible\s+work(?:ing)?\s?:\s?an?\s+hybrid\s+approach",
        ),
        r"(?:[:(|]|(?<![A-Za-z0-9])/)[\s\x22]{0,3}hybrid(?=\s*(?:$|[).,/|;(\x22–—-]|in\s|at\s|from\s|or\s|with\s+\d|apply\s))",
        r"\s[-–]\shybrid(?=[ \t]*$|\s(?:in|at|from|with)\s)|(?:position|role|job|internship)\s(?:is|will\sbe)\shybrid\b",
        r"混合办公|混合辦公",
    ),
    re.I | re.M,
)

PLAIN_ONSITE = sparing.compile(
    any_of(
        whole(
            rf"(?<!to\swork\s)on-?site[\s-]+(?!(?:job\s+|work\s+)?opportunit)(?:{JOB}|presence|only|in\s+(?!the\s+world)(?:our|one|(?-i:[A-Z]))\w*|at\s+our|from\s+our|full[\s-]?time|(?<!for\son-site\s)(?<!for\sonsite\s)employ\w+)",
            r"(?:(?<!want\sto\s)(?<!wish\sto\s)(?<!prefer\sto\s)(?<!like\sto\s)(?<!opportunity\sto\s)(?<!opportunities\sto\s)(?<!chance\sto\s)(?<!our\s)work(?:ing|s)?(?:\s+together)?|is|are|we[’']re|be|based|performed|sit|fully|100\s?%|strictly|only|primarily|five\s+to\s+six\s+days|(?:5|five)\s+days(?:\s?(?:a|per|/|each)\s?week)?)\s+(?:on[\s-]?site|in[\s-](?:the\s+|our\s+)?office|in[\s-]person)(?!\s+(?:support|interviews?|events?|chef|visits?|at\s+(?:customer|client)|and\s+(?:online|virtual)))",
            r"(?:on-?site|in-?office|office|in-person)-first|offices?\s+(?:5|five)\s+days(?:\s+(?:a|per)\s+|\s?/\s?)week",
            r"work(?:ing)?\s+from\s+office(?!\s+(?:or|and|/)\s)|(?-i:WFO)|(?:ausschließlich|komplett|vollständig)\s+vor\s+ort",
            r"(?:an|the)\s+in\s+office\s+(?:role|position|job)|in[\s-]office\s+full[\s-]?time",
            rf"in-office(?!\s*\n\s*\n)[\s-]+(?:{JOB}|team|in\s+(?:our|one|(?-i:[A-Z]))\w*|only)",
            rf"in-person(?!\s*\n\s*\n)[\s-]+(?:{JOB}|presence|team(?![\s-]*(?:building|events?|gather\w*|meet\w*|retreats?|days?))|in\s+(?:our|one|(?-i:[A-Z]))\w*|only)",
            r"in[\s-]person\s+at\s+our",
            r"(?:(?<=team\s)|(?<=company\s)|(?<=work\s)|(?<=working\s)|(?<=based\s)|(?<=role\s)|(?<=are\s))in\sperson\sin\s(?-i:[A-Z])\w*",
            r"(?-i:ON-?SITE)(?=[,;\]])|(?:in-?office|on-?site)(?=\s+or\s+hybrid)",
            r"(?:in[\s-](?:the[\s-]|our[\s-])?(?:office|person)|on-?site)\s+(?:5|five)\s+days",
            r"(?:all|based|fully)\s+in[\s-]person(?!\s+(?:interviews?|events?|meet\w*))",
            r"(?:type|location|mode|#LI|office|policy)\s*[:-]\s*(?:on-?site|in-?office|in[\s-]person)",
            r"\((?:on-?site|in-?office|in-person)\)",
            r"(?:designed|designated|classified|categori[sz]ed)\s+as\s+[‘’'\x22“]{0,3}(?:on-?site|in-?office)",
            r"on-?site\s*(?=[/|)(])(?!\s*/\s*(?:off|business|travel|trip))|on-?site(?=\s*$)(?<![a-z]\sonsite)(?<![a-z]\son-site)",
            r"on-?site\s+(?:monday|(?:day|night|evening)\s+shift)",
            # "an in-person, Leeds-based team", "on-site, field role"
            r"in-person,\s[\w-]{2,20}-based\s(?:team|company|start-?up)|on-?site,\s(?:[\w-]{2,12}\s)?(?:role|position|job)\b",
            r"(?:must|willing(?:ness)?\s+to|required\s+to|expected\s+to)\s+(?:be\s+able\s+to\s+)?work\s+(?:from|in|at|out\s+of)\s+(?:(?:our|the)\s+)?(?:[\w’.,-]{1,20}\s+){0,4}?offices?\b",
            r"no\s+remote\s+work\s*,\s*on-?site|(?:full|part)[\s-]time(?:\s+and|,)\s+on[\s-]?site(?=[.,;)])",
            r"(?:this|role|position|job)\s+is\s+an?\s+on[\s-]?site\s+(?:job\s+|work\s+)?opportunity",
            r"office[\s-]based\s+(?:role|position)|travail\s+sur\s+site|lieu\s+du\s+poste\s*:\s*(?:en\s+)?présentiel",
            r"100\s?%\s+(?:sur\s+site|présentiel|présence)|yêu\s+cầu\s+onsite|làm\s+việc\s+on-?site",
            r"(?:5|five)\s+days\s+(?:a|per)\s+week\s+(?:in|at|from)\s+(?:our|the)\s+[^.\n]{0,40}?office",
            r"(?:poste|stage|intérim|cdi|cdd)\b[^.\n]{0,50}?\sen\s+présentiel|làm\s+việc\s+offline|làm\s+việc\s+tại\s+văn\s+phòng",
        ),
        r"(?:现场|线下)办公|全职(?:现场|到岗)|坐班|到岗办公|驻场(?:开发|办公|工作)",
    ),
    re.I | re.M,
)

#: Remote as a choice beside a hybrid offer.
ALSO_REMOTE = sparing.compile(
    any_of(
        r"\b(?:fully|100\s?%|full)[\s-]+remote|remote\s*(?:/|or|,|and|&)\s*hybrid",
        r"\b(?:role|position|job)\s(?:can|may)\sbe\s(?:fully\s)?remote(?!\s(?:to\s(?:begin|start)|initially|at\sfirst|for\snow))",
        r"(?:hybrid\)?\s*(?:/|or|,|and|&)|\boffices?,?\s+or)\s*(?:fully\s+)?(?:remote|work\s+from\s+home|wfh)",
        r"remote\s+(?:considered|possible|available|option|work(?:ing)?\s+(?:is\s+)?available)|consider\s+remote\s+candidates",
        r"open\s+to\s+(?:(?:fully|working|work|hiring|exceptional|talented|strong|great)\s+){0,2}remote|#LI-Remote",
        r"remote\s+organi[sz]ation",
    ),
    re.I,
)

#: Remote as the exception: how the others work is for the source's field to say.
EXCEPTION = sparing.compile(r"\b(?:will|may|can|do|we)\s+also\s+consider\s+remote\b|\bspecific\s+situations,[^.\n]{0,24}\bconsider\s+remote\b", re.I)
#: Hybrid said of the job itself, not of how the employer's people work.
OF_THIS_JOB = sparing.compile(r"#LI-hybrid\b|\bhybrid\s+(?:role|position|job)\b|\b(?:role|position|job)\s+(?:is|follows)\s+(?:a\s+)?hybrid\b", re.I)
ALSO_ONSITE = sparing.compile(r"\b(?:in-?office|on-?site)\s+(?:or|and)\s+hybrid|hybrid\s+or\s+(?:in-?office|on-?site)", re.I)
#: German ads offer these beside the office; alone they are remote only where nothing else can be meant.
BESIDE_OFFICE = re.compile(r"(?:home[\s-]?office|mobil\w{0,4}[\s-]+(?:arbeit|office)|von\s+zu\s?hause)\S{0,16}", re.I)
#: Behind such words: from anywhere in the country.
WIDELY = re.compile(r"\s{1,2}(?:deutschland|bundes|österreich|schweiz|europa|welt)weit", re.I)
#: The same in English; beside any other word for a mode it adds nothing.
MOBILE = sparing.compile(r"\bmobile[\s-]+work(?:ing)?\b", re.I)
WHOLLY = re.compile(r"(?:100\s?%|vollständig\w*|komplett\w*|ausschließlich\w*|dauerhaft\w*|voll|fully|reine?s?)[\s-]+$", re.I)
