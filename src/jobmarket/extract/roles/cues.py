"""The words that tell a job on offer from one that an ad merely names, in five languages.  Patterns only.

How they weigh against each other is decided in :mod:`jobmarket.extract.roles.openings`.
"""

from __future__ import annotations

import re

from jobmarket.extract import sparing

SEPARATOR = re.compile(r"\s*[|｜•▪;；]\ufe0e?\s*|\s+[-–—*~·]+\s+|\s+//\s+|--+|\t+")
SENTENCE_END = re.compile(r"(?<![SJsj][rR])[.!?](?=\s{1,9}[A-Z])|[。！？\n]")
PROSE = re.compile(
    r"\b(?:we|we're|our|you|your|who|is|are|by|I'm|I was|founded|building|builds|helps?|co-?founder of)\b|我们|你|主要|包括|是一|负责|公司是|熟悉",
    re.I,
)
# A line without any of these (lower case) names no job; it spares reading it closely.
# fmt: off
HEADS = [
    "engineer", "expert", "engr", "eng.", "develop", "dev", "program", "coder", "hacker", "scien", "analy",
    "architect", "design", "manager", "research", "lead", "director", "head of", "vp", "cto", "cpo", "ceo",
    "coo", "cio", "ops", "sre", "qa", "test", "admin", "intern", "staff", "product", "pm", "specialist",
    "consultant", "recruit", "executive", "sales", "marketing", "writer", "officer", "coordinator",
    "marketer", "artist", "trader", "accountant", "generalist", "technician", "scrum master", "agile coach", "advocate",
    "evangelist", "associate", "representative", "support rep", "instructor", "translator", "animator", "counsel",
    "linguist", "roboticist", "rubyist", "pythonista", "data", "learning", "frontend", "front-end", "backend", "fullstack", "full-stack", "ingénieur", "ingenieur",
    "développeu", "entwickler", "kỹ sư", "lập trình", "chuyên viên", "nhân viên", "trưởng", "thực tập",
    "工程师", "开发", "程序员", "架构", "专家", "研究员", "科学家", "分析", "设计", "经理", "总监", "运营", "测试", "运维", "前端", "后端",
    "全栈", "算法", "产品", "实习", "负责人", "研发", "客户端", "服务端", "顾问", "助理", "招",
]
# fmt: on
CUE = sparing.compile(
    r"hiring|looking (?:to (?:hire|add|bring (?:(?:new |more |great |good )?(?:folks|people) )?(?:on|in)|recruit|fill)|(?:(?:especially|mainly|primarily|mostly|particularly|specifically|actively|always|only|also) )?for)|seek(?:ing|s)?\b|search(?:ing)? for|recruiting|in (?:the )?need of|(?<!who )(?<!n.t )(?<!not )\bneed(?:s|ing)?\b|(?<!who )(?<!n.t )(?<!not )\bwant(?:s|ed)?\b|\bhire\b"
    r"|openings?\b|positions?\b|roles?\b|vacanc(?:y|ies)|opportunit(?:y|ies) for|apply (?:for|to)|join (?:us|our (?:[a-z]+ )?team|the team) as|come join|lookout for|searching"
    r"|expand(?:ing)? (?:our|the)|grow(?:ing)? (?:our|the)|\badding\b|available\s*:|\bfor hire|job(?: title)?s?\s*[:：]|such(?:en|t)\b|recherch(?:e|ons)\b|recrut(?:e|ons)\b|tuyển(?: dụng)?|cần\b"
    r"|诚招|急招|招聘|招募|寻找|内推|在招|急聘|诚聘|招人|招收|扩招|招|岗位(?:名称)?\s{0,2}[:：]|职位(?:名称)?\s{0,2}[:：]|募集|hear from",
    re.IGNORECASE,
)
STOP = re.compile(
    r"^\s?to (?!(?:hire|fill|add|recruit|bring|expand|grow|find|join|work as)\b)|\b(?:cross between|our c[te]o|team of|group of|made up of|works? (?:(?:closely|directly) )?with|working (?:(?:closely|directly) )?with|alongside|together with|collaborat\w*|reports? to|reporting to|led by|founded by|built by|run by|from"
    r"|used by|for (?:our )?(?:developers|engineers|data scientists|scientists|analysts|designers)|help(?:s|ing)? (?:developers|engineers|data)|customers?(?! (?:success|support|experience))|experience (?:as|with|in|of)|background|about(?!\s(?:one|two|three|\d))|platform for|marketplace|tools? for"
    r"|like|than|because|clients?|investors?|friends|I was|wanted to|needs of|the needs?|interview(?:s|ed|ing)? with|talk(?:ing)? (?:to|with)|contact (?:our|the)|enable[sd]?|empower\w*|ratio|hundreds of|thousands of|millions of|most of|half of|percent|number of|you'll|you will|we are|we're|we use|understand|communicat\w*|software(?! (?:and|or|&) |, )|products?|so that|that helps?|which|mentor\w*|coach\w*|supervis\w*|manages?|managing)\b|与|配合|协作|沟通|合作",
    re.IGNORECASE,
)
CHAIN = re.compile(
    r"[,/&+;|、，和或及•·]|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\bou\b|\bvà\b|\bplus\b|\bas well as\b",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"(?:(?:we(?:'|’)re |we are |currently |now |also |some )?(?:hiring|open|available|current|our|key|job|role|position|the|tech|technical|engineering)? ?(?:roles?|positions?|openings?|opportunities|jobs?|job title|title|vacanc(?:y|ies)|hiring(?: for)?|looking for|wanted|need(?:ed)?)(?: (?:available|open|include|includes|are|name|title|opening))?s?\s{0,2}\d?\s{0,2}[:：\-–]"
    r"|(?:正?在招聘?|招聘|急招|开放|需求|热招|涉及|主要招聘|诚聘|招募|内推|可投)?(?:岗位|职位|工种|方向|工作岗位)(?:名称|列表|包括|有|类型|类别)?\s{0,3}\**\s{0,2}[:：]|[\u4e00-\u9fff]{0,10}(?<!平台)(?<!前端)(?<!后端)(?<!开发)(?:招聘|诚聘|急招)\s{0,2}[:：]|岗位\s|(?:stelle|poste|vị trí(?: tuyển dụng)?)\s{0,2}[:：])\s{0,4}\**",
    re.IGNORECASE,
)
LEFT = re.compile(
    r"\b(?:we|we're|you|your|our|us|with|is|are|was|by|from|experience|experienced as|as|for|to|in|of|like|who|using|use|that|this|these|their|help|work|working|build|have|has|been|and our|the|manage|mentor|support|lead the|collaborate|not|if|be)\b|负责|参与|协助|与|熟悉|配合|和|具备|熟练|掌握|精通|了解|具有|从事|有|以上|年|对|作为|带领|反馈|通过|结合|实现|能够|制定|进行|推动|指导|提出|根据|帮助|支持|辅助|配备",
    re.IGNORECASE,
)
AFTER_ITEM = re.compile(
    r"\s*(?!\*{0,2}(?:可以|能够?|也|就))(?:$|[:：\-–—|(（)）\[\]【】」,，/;；.&+@→•*_`~#<>'\"!、。=]|\d|[×xX$€£]\s?\d|(?:I{1,3}|IV|VI{0,3}|[ⅠⅡⅢ])(?![A-Za-z])|(?:to|with|who|for|at|in|on|and|or|positions?|roles?|jobs?|openings?|needed|wanted|required|that|based|https?|full|part|remote|team|level|will|interested|focused|experienced|familiar|h/f|f/h|m/w/d)\b|(?!提升|报告|结果|驱动|经验|能力|技术|知识|基础|框架|模式|流程|工具|团队|语言|平台|环境|相关|的|、|，|背景|思想|规范|工作)[\u4e00-\u9fff])",
    re.IGNORECASE,
)
AFTER_PLAIN = re.compile(
    r"\s*(?:$|[:：；|(（\[【*_`/@<、]|\]\(|[-–—]+\s|\s[-–—](?-i:[A-Z])|[,，]\s*[A-Z(]|\(?https?:|(?:positions?|roles?|jobs?|openings?|wanted|needed)\b|[×xX]\s?\d|\d|(?:I{1,3}|IV|VI{0,3})(?![A-Za-z]))",
    re.IGNORECASE,
)
NOT_OPENINGS = re.compile(
    r"(?:work(?:ing)? (?:closely )?with(?! us\b)|collaborat|requirements?|qualifications?|you (?:have|are|bring|should)|must[- ]haves?|nice to have|about you|who you are|\bwho(?:\s(?:is|are|has|have|can|will|wants?|loves?|enjoys?)|[’\']s)\b|skills|experience|ideal candidate|what you|responsibilit|you(?:'|’)ll|you will|benefits|perks|bonus (?:points )?for|lean on|we use|our team (?:is|has|includes|consists)|backed by|investors|founders|customers|interview|process|(?<!across the )(?<!across our )stack|职责|要求|描述|福利|任职|加分|流程)",
    re.IGNORECASE,
)
#: What fields of work are called that stand for openings: "前端、测试等岗位".
POSTS = re.compile(r"\s?(?:等|等等|各类|方向的?)?\s?(?:岗|职位|同学|人才|工种)")
#: A list of whom an employer seeks, whatever the list calls them: "招图像算法、NLP、java等".
SOUGHT_LIST = re.compile(r"招(?:聘|募)?[\s*:：]{0,4}([^，。；;！!\n*招]{4,80}?)[\s*]{0,3}等")
#: What announces such fields: "岗位包括 前端/后端/测试".
POSTS_BEFORE = re.compile(r"(?:岗位|职位|招聘|诚聘|急招|热招)\s?(?:包括|有|涉及)?\s?[:：]?\s?$")
#: A paragraph that was glued to a job's name.
GOES_ON = re.compile(r"\s(?:We|Our|At|The|I|You|Who|About|As|With|Join|This|[A-Z]\w{1,20} (?:is|are|builds|helps|was))\b")
#: The team behind a job's name: "软件工程师-应用开发".
TEAM = re.compile(r"[-－—][\u4e00-\u9fff]{2,8}(?<![师员长])")
#: With whom one works.
TOGETHER = re.compile(r"配合|协作|协同|合作|沟通|对接")
#: Such a heading speaks of tasks, although it says "roles".
#: A heading over what one should know: "Preferred experience".
QUALITIES = re.compile(r"\W{0,4}(?:(?:preferred|required|relevant|desired|technical|minimum|basic|additional|bonus|nice[- ]to[- ]have)\s){0,2}(?:experience|skills|qualifications|requirements|background)\W{0,4}$", re.IGNORECASE)
RESPONSIBILITIES = re.compile(r"\bresponsibilit|\bbonus (?:points )?for", re.IGNORECASE)
COLLEAGUES = re.compile(
    r"work(?:ing)? (?:closely )?with(?! us\b)|collaborat|our team|team (?:of|is|has|includes)|backed by|investors|founders|customers|clients|合作|团队",
    re.IGNORECASE,
)
BARE = re.compile(r"\s*(?:$|[:：|(（\[–—-]|https?|@|,\s|to\b|with\b|who\b|for\b)", re.IGNORECASE)
ALONE = re.compile(
    r"\s*(?:[(（\[][^()（）\[\]]{0,60}[)）\]])?[\s*:：–—.|-]{0,6}(?:https?:\S{1,300})?[\s*.)]{0,4}$"
)
FALLBACK = re.compile(
    r"(?:\bas (?:an?|our|the|your)|\bthis|\bthe|\bthe role of|\byou(?:'|’)ll be (?:an?|our|the)|\bposition of|\bwork(?:ing)? as (?:an?|our)|\bbecome (?:an?|our)|\bbe (?:our|the|an?)|\bfirst|\bfor an?|\ban?|^)\s{1,3}",
    re.IGNORECASE | re.MULTILINE,
)
#: "As a Kite Engineer, you fly": who reads it is whom the ad seeks.
AS_A = re.compile(r"(?<!\w)As (?:an?|our|the)\s|(?<!\w)[Ee]n tant qu(?:e\s|['’]\s?)|(?<!\w)Als\s(?=[A-Z])")
YOU = re.compile(r"(?:,|\)|\bteam|\b[A-Z]\w+)\s(?:you(?:['’]ll|['’]re)?|vous|[Dd]u|Sie)\b|,?\s(?:arbeiten|bist|übernehmen|sind) (?:Sie|[Dd]u)\b")
FIELDS_HIRE = sparing.compile(
    r"hiring|recruiting|looking (?:to (?:hire|add|recruit|fill)|(?:(?:especially|mainly|primarily|mostly|particularly|specifically|actively|always|only|also) )?for)|seeking|are finding|(?<!other )(?:several|multiple|various|many|open) (?:roles|positions|openings|jobs)|(?<!other )(?:roles|positions|openings) (?:in|across|for|include)\b|(?:job )?opportunities (?:in|across|include)\b",
    re.IGNORECASE,
)
#: What a sentence that hires says before the fields of work it names: "hiring across all our teams, including …".
FIELDS_LEAD = re.compile(
    r"(?:,?\s?\b(?:for|from|across|in|into|on|to|fill|help|people|folks|talent|engineers|developers|roles|positions|openings|jobs|teams?|areas?|departments?|functions|disciplines"
    r"|spanning|speciali[sz](?:ing|ed)|(?:engineering|technical|software) (?=roles|positions|openings|jobs)"
    r"|all|our|the|following|these|multiple|several|various|many|different|some|more|few|a|new|open|talented|great|experienced|company|business|board|stack|top|notch|professionals|passionate|about|is|are|includes?|including|as|such)\b){0,9}"
    r"(?:\s?[:–—(-]\s?(?:(?:including|mainly|especially|like|e\.g\.|such as|for|in)\b)?)?\s{0,3}",
    re.IGNORECASE,
)
#: What a list of languages and fields ends in, and all of it with it: "Go, Rust and data engineers".
TRADE_AT_LAST = re.compile(r"(?:engineers|developers|devs|programmers)$", re.IGNORECASE)
#: Where the last of such fields ends: "… design and data science to join our team".
FIELDS_END = re.compile(
    r"\s{0,2}(?:[.:;!?–—(\[\n]|\s-|\b(?:to|at|in|with|who|that|for|etc|as|here|based|right|now|across|on|more)\b|(?:roles?|positions?|teams?|sides?|openings?|jobs?|people|folks|talent|hires)\b)",
    re.IGNORECASE,
)
#: Where a job's name ends and what is told of it begins.
TOLD = re.compile(r"\s?(?:\([^()\n]{1,40}\)\s?)?(?:[:–—•|]|--|-\s)")
#: Between two jobs of a sentence that lists them: "a Go developer, an experienced Vue developer".
BESIDE_JOB = re.compile(r"(?:,|;|,? (?:and|or|&|plus|as well as)) (?:an? |our )?(?:[a-z-]{3,12} )?", re.IGNORECASE)
#: The department whose openings a line lists: "Hardware: Kite Engineer (wood), Buyer".
DEPARTMENT = re.compile(
    r"(?!(?:[\w ]{0,20} )?(?:customers?|users?|audience|clients?|team|contact|stack|tech|experience|skills|background|reports?|about|for|from|with|founders?|backed|author|by|questions?|cc|ps|note|re)\b)(?-i:[A-Z])[A-Za-z&/ -]{1,28}:\s{1,3}(?=(?-i:[A-Z]))|[\u4e00-\u9fff]{1,6}类(?:岗位|职位)?\s?[:：]\s?",
    re.IGNORECASE,
)
#: Where a job's name in such a list ends.
LISTED = re.compile(r"\s?(?:$|[,(|•]|[–—-]\s|https?:)")
#: Engineers of two fields: "ML & Backend engineers"; one engineer of two trades: "ML/Data Engineer".
TWO_FIELDS = re.compile(r"(?P<first>[A-Za-z][\w .-]{1,24}?)\s?(?P<mark>&|\+|/|\band\b)\s?(?P<second>[A-Za-z][\w .-]{1,24}) (?P<trade>engineers?|developers?|devs?)", re.IGNORECASE)
#: Between two grades: "Junior to Senior Engineer".
RANGE = re.compile(r"\W*(?:to|through|up to)\W*", re.IGNORECASE)
#: What a list says in brackets of one of its jobs.
BRACKETS = re.compile(r"\s?\([^()\n]{1,80}\)")
#: Where a list goes on after what it told of a job: "Kite Engineers to build kites (two years), Wind Engineers".
GOES_ON_LISTING = re.compile(r"\),\s{1,3}(?:and\s)?\s{0,12}$")
#: Before the team of a single job: "Engineer - Backend, Python".
#: "Software Engineer - Product" is one job by its team, "Engineers - Product" may be two.
OF_TEAM = re.compile(r"(?<!s)\s+[-–—]\s+", re.IGNORECASE)
DASH = re.compile(r"\s?[-–—]{1,2}\s")
#: Such a list names no jobs but what one should know, or what is made.
KNOW_HOW = re.compile(
    r"\b(?:experience|skills?|knowledge|background|expertise|tools?|tooling|products?|services?|solutions?|technolog\w{1,4}|systems?|compan\w{1,3}|clients|customers|industr\w{1,3}|development|leaders)\b",
    re.IGNORECASE,
)
#: The person a job's Chinese name ends in; "软件开发" alone is a task as well as a job.
PERSON = re.compile(r"[师员长]$|专家|经理|总监|负责人|顾问|实习生?|助理|运营|[A-Za-z]$")
#: The last sign of such a name: what "产品经理/运营" lists beside it is sought too.
PERSON_SIGN = re.compile(r"[师员理监家人]")
DUTIES = re.compile(r"(?:岗位|工作|职位|任职)?(?:职责|要求|描述|福利|任职|内容|加分)")
#: The heading over them, and what says that the job is to build software.
DUTIES_HEAD = re.compile(r"(?:岗位|工作|职位)(?:职责|描述|内容)|(?:你的|您的|负责的)(?:职责|内容)")
BUILDS = re.compile(r"(?:负责|参与|承担|主导)[^。；;\n]{0,44}?(?:开发|研发|编码)(?!者|人员|工程师|商|部|团队|流程|周期|效率|规范)|(?<=[.、\s])(?![\d.、\s])[^。；;\n]{2,24}?(?:设计(?:和|与|及|、)开发|(?:开发|研发)工作)")
BUILDS_MODELS = re.compile(r"算法|模型|数据|硬件|芯片|课程|市场|客户|培训")
FIRM = re.compile(r"[^\S\n]?(?:[(（][^()（）\n]{1,8}[)）]\s?)?(?:股份)?(?:有限)?(?:责任)?公司")
#: An officer, and what stands behind the title or before it of one who writes.
OFFICER = re.compile(r"c[a-z]o|chief [a-z]{4,12} officer", re.IGNORECASE)
FOUNDER = re.compile(r"\s?(?:/|&|and)\s?co-?founder", re.IGNORECASE)
COFOUNDER = re.compile(r"co-?founder\s?(?:/|&|and)\s?$|\bme\s?(?:,|--|-|–|—)\s?(?:the\s)?$", re.IGNORECASE)
#: Before the job of who writes the ad: "I'm an engineering manager here", "I'm Ada Example, the VP Engineering".
MYSELF = re.compile(
    r"\bI(?:['’]m| am)\s(?:(?:an?|the|one of the|currently an?|your)|(?-i:[A-Z][\w'’-]{1,16}\s){0,2}(?-i:[A-Z][\w'’-]{1,16}),(?:\s(?:an?|the|our))?)\s(?:[\w.-]{1,12}\s)?$",
    re.IGNORECASE,
)
#: Words that are a job's name elsewhere, and none between these: what is called so, what stands before it and behind.
NOBODY = tuple(
    (re.compile(name, re.IGNORECASE), re.compile(f"(?:{before})$", re.IGNORECASE), re.compile(behind, re.IGNORECASE))
    for name, before, behind in (
        (r"p\.?m\.?$", r"\d\s?", r""),  # "11:59 pm"
        (r"c[etfo]o$", r"(?:\A|\n)\W{0,3}(?-i:[A-ZÀ-Ý][\w.'’-]{1,15} [A-ZÀ-Ý][\w'’-]{1,20}),?\s", r",?\s(?:at\s|@\s?|of\s)?(?-i:[A-Z])"),  # who signs
        (r".*leaders?$", r"\b(?:industry|market|global|world|thought|category|leading|recogni[sz]ed|an?|the)\s", r"\s(?:in|of)\b"),
        (r".*(?:developers?|designers?)$", r"\b(?:leading|largest|is an?|is the)\s", r"\sof\b"),  # a firm
        (r".*leader$", r"", r"\sis\s(?:re)?(?:defin|shap|transform|chang|build|disrupt|bring|mak)ing\b"),  # a firm
        (r".*recruite\w{1,2}$|.*recruteu\w{1,3}$|.*managers?$", r"\b(?:your|votre|deine[mnr]?|ihre[mnr]?)\s", r""),
        (r".*developers?$", r"\b(?:largest|outils de|âme d['’]un)\s", r""),
        (r".*(?:engineer|developer)s?$", r"", r"\sat heart\b|\sfrom\s[^.\n]{2,60}\son (?:the|our) team\b"),
        (r"co-?founders?$", r"", r"\s?:\s?[A-Z]"),
        (r".*(?:engineer|developer)s$", r"\b(?:because|by)\s(?:(?:engineer|developer)s\sfor\s)?", r""),  # who made it
        (r".*architect$", r"\bthe\s", r"\s(?:of|and (?:owner|driver))\b"),
        (r"design$", r"", r"\sand\s(?:develop|implement|improve|build|deliver|maintain|optimi[sz]e|execute|test|review|create|deploy)\b"),
        (r"", r"\b(?:previously|formerly)\s(?:an?|the)\s(?:[\w-]{1,15}\s){0,2}", r""),
        (r"devops$", r"\b(?:azure|aws|practices?|pratiques?|with)\s", r""),
        (r"devops$", r"", r"\s(?:practices?|tools?|tooling|pipelines?|culture|principles|methodolog\w{1,3}|process(?:es)?|certifications?)\b"),
        (r".*ing[ée]nieure?s?$", r"\b(?:(?:dipl[ôo]mes?|titres?|[ée]coles?|cycle)\s(?:d['’]|en\s)|formation\s)", r""),
        (r".*manager$", r"\b(?:secrets?|tag|password|package|window|device|file)\s", r""),
        (r".*manager$", r"", r"\sof\s(?:your|our)\b"),
        (r"", r"(?:\b(?:is|it['’]s|are)|[,(–—-]) ?not (?:an?|just an?)\s(?:[\w-]{1,15}\s){0,2}", r""),
        (r"", r"\bexperience as (?:an?|the)\s(?:[\w/-]{1,20}\s){0,2}", r""),
        (r"", r"\brattachée?(?:\(e\))? (?:au|à la|à un)\s(?:[\w-]{1,15}\s){0,1}", r""),
        (r"", r"\breport(?:s|ing)?(?: directly)? to:?\s(?:the\s|our\s|an?\s)?(?:[\w-]{1,15}\s){0,2}", r""),
        (r"responsable", r"\b(?:serez|êtes|sera|est|être)\s", r""),
        (r"", r"\b(?:work(?:ing)? under|unter|begleitung durch)\s(?:an?|the|our|einer?|einen)\s(?:[\w-]{1,15}\s){0,3}", r""),
        (r"", r"\b(?:aux|needing to be an?|mentor(?:ing)?)\s(?:our\s)?", r""),
    )
)
#: "Design, develop and test": a list of what to do.
VERBS = re.compile(r"(?:design|architect|research|test|advocate|lead|analy[sz]e)$", re.IGNORECASE)
TASKS = re.compile(r"(?:,| and| &|/)\s?(?:and )?[a-z]{4,14}\b|\sfor\s[a-z]")
#: A line that opens with a job's name goes on with whom it asks for: "Senior Ruby developers with a sense of humour".
ASKED = re.compile(r"\s(?:with|who|to|for|needed|wanted)\b", re.IGNORECASE)
#: Who wrote the ad: "- Ada Example, Co-Founder & CTO".
SIGNED = re.compile(r"[A-Z][a-z]{2,14} [-–—] |\W{0,6}[A-Z][\w.'’-]{1,20}(?:\s[A-Z][\w.'’-]{0,20}){1,2},\s(?:(?i:co-?founder|founder|ceo)\s?(?:&|and|/|,)\s?)?")
#: A line that is nothing but a link: "[前端](https://…)".
LINK_ALONE = re.compile(r"\s{0,3}\[[^\[\]\n]{2,60}\]\(https?://\S{1,300}\)\s{0,3}$")
#: What an item says that lists no job: "- Stack: React, Node".
NO_JOB = re.compile(r"(?:tech\w{0,10} )?(?:stack|skills?|experience|languages?|tools?|requirements?)\b", re.IGNORECASE)
#: What a link of a firm's own pages is called as well as a job.
PAGES = re.compile(r"(?:engineering|product|design|data|marketing|sales|support|security|platform|web|mobile|ios|android|software)", re.IGNORECASE)
#: What several are sought of: "Engineers", not "DevOps".
PLURAL = re.compile(r"(?<!op)s$", re.IGNORECASE)
#: What holds many jobs: "hiring across design and sales".
DEPARTMENTS = re.compile(r"(?:engineering|product|design|data|marketing|sales|support|security)", re.IGNORECASE)
#: What an item asks for that lists no job either: "- Data science and statistics experience a plus".
ASKS = re.compile(r"\b(?:experience|skills?|knowledge|familiarity|a plus)\b", re.IGNORECASE)
#: A header that offers somebody's work: "个人求职-后端开发".
SEEKS = re.compile(r"求职(?!者|信)")
#: A team that is called by what it makes: "平台研发部", "基础平台研发团队".
UNIT = re.compile(r"(?:部(?!分|署|门?招)|事业部|团队|小组|中心)(?!招|急招|诚招|内推|直招)")
#: An opening told beside the one that the ad is about: "We're also hiring a …".
ALSO = re.compile(
    r"\balso\s(?:currently\s|actively\s)?(?:hiring|looking for|seeking|searching for|recruiting|need)\s(?:for\s)?(?:an?\s|experienced\s|talented\s){0,2}$",
    re.IGNORECASE,
)
#: Fields that are sought beside the jobs listed below: "We're also hiring across …".
BESIDES = re.compile(r"\b(?:also|other|additional\w*|more)\b", re.IGNORECASE)
#: Before the last of those sought: "We're looking for Kite Engineers for the kites as well as Wind Engineers".
AS_WELL = re.compile(r"\bas well (?:as (?:an? |our )?|an? )", re.IGNORECASE)
#: What a bracket or the end of an item says one should know: "Developer (Ruby, DevOps experience)".
KNOWN = re.compile(r"(?:/\w{1,12})?\s(?:experience|skills|knowledge|background)\b", re.IGNORECASE)
#: The one thing that a bracket behind a job's Chinese name adds to it: "大数据开发（偏数仓）".
AIDE = re.compile(r"\s?[（(]偏?(?:[A-Za-z]{1,12}\s?)?")
#: Where the name of an item's field ends: "* Embedded software -- write what runs the craft".
NAMED = re.compile(r"\s(?:--|[-–—])\s|:\s")
#: A heading over openings that does not say that it hires: "岗位简介".
POSTS_TITLE = re.compile(r"(?:岗位|职位)(?:简介|列表|信息|方向|汇总|一览)?\s?[:：]?\s?\**\s?$")
#: Before the last of a list.
BESIDE = re.compile(r"\s?(?:,|、|/|&|•|,?\s(?:and|or)\s)\s?", re.IGNORECASE)
#: An item of a list: "…, CRM Consultant, …".
LIST_ITEM = re.compile(r"(?:(?<=[,|]\s)|(?<![\s\S]))([A-Z][A-Za-z&-]{1,20}(?: [A-Za-z&-]{1,20}){1,4})(?=\s{0,2}(?:,|\||$))")
ADDRESS = re.compile(r"://|www\.|\.(?:com|io|org|net|ai|co)/")
#: An address: "cto@acme.example".
MAILED = re.compile(r"@[\w-]{1,40}\.[a-z]{2,8}\b", re.IGNORECASE)
HIRES = re.compile(r"hir|招|engineers|developers", re.IGNORECASE)
#: A name whose line goes on with nothing but its link is an opening: "Bioinformatics Scientist: https://…".
LINKED = re.compile(r"(?:\s?\([^()\n]{0,30}\)|\s?\[[^\[\]\n]{0,30}\])?\s{0,3}[:–—→-]{0,2}\s{0,3}\(?https?://\S{1,300}(?:\s\([^()\n]{1,40}\))?\s*$")
#: An item that tells more of its job before the link: "Oven Engineer - four years and more - https://…".
LINKED_AT_LAST = re.compile(r"\s?(?:[-–—|]\s|\()[^\n]{0,240}https?://\S{1,300}\s*$")
#: What a list names between two of the shelf's jobs: ", Flour Analyst, Bread Director, ".
TITLES_BETWEEN = re.compile(r"(?:,\s(?:[A-Z][A-Za-z/&-]{1,20} ){1,4}[A-Z][A-Za-z/&-]{1,20}){1,4},\s(?:and\s)?(?:[A-Z][a-z]{1,12}\s){0,2}")
TITLE_CASE = re.compile(r"(?:[A-Z][\w/+&.-]{1,20}[ ,]{1,2}(?:of |and |& )?){1,4}")
