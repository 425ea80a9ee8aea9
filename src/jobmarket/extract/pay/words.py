"""The words around an amount that tell whether it is pay, how often it is paid and which end it gives.

English, German, French, Vietnamese and Chinese, with a few of their neighbours.  Patterns only: how they weigh
against each other is decided in :mod:`jobmarket.extract.pay.bands`.
"""

from __future__ import annotations

import re

from jobmarket.extract.pay.currency import LETTERS

KANA = re.compile(r"[ぁ-ヿ]|(?<![\u3400-\u9fff])年収|[月時日]給|月収|万円")
"""What Chinese text does not have and Japanese has."""
DAILY_PAY = re.compile(r"[日时時]薪")
"""Pay by the day or the hour, the only Chinese pay below a thousand."""

DAY_OF_WORK = re.compile(r"(?:实习生?|兼职|日结)[\s：:，,]{0,2}$|(?:^|[，,：:、\s])(?:每天|一天)[\s：:]?$")
"""What a day's pay follows without a word of pay."""
TITLE_BEFORE = re.compile(
    r"(?<![a-z])(?:engineer|developer|programmer|scientist|analyst|architect|designer|manager|consultant|administrator|researcher|"
    r"entwickler(?:in)?|ingenieur(?:in)?|développeur|ingénieur)(?: \([a-z]/[a-z](?:/[a-z])?\))?[\s\xa0]{1,2}$",
    re.I,
)
FOR_A_GRADE = re.compile(r"\s(?:\([^()]{0,3})?for (?:an? )?(?:juniors?|seniors?|mids?|mid-levels?|leads?|principals?)(?![a-z])", re.I)
"""What makes a year's amount pay: "$150k for seniors"."""
NAME_AFTER = re.compile(r"\s[A-Z][a-z]{2,15}(?:$|[\s,.])")
"""The name of a job, behind which a year's amount can only be its pay: "Data Engineer £65k"."""

VIETNAMESE = re.compile(r"lương|tới|đến|thu nhập|tháng|từ\s", re.I)

CUES = re.compile(
    rf"(?<![{LETTERS}])(?<!% of your )(?<!times your )(?<!% of )(?<!x )(?:"
    r"doe|salar(?:y|ies)|compensations?|comp|(?:pay|pays|paid|paying)(?! us| them| off| out| back)|pay[- ]?(?:range|rate|band|scale)s?|wages?|remuneration|"
    r"earn|earnings?|base|basic(?! life)|ote|on[- ]target earnings|tc|ctc|cost to company|(?<!welfare )(?<!benefits )(?<!benefit )(?<!relocation )(?<!severance )package(?=\s?(?:(?:of|up to|worth|around)\s){0,2}(?:[:=–-]|[a-z]{0,2}[$£€]|\d|$))|hourly|rates?|day[- ]rate|hiring range|budgets? for (?:this|the) (?:role|position|job)|"
    r"gehalt\w{0,12}|stundensatz|tagessatz|jahresgehalt\w{0,8}|\w{0,12}gehalt|vergütung|bezahlung|jahresbrutto\w{0,8}|monatsbrutto\w{0,8}|entlohnung|entgelt\w{0,6}|(?:stunden|monats)?lohn|"
    r"salaires?|rémunérations?|remunerations?|fixe|tjm|taux (?:journalier|horaire)|brut|lön|lønn|løn|salario|sueldo|stipendio|"
    r"salaris|maandsalaris|jaarsalaris|ral|retribuzione|salário|remuneração|wynagrodzenie|mzda|palkka|"
    r"lương thưởng|lương|luong|mức lương|thu nhập|(?<!household )income|inr|lpa|b2b(?=\s?[:(]?\s?$)"
    rf")(?![{LETTERS}])|(?<![{LETTERS}])(?:gehalt|grundgehalt|einstiegsgehalt|bruttojahresgehalt)"
    r"|年収|年俸|月給|月収|時給|日給|給与|연봉|월급|시급|月薪|年薪|日薪|时薪|時薪|薪资|薪酬|薪水|薪金|底薪|工资|待遇|年包|总包|base薪|薪|综合收入|人工(?=[\s:：]{0,2}$)|月收入|税[前后](?!利润)|[💰💵🤑]",
    re.I,
)
"""Words that announce pay, and the signs that some write in their place."""

