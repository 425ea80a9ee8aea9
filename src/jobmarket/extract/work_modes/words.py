"""Words for a mode where it stands alone: in a header, a title or a field; reads no ad.

Each expression is a list of ways to say it, joined by :func:`any_of`.
"""

from __future__ import annotations

import re

from jobmarket.extract import sparing

START, END = r"(?<![A-Za-z0-9_])", r"(?![A-Za-z0-9_])"


def any_of(*ways: str) -> str:
    """One expression for several ways to say the same."""
    return "|".join(ways)


def whole(*ways: str) -> str:
    """As :func:`any_of`, of whole words of Latin letters."""
    return f"{START}(?:{any_of(*ways)}){END}"


#: Nouns after "remote" that make it something else than a way to work.
REMOTE_THINGS = any_of(
    r"sens\w+|teams?|team\s*mates?|customers?|clients?|offices?|monitoring|access|procedure|desktops?|control\w*|servers?",
    r"site|sites|locations?|users?|devices?|diagnos\w+|support|patients?|health\w*|care|operation|operations|management",
    r"repositor\w+|code|server|procedure|execution|communit\w+|villages?|areas?|regions?|colleagues|workforce|workers",
    r"employees(?!\s+(?:are\s+)?welcome)|learning|education|teaching|assistance|inspection|deposition|viewing|surgery",
    r"imaging|proctoring|controlled|meetings?|sessions?|api|apis|host|machines?|systems?|work\s+(?:tools|platform|software)",
    r"collaboration|culture\s+platform|environments|debugging|interviews?|screen|interview|hiring(?!\s+in\b)|corners?|parts",
    r"play|data|vehicles?|driving|identification|patient|and\s+bedside|workspace|workplace|work\s+stipend",
    r"polic(?:y|ies)\s+stipend|status|databases?|courses?",
)
#: The same after "hybrid".
HYBRID_THINGS = any_of(
    r"cloud\w*|apps?|search\w*|mobile|models?|approach\w*|systems?|architectures?|infrastructure|retriev\w+|vehicles?|cars?",
    r"electric|deploy\w+|environments?|solutions?|environment|ai|multi\w*|quantum|threat|warfare|it|rag|recommend\w+",
    r"algorithms?|method\w*|data\w*|public|private|platform\w*|native|framework\w*|software|development\s+framework",
    r"intelligence|inference|simulation|computing|storage|engine\w*|rechargeable\w*|thermi\w*|compute|workloads?|of|between|human",
    r"powertrains?|learning|network\w*|web(?:\s+\w+){0,2}\s+(?:apps?|applications?|developers?)|role\s+(?:between|combining|of|that)|(?:(?:and|or)\s+)?on-?prem\w*",
)

REMOTE = sparing.compile(
    any_of(
        whole(
            rf"(?<!hybrid[ -])(?<!git[ ])remote(?!\s+(?:{REMOTE_THINGS}){END})(?!-(?:control|sens|access|zugriff|hands|wartung|support|desktop))",
            rf"(?<!onboarding\s)(?<!interviewing\s)remotely|remotes{END}|telecommut\w+|telework\w*",
            r"work(?:ing)?[\s-]+(?:at[\s-]+home|from[\s-]+(?:your\s+)?(?:home|anywhere))|(?<!hybrid[ -])wfh|work\s+anywhere",
            r"fully\s+distributed|vollständig\s+verteilt\w*|équipe\s+(?:100\s?%|entièrement)\s+distribuée|homeoffice|home[\s-]office(?!\)\s-\s)",
            r"mobile[snr]?\s+arbeit\w*|remote-?arbeit|(?<!logiciel\sde\s)télétravail\w*|teletravail",
            r"travail\s+(?:entièrement\s+)?à\s+distance|à\s+distance(?!\s+avec\b)|làm\s+việc\s+từ\s+xa|làm\s+từ\s+xa",
            r"(?<!khách\shàng\s)(?<!cập\snhật\s)(?<!giám\ssát\s)(?<!điều\skhiển\s)từ\s+xa|làm\s+việc\s+tại\s+nhà(?!\s+(?:hàng|máy|thuốc|trường|khách))",
            r"tại\s+nhà(?!\s+(?:hàng|máy|thuốc|trường|khách))|teletrabajo|remoto",
        ),
        r"(?<!异地)(?<!连接)远程(?!控制|设备|车辆|程|操控|驾驶|调用|监控|教育|医疗|桌面|连接|服务器|会议|升级|诊断|运维|访问|培训|支持|协助|面试|技术|沟通|会诊|心电|协作|唤醒|维护|抄表|办公(?:[与和及]|软件|平台|产品|工具|系统|厂商))",
        r"遠端|遠距工作|居家辦公|全线上|居家办公|在家办公|在家工作|(?<!不)(?:可以?|支持)居家|(?:接受|支持|可以?)异地远程|リモート(?!モニタ|センシング|監視|デスクトップ|アクセス)",
    ),
    re.I,
)

HYBRID = sparing.compile(
    any_of(
        rf"(?<![A-Za-z0-9_])(?:hybride?s?|h[íi]brid[oa]s?|hybrid-?(?:work\w*|model\w*)?){END}(?!\s?(?!办公|工作|模式|上班)[\u4e00-\u9fff])(?!\s*[-/]?\s*(?:{HYBRID_THINGS}){END})",
        r"混合办公|混合辦公|混合模式",
        r"làm\s+việc\s+hybrid",
    ),
    re.I,
)

ONSITE = sparing.compile(
    any_of(
        whole(
            r"(?<!hybrid\s)(?<!quarterly\s)(?<!monthly\s)(?<!occasional\s)on[\s-]?site(?!\s+(?:once|per|every|each)\s+)(?!\s*/\s*(?:business|travel|trip))(?!\s+(?:(?:job\s+|work\s+)?opportunit\w*|interviews?|support|employees|visits?|gym|dentist|doctor|physio\w*|massage\w*|barista|nursery|laundry|showers?|yoga|cafe\w*|lunch\w*|meals?|parking|childcare|customers?|clients?|with\s+(?:customers|clients)|at\s+(?:customers?|clients?)|amenities|fitness|training|health\w*|chef|daycare|kitchen|food|loop|panel|stage|installation\w*|search|engineer\s+visits))",
            r"in[\s-]office(?!\s+requirements?)",
            r"in[\s-]person(?!\s+(?:interview|meet|events?|retreat|gather|meetup|offsite|onboarding|training|collab|conferenc|summit|at\s+(?:events|conferences)))",
            r"in[\s-]the[\s-]office|office[\s-]based|(?:work|working)\s+(?:from|in)\s+(?:our|the)\s+office",
            r"(?<!kantine\s)(?<!kunden\s)(?<!kita\s)(?<!parkplätze\s)(?<!parkplatz\s)vor\s+ort|präsenz\w*|présentiel|presencial",
            r"full\soffice|praca\s+stacjonarna|sur\s+site|tại\s+văn\s+phòng",
        ),
        r"现场办公|坐班|驻场|到岗办公|线下办公",
    ),
    re.I,
)