HEADINGS = re.compile(
    r"salar(?:y|ies)|compensation|(?<![a-z])comp(?![a-z])|(?<![a-z])pay(?![a-z])|wage|remuneration|hiring ra(?:nge|te)|gehalt|vergütung|"
    r"rémunération|salaire|lương|thu nhập|薪|工资|待遇",
    re.I,
)
"""Words that announce pay from the line above."""

_FUNDS = (
    r"(?:customers|users|startups|businesses|brands|families|patients|americans|students)(?: (?!and |but )\w{2,10}){0,2} pay(?:s|ing)?|(?:customers|users|sellers|creators|hosts|merchants|members|farmers|households|families) (?:earn|make)|rais(?:e|ed|es|ing)|fund(?:ed|ing|s|raising|raise)?|backed|invest(?:ed|ment|ments|ors?|ing)|seed|pre-?seed|"
    r"series [a-h]|valued at|valuations?|revenues?|arr|mrr|aum|gmv|gtv|tvl|turnover|(?<!non-)(?<!non )(?<!for-)profits?|ebitda|bookings?|"
    r"market cap(?:itali[sz]ation)?|averaging|acquired|acquisition|exit(?:ed)?|ipo|assets?(?: under management)?|"
    r"billings?|billed|bình quân|trung bình|(?<!no )(?<!not )less than|lower than|below|under|transactions?|processed|volumes?|spend(?:ing|s)?|spent|sav(?:e|ed|es|ings?)|"
    r"(?:pay|pays|paying) us|subscriptions?|deals?(?!\s?:)|contract (?:value|size|worth)|contracts|acvs?|tcvs?|quotas?|budgets?(?! for (?:this|the) (?:role|position|job))|p&l|grants?|donat\w{0,5}|loans?|mortgages?|"
    r"(?:page )?views|pageviews|visits|visitors|downloads|impressions|checks|cheques|fraud|debt|prices?|priced|pricing|costs?|costing|(?:go|goes|sells?|sold) for|(?<!in )charg(?:e[sd]?|ing)|(?:presently|currently|already) (?:drawing|earning|making)|bill(?:ing)? rates?(?: to (?:the )?(?:end )?client)?|similar (?:jobs|roles|positions)|prevailing wages?|qualifying salary|bills?|fees?(?! for this (?:role|position))|fines?|losses|award(?:s|ed)?|prizes?|bount(?:y|ies)|"
    r"chiffre d.affaires|levée|levé|subventions?|montants?|umsatz|(?:investitions|auftrags|projekt|förder)?volumen|förder\w{0,10}|vốn|doanh thu|doanh số"
)
"""Money of the company and its customers."""

_EXTRAS = (
    r"bonus(?:es)?|sign(?:ing)?[- ]?on|signing|equity|esops?|options?|stocks?|rsus?|shares?|401\s?\(?k\)?|match(?:ing|es|ed)?|stipends?|allowances?|"
    r"(?:times|x|% of) (?:your |the |base |annual ){0,2}(?:salary|pay)|life cover|life assurance|ad\s?&\s?d|dependents|spouses?|reimburse\w{0,5}|referrals?|refer|tuition|perks?|insurance|coverage|deductible|premiums?|hsa|fsa|hra|fertility|"
    r"learning|education|welfare|wellness|well-?being|gym|fitness|home office|office setup|equipment|rent|housing|"
    r"laptop|workstation|internet|relocation|commut(?:er?|ing)|lunch|meals?|vouchers?|conferences?|"
    r"professional development|l&d|childcare|commissions?|discount|gift|subsid(?:y|ies)|per diem(?! (?-i:[A-Z]))|rtsg|scholarships?|weighting|mid-?point|household incomes?|bourses?|(?:promotions|voll)?stipendi(?:um|en)|(?<!salary and )variable (?:incentive|compensation|pay)|incentive (?:target|pay)|"
    r"differentials?|healthcare|variable[rn]? anteil|(?:éco-)?chèques?(?:-(?:repas|cadeaux?))?|gratification|indemni(?:té|sation)s?|primes?|panier|tickets? restaurants?|intéressement|participation|titres?|mutuelle|zuschuss|(?:urlaubs|weihnachts)geld|sachbezug|prämie\w{0,3}|hỗ trợ"
)
"""What comes on top of pay."""

_EXTRAS_BEFORE = r"thưởng|kinh phí|hạn mức|chi trả|phụ cấp|trợ cấp|bảo hiểm|phúc lợi|ăn trưa|du lịch|quà|hoa hồng|ngân sách|chi phí|học bổng|giải thưởng|giới thiệu ứng viên"
"""Vietnamese names what an amount is for before it; what follows is the next thing."""

_BUSINESS = (
    r"markets?|marketplace|industry|sized?|sales|capital|process(?:es|ing)?|payments?|grow(?:n|th|ing)?|customers?|users?|members?|"
    r"lend(?:ing)?|credits?|claims?|portfolio|pipeline|opportunity|worth|rounds?|manag(?:e|es|ed|ing)|generat\w{0,4}|"
    r"produc\w{0,4}|benefits?|training|hardware|phone|travel|food|development|average|spans?|closing|closed"
)
"""What may speak of other money, but stands in job titles too: weaker than a word announcing pay."""

_NOT_PAY_CJK = (
    "绩效(?!工资)|獎金|年終|津貼|簽約金|融资|估值|营收|注册资本|市值|用户|年营业额|交易额|流水|获投|投资|补贴|奖金|餐补|房补|车补|报销|奖励|津贴|内推费|红包|社保|公积金|年终|补助|保额|"
    "启动金|保险|经费|预算|资产|日活|月活|安家费|销售额|销量|产值|客单价|股权激励|注册资金|募资|金额|合同额|启动费|签字费|签约[金费]|价值|餐标|餐费|房租|学费|科研费"
)
NOT_PAY = re.compile(
    rf"(?<![{LETTERS}])(?:{_FUNDS}|{_EXTRAS}|{_EXTRAS_BEFORE}|(?:\+ ?|(?<=[,;/|(] ))variable\s?:?(?=\s$))(?![{LETTERS}])|{_NOT_PAY_CJK}", re.I
)
ROLE_LIKE = re.compile(
    r"learning|education|insurance|equipment|options?|stocks?|equity|rent|housing|internet|fitness|wellness|wellbeing|conferences?|"
    r"funds?|fundraising|investments?|investors?|investing|seed|assets?|savings?|payments?|loans?|mortgages?|fraud|pricing|"
    r"healthcare|commissions?|acquisition|exit|costs?|under|bookings?|billings?|primes?|perks?",
    re.I,
)
"""Words that also name fields and teams ("Machine Learning", "Seed stage"): before a year's band they deny nothing
unless they touch it."""
WEAKLY_NOT_PAY = re.compile(rf"(?<![{LETTERS}])(?:{_BUSINESS})(?![{LETTERS}])", re.I)
NOT_PAY_AFTER = re.compile(
    r"/\s?(?:kpi|người|nhân viên|lần|employee|person|head)(?![a-z])|\s?(?:/|per)\s?(?:qualified |closed )?(?:leads?|sale|article|post|task|page|project|seat|unit|hire|referral|placement)(?![a-z])|[\s\xa0]{0,2}(?:usd|dollars|eur|euros)?[\s\xa0]?\)?(?:(?:per|a|/)\s?(?:year|month|yr|mo|annum|employee|person)\s?)?"
    r"(?:(?:worth|to be|used|spent|each|every|of|in|for|towards?|to|as|from|the|a|an|our|your|its|annual|annually|yearly|monthly|quarterly|total|new|ad|ads|media|marketing|"
    r"performance|target|potential|additional|cash|company|vc|venture|recurring|run[- ]?rate|gross|net|paid|active|daily|dollar|"
    r"late|early|stage|successful|qualified|referred|ongoing|continuing|further|continued|customer|client|employee|dependent|retention|generous|individual|seed|lifetime|personal|tax[- ]free|"
    r"one[- ]?time|flexible|remote|work|wfh|car|vehicle|mobile|health|medical|life|smart|recent|fresh|online|global|private|"
    r"institutional|government|project|research|per)[\s\xa0-]{1,2}){0,4}"
    rf"(?:{_FUNDS}|{_EXTRAS}|{_BUSINESS}|kpi|people|employees|engineers|developers|companies|businesses|downloads|installs?|installations?|dau|mau|stars|requests?|"
    r"qps|events|records|lines|students|subscribers|followers|patients|orders|visits|visitors|merchants?|products|tokens|variabe?le?s?|"
    r"startup|company|business|problem|space|economy|vertical|ecosystem|sector|challenge|purse)"
    rf"(?![{LETTERS}])|\s(?!plus|and|with|or|base|salary|annual)[a-z-]{{3,14}}\s(?:bonus|stipend|allowance|budget|weighting|credit|reimbursement|voucher)s?(?![a-z])"
    r"|\s?\((?:part(?:ie)? )?variabe?le?s?(?![a-z])|\s\+ (?:yearly |annual )?billings?(?![a-z])"
    r"|[\s\xa0]?\+?(?:册|款|集|首|座|笔|户)|[\s\xa0]?(?:安家费|购房|科研|启动|经费|资助|补助|房补|餐补|车补|红包|股票|用户|人(?!工|力|事)|家(?!居)|个(?!人)|台(?![北中南东東州湾灣])|培训|旅游|团建|体检|次|条(?!件)|天使|美元融资|美金融资|融资|奖金|补贴|年终|日活|月活|粉丝|字(?!节)|行(?!业|政)|多人|余人|名(?!企))",
    re.I,
)
"""What makes an amount something else when it follows: "$5,000 annual learning stipend"."""

COMES_WITH_PAY = re.compile(r"[\s\xa0]?(?:\w{1,14} )?(?:benefits|bonus\s?[+&,]|for (?:\w{1,14} ){0,2}(?:engineers|developers)(?![a-z]))", re.I)
"""What may be named behind a year's band and denies nothing: "£40k-£60k bonus + benefits", "for engineers"."""

PAY_AFTER = re.compile(
    r"[\s\xa0]{0,2}[,(\[+|–-]{0,2}\s?(?:usd|cad|eur|gbp)?\s?(?:in\s)?(?:(?:the|annual|yearly|total|expected|fixed|cash|starting|a)\s)?"
    r"(?:(?:as a )?bas(?:e|ic)|salary|salaries|doe\b|dep(?:ending|ends)? on|depend[ae]nt on|depending|comp\b|compensation|pay\b|gross|brutto|brut|bruto|lordi|netto(?!\w)|"
    r"ote\b|tc\b|ctc\b|fixed(?=\s?(?:[+,(|]|and\b|ctc|$))|nets?(?=[\s\xa0]?(?:$|[\n,.;)/(]|\+\s?vat\b|(?:on )?b2b\b))|(?:plus |and {1,2}|& |\+ ?|w/ |with )?(?:(?:\d{1,2}|(?=\.\d))(?:\.\d{1,2})?\s?%?\s?[-–]?\s?){0,2}(?:[a-z]{3,14} ){0,2}"
    r"(?:equity|bonus|stock|options|benefits|bens\b|package|rsus?|super\b)|fixe?\b|(?:\+|plus)\s?(?:\d|0?\.\d{1,2}|\d\.\d{1,2})\s?%(?=\s*(?:$|[|,;]))|cash(?=\s?[,/+&)]|\sand\b)|vergütung|(?:brutto)?(?:jahres|monats)(?:brutto|ziel)?(?:gehalt)?\b|(?:fix|grund|brutto|einstiegs)gehalt\b|(?:in|for) (?:your|the) first year|\(?(?:in|out)side (?:of )?ir35|"
    r"(?:\+|plus)\s?(?:[£€$]\s?\d|\d\d days)|(?:or|oder|ou) (?:contract|freelance)(?![a-z])|for the right (?:person|candidate|fit|hire)|per annum|pro[- ]rata|fte|(?:full|part)[- ]time(?! (?:employees|engineers|staff|users))|neg\b|negotiable|selon (?:profil|exp)|je nach (?:erfahrung|qualifikation)|tùy (?:theo )?năng lực|according to (?:exp|qual|skill)|based on exp|commensurate|d\.o\.e|to start|annual(?:ly|ized)?|bi-?weekly|semi-?monthly|fortnightly|(?:per|a|/)\s?(?:fortnight|pay period)(?![a-z])|b2b|clt\b|w2|1099|c2c|all[- ]in(?![a-z])|in[- ]hand(?![a-z])|税前|薪|base薪|gộp)|\*{0,2}的?(?:实习)?(?:工资|薪)",
    re.I,
)
"""What makes an amount pay when it follows: "$130k + equity", "£60k DOE"."""

UP_TO = re.compile(
    r"(?:up[ -]?to|upto|max(?:imum|\.)?(?: (?:annual |base )?(?:salary|pay|rate|budget|ctc))?(?: (?:of|is))?|as (?:much|high) as|no more than|not more than|jusqu['’]?[àa]|bis(?: zu)?|fino a|hasta|até|(?<=salary )to|(?<=pay )to|(?<=[a-z]: )to|(?<=\()to|(?:^|(?<=[\n|])|(?<= [-–—]))[ ]?to|tới|lên (?:tới|đến)|đến|<|≤|最高(?:可?(?:给到?|达到?|至))?(?:月薪|年薪|底薪)?|高达|不超过|"
    r"capped at|not exceeding|tối đa)[\s\xa0:~]{0,2}(?:(?:around|about|circa|approx\.|[a-z]{0,4}) )?$",
    re.I,
)
FROM = re.compile(
    r"(?:(?<![a-z])from|(?<![a-z])min(?:imum|\.)? (?:annual |base |gross )?(?:salary|pay|rate|wage)(?: (?:according to|as per|under) (?:the )?collective (?:bargaining )?agreement)?(?: (?:of|is))?|"
    r"mindest\w{0,14}(?:gehalt|lohn|entgelt|satz)(?: (?:laut|lt\.|gemäß) \w{1,20})?(?: (?:von|beträgt|liegt bei))?|"
    r"start(?:s|ing)? (?:at|from|around|about)|(?<![a-z])min(?:imum|\.)?(?: of)?|at least|no less than|not less than|more than|over|above|in excess of|north of|upwards? of|"
    r"à partir de|a partir de|desde|vanaf|dès|minimum|ab|mind\.|mindestens|từ|trên|tối thiểu|>=|(?<![-=])(?<!^)(?<!\n)>|≥|不低于|至少|起薪)[\s\xa0:]{0,2}$",
    re.I,
)
OR_MORE = re.compile(
    r"[\s\xa0]?(?:\+(?!\s?[\w$€£])|plus(?!\s?[a-z£€$\d])|and up|and above|or more|upwards|onwards|or (?:higher|above)|(?:et|ou) plus|(?:und|oder) mehr|起|以上|이상|trở lên|minimum|\(min(?:imum|\.)?\))",
    re.I,
)
OR_LESS = re.compile(r"[\s\xa0]?(?:(?:(?:ht|c2c|fixed|ctc|gross|nets?|bruts?),?\s)?\(?max(?:imum)?\b(?:\.(?=\)))?\)?|以内|以下|이하)", re.I)

CLAUSE_END = re.compile(
    r"[\n\r](?![ \t]{0,6}[a-zß-ÿ])|[|•●;；。!?！？]|(?<=[\w)%\]])(?<!\.\w)(?<!approx)(?<!min)(?<!max)(?<!mind)(?<!ca)(?<!rs)(?<!incl)(?<!est)(?<!zzgl)[.](?=\s|$)",
    re.I,
)
NEW_LINE = re.compile(r"\n\s{0,3}(?:\n|[-*•–+#]|\d)")
"""A new paragraph or point of a list, not a line broken for its width."""
DELIMITER = re.compile(r"[,，、;|•+&()\[\]]|\s/\s|\s[-–—]\s|\s(?:and|plus|with|on top of|und|et|và)\s", re.I)
ISOLATED_BEFORE = re.compile(
    r"(?:^|[|\n\r•●·,，;()（）\[【】:：*/\"“”„'>#!?…_\U0001F300-\U0001FAFF\ufe0f]|(?<=[a-z)])\.(?=\s)|\s[-–—]{1,2}|[-=]>)[\s\xa0]{0,3}(?:(?:we offer|wir bieten|nous (?:offrons|proposons)|circa|approx\.?|around|about|ca?\.?|~|from|between|von|zwischen|de|entre|từ|net|gross|junior|mid|mid-level|senior|lead|staff|principal)\s?)?$",
    re.I,
)
PAY_CJK = re.compile(r"[月年日时底]薪|薪[资酬水金]|工资|待遇")
"""Chinese words for pay: the number behind them is in yuan."""
SALARY_IS = re.compile(
    r"(?:salary|gehalt|salaire|rémunération|compensation|pay|lương)(?: range)?\s?[:：=]\s?$|(?:底薪|薪[资酬水]|工资|待遇)(?:范围|区间|标准)?\s?[:：]?\s?$",
    re.I,
)
"""What a bare number follows that can be nothing else: "Salary: 95,000"."""
BUDGET_BEFORE = re.compile(r"(?<![A-Za-z])(?P<first>^|(?<=[|(,;]\s))?budget\s?[:–-]{0,2}\s?$", re.I)
"""What recruiters call the pay of a role: Indian ones, in lakhs, and others where words of pay follow; with no word
before it, by the hour or day."""
ISOLATED_AFTER = re.compile(r"[\s\xa0]{0,3}(?:$|htt|[(（](?:[.\d]|[A-Z][a-z]{2,12}[)）]|remote[)）])|[|\n\r•●·,，;。；！)）\]】*+/.!\"”_\U0001F300-\U0001FAFF]|[-–—](?:\s|$))")
TOTAL_BEFORE = re.compile(r"(?<![a-z])(?:ote|on\\?[- ]target[- ]earnings?)(?![a-z])[^,;|\n\d]{0,25}$", re.I)
WHOLE_BEFORE = re.compile(r"(?<![a-z])(?:total (?:annual |target |cash ){0,2}(?:comp(?:ensation)?|cash|pay|package|earnings)|(?-i:TC))(?![a-z])[^,;|\n\d]{0,25}$", re.I)
WHOLE_AFTER = re.compile(r"[ \xa0]?[(\[]?(?:in )?(?:total(?! of)|(?-i:TC))(?![a-z])", re.I)
"""What contains the base and what comes on top of it."""
BASE_BEFORE = re.compile(r"(?<![a-z])base(?![a-z])[^,;|\n\d]{0,25}$", re.I)
BASE_AFTER = re.compile(r"[ \xa0]?(?:(?:annual|fixed|gross) )?base(?![a-z])", re.I)
GROSS = re.compile(r"[ \xa0]?[(]?(?:(?:per|a|par) (?:year|month|mois|an) )?(?:gross|brutto|bruts?)(?![a-z])", re.I)
NET = re.compile(r"[ \xa0]?[(]?(?:(?:per|a|par) (?:year|month|mois|an) )?(?:netto|nets?)(?![a-z])", re.I)
"""Pay before taxes, and what they leave of it."""
TOTAL_AFTER = re.compile(
    r"[ \xa0]?[(\[]?(?:usd\s|base[\s+]{1,3}commission,?\s)?(?:ote|on[- ]target earnings?)(?![a-z]|\s?(?:range|is|of|between|:|[$£€\d]))",
    re.I,
)
