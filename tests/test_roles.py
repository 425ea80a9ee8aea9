"""Jobs advertised, their spans and their seniority, on made-up ads."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import at_most

from jobmarket.catalog import shelf
from jobmarket.extract.roles import each_once, role_mentions, role_title, roles, seniority

ROLES: dict[str, Any] = dict(shelf("roles")["roles"])
LEVELS: dict[str, Any] = dict(shelf("seniority")["seniority"])


def of_title(title: str) -> tuple[str, ...]:
    return roles(role_mentions("", title=title))


def of_text(text: str) -> tuple[str, ...]:
    return roles(role_mentions(text))


def levels_of(text: str, title: str | None = None, hint: str | None = None) -> tuple[str, ...]:
    return seniority(role_mentions(text, title=title), text, hint, title=title)


def examples(items: dict[str, Any], key: str) -> list[tuple[str, str]]:
    return [(name, title) for name, item in items.items() for title in item[key]]


@pytest.mark.parametrize(("role", "title"), examples(ROLES, "heard"))
def test_shelf_hears(role: str, title: str) -> None:
    assert of_title(title) == (role,)


@pytest.mark.parametrize(("role", "title"), examples(ROLES, "not_heard"))
def test_shelf_does_not_hear(role: str, title: str) -> None:
    assert role not in of_title(title)


@pytest.mark.parametrize(("level", "title"), examples(LEVELS, "heard"))
def test_seniority_shelf_hears(level: str, title: str) -> None:
    assert level in levels_of("", title=title)


@pytest.mark.parametrize(("level", "title"), examples(LEVELS, "not_heard"))
def test_seniority_shelf_does_not_hear(level: str, title: str) -> None:
    assert level not in levels_of("", title=title)


def test_the_shelf_holds_the_sixteen_roles_and_six_levels() -> None:
    assert set(ROLES) == {
        "ml-engineer", "data-scientist", "research-scientist", "computer-vision-engineer", "nlp-engineer",
        "mlops-engineer", "data-engineer", "data-analyst", "robotics-engineer", "ai-architect",
        "ai-product-manager", "product-manager", "software-engineer", "engineering-manager", "designer", "other",
    }  # fmt: skip
    assert {name for name, item in ROLES.items() if item["machine_learning"]} == {
        "ml-engineer", "data-scientist", "research-scientist", "computer-vision-engineer", "nlp-engineer",
        "mlops-engineer", "robotics-engineer", "ai-architect", "ai-product-manager",
    }  # fmt: skip
    assert list(LEVELS) == ["intern", "entry", "mid", "senior", "lead", "manager"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Data Scientist / Data Engineer (m/w/d)", ("data-engineer", "data-scientist")),
        ("Senior Technical Lead (Data Engineer)", ("data-engineer",)),
        ("Développeur / Développeuse IA (H/F)", ("ml-engineer",)),
        ("Research Scientist / Engineer, Alignment", ("research-scientist",)),
        ("Software Engineer, Machine Learning", ("ml-engineer",)),
        ("Senior Software Engineer (Agent Platform)", ("software-engineer",)),
        ("Talent Partner - Data Science", ("other",)),
        ("Head of Accounting", ("other",)),
        ("INGENIEUR DATA (H/F)", ("data-engineer",)),
        ("高级算法工程师（NLP方向）", ("nlp-engineer",)),
        ("大模型算法工程师 30-50K·16薪", ("ml-engineer",)),
        ("Lập Trình Viên Backend (Java)", ("software-engineer",)),
        ("Zookeeper of small mammals", ("other",)),
    ],
)
def test_titles(title: str, expected: tuple[str, ...]) -> None:
    assert of_title(title) == expected


def test_a_title_speaks_alone_unless_it_says_multiple_roles() -> None:
    text = "Openings:\n- Data Engineer: builds pipelines\n- Product Designer: draws\n"
    assert roles(role_mentions(text, title="ML Engineer")) == ("ml-engineer",)
    assert roles(role_mentions(text, title="Multiple roles")) == ("data-engineer", "designer")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme (YC S30) | Senior ML Engineer, Backend Engineer | Berlin | Full-time\nWe make kites.", ("ml-engineer", "software-engineer")),
        ("Acme | DevOps, ML, Data Science | Remote\nWe make kites.", ("data-scientist", "ml-engineer", "software-engineer")),
        ("Acme - Ghent - Data Analyst - https://acme.example", ("data-analyst",)),
        ("Acme | Remote | Full-time\nKites for all.\nOpen roles:\n* Computer Vision Engineer - sees wind\n* Product Manager: plans\n", ("computer-vision-engineer", "product-manager")),
        ("Acme | Oslo\nWe're hiring a Robotics Engineer and a Data Engineer to build kites.", ("data-engineer", "robotics-engineer")),
        ("Acme | Oslo\nPosition: Research Scientist\nKites.", ("research-scientist",)),
        ("Acme | ML Engineer | Oslo\nYou will work with our data scientists and report to the engineering manager. Our founders are robotics engineers.", ("ml-engineer",)),
        ("Acme | Engineers Wanted Inc | Data Engineer | Oslo\nPassionate product managers use our tools.", ("data-engineer", "software-engineer")),
        ("# 【上海】风筝科技招聘算法工程师\n坐标上海\n## 岗位职责\n1、与后端工程师、产品经理沟通", ("ml-engineer",)),
        ("风筝科技\n招聘岗位：前端、后端、数据分析\n邮箱见官网", ("data-analyst", "software-engineer")),
        ("风筝科技招前端，base 上海\n团队氛围好", ("software-engineer",)),
        ("As a Data Scientist at Acme you will study kites and the wind that carries them.", ("data-scientist",)),
        ("We use React and Go. Our team of engineers loves kites and the customers love us.", ()),
    ],
)  # fmt: skip
def test_community_posts(text: str, expected: tuple[str, ...]) -> None:
    assert of_text(text) == expected


def test_verbs_are_no_jobs() -> None:
    text = "Acme | Backend Engineer | Oslo\nYou will:\n* Architect and author services\n* Lead a team\n* Program kites\n"
    assert of_text(text) == ("software-engineer",)


def test_addresses_name_no_jobs() -> None:
    assert of_text("Acme | Data Analyst | https://acme.example/careers/product-manager | Oslo") == (
        "data-analyst",
    )


def test_spans_hold_the_grade_and_the_name() -> None:
    text = "Acme | Oslo | (Senior) Full Stack Engineer | Remote"
    (mention,) = role_mentions(text)
    assert mention.surface == "(Senior) Full Stack Engineer"
    assert text[mention.start : mention.end] == mention.surface
    assert (mention.where, mention.seniority) == ("text", "senior")


@pytest.mark.parametrize("name", ["Engineer (NLP)", "算法工程师（CV方向）"])
def test_a_span_closes_its_bracket_and_ends_at_a_sign(name: str) -> None:
    for text in (f"Acme | {name} | Oslo", f"招聘 {name}  北京"):
        assert name in {one.surface for one in role_mentions(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme | Senior/Staff Backend Engineer | Oslo", ("lead", "senior")),
        ("Acme | Software Engineer | Oslo | Mid-Level & Senior", ("mid", "senior")),
        (
            "Acme | Software Engineer | Oslo\nWe're looking for junior to mid-level engineers.",
            ("entry", "mid"),
        ),
        ("Acme | Software Engineer | Oslo\nThis isn't a junior position, you mentor junior developers.", ()),
        ("Acme | Software Engineer | Oslo\n5+ years of experience required.", ()),
        (
            "Acme | Data Scientist | Oslo\nWe are looking for a senior data scientist who likes kites.",
            ("senior",),
        ),
        ("Acme | Software Engineer, Interns | Oslo", ("intern",)),
        ("Acme | Member of Technical Staff | Oslo", ()),
        ("Acme | Oslo\nWe need bakers, from interns to principal bakers.", ("intern", "lead")),
        ("Acme | Oslo\nOven Tester (Entry-level, nights)", ("entry",)),
        ("Acme | Oslo\nWe want oven developers (2 junior, 1 senior)", ("entry", "senior")),
        ("Acme | Oslo\nRole: Manager - Ovens and Crusts", ("manager",)),
        ("Acme | Oslo\nOven Platform Lead: https://acme.example/1", ("lead",)),
        ("Acme | Oslo\nHead of Growth - you bake.", ("manager",)),
        ("Acme | Oslo\nYou work with our Head of Growth.", ()),
        ("蓝鲸云招聘\n职位：(烤箱 Rust 资深后端)", ("senior",)),
        ("蓝鲸云招聘前端\n你和资深后端一起做面包", ()),
        ("蓝鲸云招聘前端\n月薪：中级(18k) 高级(31k)", ("mid", "senior")),
        ("蓝鲸云\n\n# 烘焙实习生\n做面包", ("intern",)),
        ("Boulangerie\nDébutante ou expérimentée, vous aimez le pain.", ("entry", "senior")),
    ],
)
def test_seniority_of_posts(text: str, expected: tuple[str, ...]) -> None:
    assert levels_of(text) == expected


def test_seniority_of_titles_and_hints() -> None:
    assert levels_of("senior engineers welcome", title="ML Engineer") == ()
    assert levels_of("", title="ML Engineer", hint="Entry level") == ("entry",)
    assert levels_of("", title="Staff ML Engineer", hint="Entry level") == ("lead",)
    assert levels_of("", title="Senior Manager, Data Science") == ("manager",)
    assert levels_of("", title="Senior Staff Engineer") == ("lead",)
    assert levels_of("", title="Engineer III", hint="unheard of") == ("senior",)
    assert levels_of("", title="Senior Engineer I") == ("senior",)
    assert levels_of("", title="Engineer P7") == ()
    assert levels_of("We want senior bakers, a senior baker.", title="Baker", hint="INTERN") == ("intern",)
    assert levels_of("Seniority level\nAssociate\n", title="Kite Analyst") == ()
    assert levels_of("We are hiring Senior and Staff Engineers.", title="Kite Engineer") == ("lead", "senior")
    assert levels_of("Interview with the team (Staff/Lead only)", title="Kite Engineer") == ()
    assert levels_of("", title="Oven Expert") == ()
    assert levels_of("", title="Expert Oven Engineer") == ("senior",)
    assert levels_of("", title="面包工程师/专家") == ("senior",)
    assert levels_of("", title="Kite Analyst", hint="Studentenjobs, Werkstudent; Teilzeit") == ("intern",)


def test_role_title_is_the_first_job_never_the_header() -> None:
    text = "Jane Doe of Acme | Senior ML Engineer | Oslo"
    assert role_title(text, role_mentions(text)) == "Senior ML Engineer"
    assert role_title("nothing here", ()) is None


WORDS = st.sampled_from(
    [
        "Senior",
        "ML",
        "Engineer",
        "|",
        "Data",
        "Scientist",
        ",",
        "/",
        "and",
        "hiring",
        "a",
        "招聘",
        "算法工程师",
        "\n",
        "-",
        "*",
        "(",
        ")",
        "Lead",
        "Product",
        "Manager",
        "kỹ",
        "sư",
        "AI",
        "&",
        ";",
        ":",
        "#",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join)),
    st.one_of(st.none(), st.text(max_size=60)),
)
def test_spans_prove_themselves(text: str, title: str | None) -> None:
    mentions = role_mentions(text, title=title)
    for mention in mentions:
        source = text if mention.where == "text" else title or ""
        assert source[mention.start : mention.end] == mention.surface
        assert mention.role in ROLES
        assert mention.seniority is None or mention.seniority in LEVELS
    assert set(seniority(mentions, text, title)) <= set(LEVELS)
    assert roles(mentions) == tuple(sorted({mention.role for mention in mentions}))
    assert mentions == role_mentions(text, title=title)


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("AI Engineer (Computer Vision/ NLP/ LLM)", "ml-engineer"),
        ("Machine Learning Engineer (NLP)", "nlp-engineer"),
        ("NLP/LLM/大模型算法工程师", "nlp-engineer"),
        ("AI Software Engineer (Java)", "software-engineer"),
        ("Inference Engineer", "ml-engineer"),
        ("Staff MLE", "ml-engineer"),
        ("Researcher: Vision", "research-scientist"),
        ("Principal QA", "software-engineer"),
        ("QA/Test Lead", "software-engineer"),
        ("Dev Ops Engineer", "software-engineer"),
        ("Developer Evangelist", "other"),
        ("Security Engineer", "other"),
        ("Controls Engineer", "other"),
        ("Director of Sales Development", "other"),
        ("Engineering Team Lead/Manager", "engineering-manager"),
        ("Sachbearbeitung Datenanalyse", "data-analyst"),
        ("Research Engineer / Research Scientist, Codecs", "research-scientist"),
        ("Technical Lead - Data Engineering", "data-engineer"),
        ("Reporting & Analytics Expert", "data-analyst"),
        ("Lead Data Mart Analyst", "data-analyst"),
        ("AI Site Reliability Engineer", "software-engineer"),
        ("Ingénieur-e de recherche en acoustique (H/F)", "research-scientist"),
        ("Administrateur.trice de bases de données", "other"),
        ("Datenbankentwickler (m/w/d)", "data-engineer"),
        ("Ingénieure IA / Computer Vision (H/F)", "computer-vision-engineer"),
        ("Chuyên Viên Phát Triển Phần Mềm", "software-engineer"),
        ("Protein Engineer", "other"),
        ("Kỹ Sư Java", "software-engineer"),
        ("Trưởng Nhóm Chất Lượng (QA) Bán Lẻ", "other"),
        ("Analyste décisionnel (H/F)", "data-analyst"),
        ("CV算法（北京）", "computer-vision-engineer"),
        ("Data Science Summer Intern", "data-scientist"),
        ("Werkstudent Produktmanagement (m/w/d)", "product-manager"),
        ("Business Analystin mit Data Science im Team", "other"),
    ],
)
def test_head_words_decide_a_title(title: str, role: str) -> None:
    assert of_title(title) == (role,)


@pytest.mark.parametrize(
    ("title", "surfaces"),
    [
        ("Statisticien / Statisticienne (H/F)", ["Statisticien"]),
        ("Opérateur/Opératrice de saisie", ["Opérateur/Opératrice de saisie"]),
        ("Développeuse / Développeur (H/F)", ["Développeuse"]),
        ("Analyst, Marketing Operations", ["Analyst"]),
        ("Data Engineer / Data Scientist", ["Data Engineer", "Data Scientist"]),
    ],
)
def test_a_title_names_each_job_once(title: str, surfaces: list[str]) -> None:
    assert [mention.surface for mention in role_mentions("", title=title)] == surfaces


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Acme | Oslo\n\nWe need:\n\n* Kotlin developers * QA Engineer", ["Kotlin developers", "QA Engineer"]),
        (
            "Acme | Oslo\n\nOpen roles:\n\n- Full stack engineers - VP of Engineering - Head of Product",
            ["Full stack engineers", "VP of Engineering", "Head of Product"],
        ),
        (
            "Acme | Oslo\n\nOur jobs include:\n\n1. ML Engineer 2. Data Analyst 3. Product Designer",
            ["ML Engineer", "Data Analyst", "Product Designer"],
        ),
        ("Acme | iOS Engineer | Oslo\n\n1. no recruiters 2. no agencies 3. write soon", ["iOS Engineer"]),
        ("Acme | iOS Engineer | Oslo\n\nA plus:\n\n- React, Vue - Ruby on Rails - Team player", ["iOS Engineer"]),
        ("Acme | Oslo\n\nWe read genes.\n\nSee:\n\nGenomics Scientist: https://example.com", ["Genomics Scientist"]),
        (
            "Acme | Software Engineer, Genomics Scientist, Test Engineer | Oslo",
            ["Software Engineer", "Genomics Scientist", "Test Engineer"],
        ),
        ("北极科技\n\n岗位如下：\n[软件工程师](https://example.com/1)", ["软件工程师"]),
        ("Acme | Golang eng | Oslo", ["Golang eng"]),
        ("Acme is hiring software and hardware engineers", ["software", "hardware engineers"]),
        ("Acme | Mechanical and Software Engineers | Oslo", ["Mechanical", "Software Engineers"]),
        (
            "Acme | Lead Software Engineer, Lead Computer Vision Engineer | Oslo",
            ["Lead Software Engineer", "Lead Computer Vision Engineer"],
        ),
        ("Acme | Security, Machine Learning | Oslo\n\n- Rust Developer", ["Rust Developer"]),
        ("Acme | Backend, Security | Oslo\n\n- Rust Developer", ["Backend", "Security", "Rust Developer"]),
        ("Acme | Machine Learning | Oslo", ["Machine Learning"]),
        ("# 北极科技 前端/后端/算法\n\n# 公司运营状态\n\n稳定", ["前端", "后端", "算法"]),
        ("北极科技招人\n\n另有测试、设计、算法等岗位", ["测试", "设计", "算法"]),
        ("Acme | Oslo\n\nWe bake bread for towns. We match clients who want cakes with designers.", []),
        ("Acme | Senior QA Engineer | Data Engineer Our mission is to bake bread for you.", ["Senior QA Engineer", "Data Engineer"]),
        ("Software Engineer -- Infrastructure | Oslo | Onsite", ["Software Engineer", "Infrastructure"]),
        ("# 北极科技\n\n#### 软件工程师-应用开发(上海)", ["软件工程师"]),
        ("北极科技招前端\n\n会和产品、测试、设计同学配合", ["前端"]),
        ("北极科技\n\n### 技术岗位：\n- 测试工程师\n- 产品经理", ["技术岗位", "测试工程师", "产品经理"]),
        ("Acme | Oslo\n\nSoftware engineers / Designers / Sales / Operations.", ["Software engineers", "Designers", "Sales", "Operations"]),
        (
            "Acme | Software Engineer | Oslo\n\nOur open roles:\n\nSenior Baker (nights), Head of Data, Developer Advocate",
            ["Software Engineer", "Head of Data", "Developer Advocate"],
        ),
        ("Acme | Data Engineer | Oslo\n\nWe bake.\n\nRoles and Responsibilities\n\n+ Basic quality assurance and records", ["Data Engineer"]),
        ("Acme | Engineer | Oslo | $70/hr", ["Engineer"]),
        ("Acme | Oslo\n\nWe bake bread.\n\nOpen roles:\n\n- Founding DevRel\n- Junior Technical Analyst (Oslo)", ["Founding DevRel", "Junior Technical Analyst"]),
        ("Acme | Oslo\n\nWe are hiring for multiple software engineering roles.", ["software engineering"]),
        ("Acme | Oslo\n\n- Launch partners: Foo, Bar", []),
        ("Acme | Growth Manager, Full Stack Engineer | Oslo", ["Growth Manager", "Full Stack Engineer"]),
        ("Acme | Product Manager, Engineering Manager | Oslo", ["Product Manager", "Engineering Manager"]),
        (
            "Acme | Oslo\n\nCurrently hiring for:\n\nEngineering Manager for Tools, Senior ML Engineer, Mobile Engineer",
            ["Engineering Manager", "Senior ML Engineer", "Mobile Engineer"],
        ),
        (
            "# 北极科技\n\n我司常招岗位：1、前端开发工程师；2、机器学习工程师；3、数据分析师等。",
            ["前端开发工程师", "机器学习工程师", "数据分析师"],
        ),
        ("Acme | Software Engineers\n\nWe're also looking for mechanical engineers.", ["Software Engineers", "mechanical engineers"]),
        ("Acme | Oslo\n\n- Sr. Ruby Engineer (https://example.com/1)\n- SEO Lead", ["Sr. Ruby Engineer", "SEO Lead"]),
        (
            "Acme | Oslo\n\nWe hire for many roles: * Data Scientist * Product Designer * Account Executive",
            ["Data Scientist", "Product Designer", "Account Executive"],
        ),
        (
            "Acme | Oslo\n\nWe are looking for • Sr. Data Engineers • ML Engineer • SRE",
            ["Sr. Data Engineers", "ML Engineer", "SRE"],
        ),
        ("Acme | Oslo\n\n热招岗位\n- [语音算法工程师](https://example.com)", ["语音算法工程师"]),
        ("Acme | Oslo\n\nSoftware Engineer II: https://example.com", ["Software Engineer"]),
        (
            "Acme | Oslo\n\nWe're hiring across Computer Vision, Data Engineering roles in Oslo.",
            ["Computer Vision", "Data Engineering"],
        ),
        ("北极科技招聘 Python 工程师\n* 岗位职责：\n  * 交易软件开发\n", ["Python 工程师"]),
        ("大家好，我是北极科技的产品负责人，招前端开发工程师", ["前端开发工程师"]),
        ("Acme | QA Engineer | Oslo\n\nAlso hiring Fullstack, Frontend, AEs and CSMs!", ["QA Engineer", "Fullstack", "Frontend", "AEs", "CSMs"]),
        (
            "Acme | Oslo\n\nWe are hiring across the company in sales, design, and frontend. Come by.",
            ["sales", "design", "frontend"],
        ),
        ("Acme | Oslo\n\nWe have open roles in QA, DevOps and Ruby (all levels).", ["QA", "DevOps", "Ruby"]),
        ("Acme | Oslo\n\nWe're looking for backend, frontend and testing experience.", []),
        ("Acme | Oslo\n\nHiring across engineering and product:\n\n- Data Scientist", ["Data Scientist"]),
        ("Acme | Oslo\n\nOur customers work in recruiting, sales, marketing and security.", []),
        (
            "Acme | https://example.com\n\nTech Lead (tests and whatever has to do with continuous integration) - Oslo | "
            "Platform Engineer (the machines on which all of it runs, day and night) - Oslo | DevRel Engineer - Oslo",
            ["Tech Lead", "Platform Engineer", "DevRel Engineer"],
        ),
        ("Acme: help for all\n\nSenior Ruby developers with a sense of humour. Come to Oslo.", ["Senior Ruby developers"]),
        ("### 北极科技\n\n**【急招岗位】**\n[前端](https://example.com/1)\n[后端](https://example.com/2)", ["前端", "后端"]),
        ("北极教育产品线开放大量岗位，欢迎投递。", []),
        ("Acme | Director of Machine Learning Platform Engineering | Oslo", ["Director of Machine Learning"]),
        ("Acme | ML & Backend engineers | Oslo\n\nWe fly kites.", ["ML", "Backend engineers"]),
        ("Acme | Backend + Full-stack Engineers | Oslo\n\nWe fly kites.", ["Backend", "Full-stack Engineers"]),
        ("Acme | Oslo\n\nOpen positions: " + ", ".join(f"{name} Engineer" for name in ("Backend", "Frontend", "Kernel", "Firmware", "Platform", "Network", "Android", "Cloud", "Data", "Security", "iOS", "Build", "Web")),
            ["Backend Engineer", "Frontend Engineer", "Kernel Engineer", "Firmware Engineer", "Platform Engineer", "Network Engineer", "Android Engineer", "Cloud Engineer", "Data Engineer", "Security Engineer", "iOS Engineer", "Build Engineer", "Web Engineer"]),
        ("Acme | Oslo\n\nWe're looking for:\n\n1. Data scientists ready to fly\n\n2. Kubernetes expert - you tie knots", ["Data scientists", "Kubernetes expert"]),
        ("Acme | Oslo\n\nKites.\n\nStrings.\n\nYou will:\n\n- Mentor engineers through storms", []),
        ("Acme | Oslo\n\nWe need product managers (kite-minded PMs), kite makers and product designers who fly.", ["product managers", "product designers"]),
        ("Acme | Go Developer | Oslo\n\nWe're hiring a Go developer, a Vue developer and a data scientist.", ["Go Developer", "Vue developer", "data scientist"]),
        ("Acme | Oslo\n\nKites.\n\nStrings.\n\nWe hire:\n\nHardware: Kite Design Engineer (wood), Firmware Engineer\n\nLocation: Oslo", ["Design Engineer", "Firmware Engineer"]),
        ("Acme | Oslo\n\nFull-stack development opportunity (Ruby)", ["Full-stack development"]),
        ("Acme | Oslo\n\nKites.\n\nStrings.\n\nWe need:\n\nKite Engineer - Backend, Python, Rust - https://example.com/1", ["Kite Engineer"]),
        ("Acme | Kite Developer | Oslo | Acme is a house that tells you where every kite of yours has been this year, and whether the storms of winter were kind to it - its looms, data infrastructure, and sails - via wires.", ["Kite Developer"]),
        ("Acme | Oslo\n\nKites.\n\nStrings.\n\nWe need:\n\n- Junior to Senior Kite Engineer: wood\n\n- Kite Sales, Account Executive", ["Junior to Senior Kite Engineer", "Account Executive"]),
        ("# 北极科技内推\n\n放风筝\n\n做风筝\n\n技术类：资深算法、Web前端、数据测试工程师", ["资深算法", "Web前端", "测试工程师"]),
        ("# 北极科技 校招】Go开发工程师", ["Go开发工程师"]),
        ("# 北极软件招聘前端开发工程师\n\n- 程序员标配：风筝", ["前端开发工程师"]),
        ("# 北极科技风筝架构组内推（后端）", ["后端"]),
        ("# 北极科技招聘\n\n### 风筝验证工程师\n\n我们有工程师文化", ["风筝验证工程师"]),
        ("北极科技长期招人，岗位包括 存储/云原生/前端/运维 等，欢迎投递。", ["存储", "云原生", "前端", "运维"]),
        ("Acme | Oslo | Remote\n\nHello.\n\nBye.\n\nAcme is a house that seeks to transform how fashion designers work.", []),
        ("Acme | Lead Dev | Oslo\n\nWE'RE LOOKING FOR:\n\n- Stack: React, Node", ["Lead Dev"]),
        ("Acme | Oslo\n\nRoles we're hiring for:\n\n* Embedded software -- you write what runs the craft, and test it.", ["Embedded software"]),
        ("Acme | Oslo\n\nWe hire for positions such as:\n\nSoftware Engineers Tech Leads, and more.", ["Software Engineers", "Tech Leads"]),
        ("Acme | Infra and Front-End Software Roles | Oslo", ["Infra", "Front-End Software"]),
        ("Acme | Oslo\n\nWe're hiring full stack engineers. I was a rubyist before.", ["full stack engineers"]),
        ("北极软件开发（杭州）有限公司招聘前端工程师", ["前端工程师"]),
        ("Acme | Backend Engineers, Data Science | Oslo", ["Backend Engineers", "Data Science"]),
        ("Acme | Director of Engineering, Data | Oslo", ["Director of Engineering"]),
        ("Acme | Software Engineer - Product | Oslo", ["Software Engineer"]),
        ("Acme | Software Engineers - Product | Oslo", ["Software Engineers", "Product"]),
        ("Acme | Kite Engineer | Oslo\n\nYou extend the API behind our data collection application and its portal.", ["Kite Engineer"]),
        ("Acme | Oslo\n\nWe fly.\n\nWe fly.\n\nSome open opportunities: Director of Software Development, Lead Kite Engineer", ["Director of Software Development", "Lead Kite Engineer"]),
        ("Acme | Oslo\n\nWe're looking for our second engineering hire, who likes kites.", ["second engineering hire"]),
        ("Acme | Oslo\n\nOpen positions:\n\n- PHP Developer › https://acme.example/php\n\n- UX Concept Designer › https://acme.example/ux", ["PHP Developer", "UX Concept Designer"]),
        ("Acme | Developer (Kotlin, DevOps experience) | Oslo", ["Developer"]),
        ("Acme | Oslo\n\nSee acme.dev and build a modern developer tool.", []),
        ("Acme | Senior Platform Engineer & QA Automation Engineer | Oslo", ["Senior Platform Engineer", "QA Automation Engineer"]),
        ("Acme | Oslo\n\nKites for all.\n\nFull-Stack: https://example.com/1\n\nSecurity: https://example.com/2", ["Full-Stack", "Security"]),
        ("Acme | Oslo\n\nKites for all.\n\nProduct: https://example.com/1\n\nDesign: https://example.com/2", []),
        (
            "Acme | Oslo\n\nKite Engineer: https://example.com/1 Web Designer: https://example.com/2",
            ["Kite Engineer", "Web Designer"],
        ),
        ("Acme | iOS Engineer | Oslo\n\nWe fly.\n\nWe're also looking for a tech lead for the tail.", ["iOS Engineer", "tech lead"]),
        (
            "Acme | Oslo\n\nWe're looking for System Engineers who keep the kites up as well as Data Engineers.",
            ["System Engineers", "Data Engineers"],
        ),
        ("Acme | Backend Engineer | Oslo\n\nHired early, working directly with our CTO.", ["Backend Engineer"]),
        ("Acme | Ruby Developer | Oslo\n\nThis role asks:\n\n- Data science and kite experience a plus", ["Ruby Developer"]),
        (
            "Acme | Oslo\n\nWe hire for iOS developers, Customer Success, product managers.",
            ["iOS developers", "Customer Success", "product managers"],
        ),
        ("Acme | Oslo\n\nWe are hiring professionals passionate about data science, design or product management.",
         ["data science", "design", "product management"]),
        (
            "Acme | Oslo\n\nWe are hiring for:\n\n* Engineering Manager, Sr. Security Engineer, Sr. Designer",
            ["Engineering Manager", "Sr. Security Engineer", "Sr. Designer"],
        ),
        (
            "Acme | Oslo\n\nOpen roles:\n- Full Stack Engineer $150k | Full-time\n- Test engineer $70k | Full-time",
            ["Full Stack Engineer", "Test engineer"],
        ),
        ("Acme | ML Engineer | Oslo\n\nWe also fly. We're hiring full-stack engineers.", ["ML Engineer", "full-stack engineers"]),
        ("Acme | ML Engineer | Oslo\n\nAcme is a hiring marketplace for software engineers.", ["ML Engineer"]),
        ("Acme | Oslo\n\nWe hire iOS developers, DevOps, product managers.", ["iOS developers", "DevOps", "product managers"]),
        (
            "Acme | Oslo\n\nWe're hiring across engineering, sales and design.\n\nOpen roles:\n- Kotlin Developer\n- Head of Sales\n- Brand Designer",
            ["Kotlin Developer", "Head of Sales", "Brand Designer"],
        ),
        ("# 个人求职-后端开发\n三年经验，熟悉风筝", []),
        ("# 北极科技 / 平台研发部\n\n职位：高级前端开发工程师", ["高级前端开发工程师"]),
        ("# 北极科技招聘\n\n## 测试工程师（测试经理）\n\n## 大数据开发（偏数仓）", ["测试工程师", "大数据开发"]),
        ("# 北极科技招聘产品负责人\n\n工作职责\n1、带领产品经理制定方案\n2、结合数据分析改进风筝", ["产品负责人"]),
        ("北极科技团队扩招\n坐标上海，需求岗位：\nios、前端、测试", ["ios", "前端", "测试"]),
        ("北极科技\n**在招聘岗位**：前端、后端、测试", ["前端", "后端", "测试"]),
        ("**北极风筝招聘：产品/运营/Java**", ["产品", "运营", "Java"]),
        ("北极科技\n職缺\n1.【产品经理x2】$3500-5000\n2.【前端工程师x4】$3000-5000", ["产品经理", "前端工程师"]),
        ("# 北极科技\n\n### 岗位简介：\n- [前端](https://example.com/1)\n- [后端](https://example.com/2)", ["前端", "后端"]),
        ("# 北极科技\n\n### 其他职位\n1. 测试工程师\n2. 产品经理/运营\n3. 法务", ["测试工程师", "产品经理", "运营", "法务"]),
        ("# 北极科技 # 招图像算法、语音算法、NLP、java架构师等岗位", ["图像算法", "语音算法", "NLP", "java架构师"]),
        ("北极科技\n坐标上海；招**前端、设计、java** 等等", ["前端", "设计", "java"]),
        ("# 北极科技招聘前端工程师\n\n关于我们\n\n人人都能放风筝：\n1. **产品经理**可以画风筝\n2. **设计师**也可以", ["前端工程师"]),
        ("北极科技风筝团队\n\n职位描述\n1、负责风筝系统的设计和开发；\n2、带新人", ["负责风筝系统的设计和开发"]),
        ("北极科技风筝团队\n\n职位描述\n1、负责模型的研发", []),
        (
            "Acme | Oslo\n\nOur stack is Go.\n\n* Data Analyst - senior too (four years) - https://acme.example/1",
            ["Data Analyst"],
        ),
        ("Acme | Oslo\n\nCome fly with us.\n\nCome work with us on kites.\n- Kite Developer with a steady hand", ["Kite Developer"]),
        (
            "Acme | Oslo\n\nWe fly.\n\nWe fly.\n\nOur current technical openings: Kite Engineer, Applied Wind Analyst, Bread Success Director, Product Designer.",
            ["Kite Engineer", "Applied Wind Analyst", "Bread Success Director", "Product Designer"],
        ),
        (
            "Acme | Oslo\n\nWe seek a kite developer, happiest with a stiff and salty breeze around the ears, as well a designer.",
            ["kite developer", "designer"],
        ),
        ("Acme | Oslo\n\nWe fly.\n\nWe are looking for Go, Rust, and data engineers.", ["Go", "Rust", "data engineers"]),
        (
            "Acme | Oslo\n\nWe fly.\n\nWe are hiring for many engineering roles, including machine learning, frontend, and mobile.",
            ["machine learning", "frontend", "mobile"],
        ),
        ("Acme | Oslo\n\nWe fly.\n\nHiring for roles spanning SRE, data engineering, design...", ["SRE", "data engineering", "design"]),
        ("Acme | Oslo\n\nWe want to bring folks on in:\n\n- Web Development: kites in the browser", ["Web Development"]),
        ("Acme | ML Engineer | Oslo\n\nWe want someone who is:\n- fluent in R/Python, and SQL", ["ML Engineer"]),
        ("Acme | Oslo\n\nHey, I'm Ada Example, VP Engineering @ Acme.", []),
        (
            "Acme | Founders from Oslo | London\n\n- Kite Engineers (early and late)\n- Computer Vision Engineers (late)\n- Machine Learning Engineers (early)",
            ["Kite Engineers", "Computer Vision Engineers", "Machine Learning Engineers"],
        ),
        ("Acme | Oslo\n\nWrite to me - I'm an engineering manager who found Acme here, and I love to fly.", []),
        (
            "Acme | Oslo\n\nOpen:\n* Sail Engineer: https://example.com/a\n* Core Experience JavaScript Engineer: https://example.com/b",
            ["Sail Engineer", "JavaScript Engineer"],
        ),
        ("Acme | Oslo\n\nWhat we make:\n- parts of the lead to sale process\n- kites", []),
        # what is called so, and whom an ad only names
        ("Overview\n\nWrite by 11:59 pm please.", []),
        ("Overview\n\nAcme is the leading developer of kites.", []),
        ("Overview\n\nAs a global leader in kites, Acme flies.", []),
        ("Overview\n\nPlease let your recruiter know.", []),
        ("Overview\n\nDesign, develop and mend kites.", []),
        ("Aperçu\n\nVous êtes titulaire d'un diplôme d'ingénieur.", []),
        ("Overview\n\nThis position reports to the Head of Data.", []),
        ("Overview\n\nFive years of experience as a Data Scientist at sea.", []),
        ("Overview\n\nThis is not a traditional Data Scientist role.", []),
        ("Overview\n\nYou fly with everybody who makes and mends kites, with\nproduct managers, makers of sails and all who fly.", []),
        ("Overview\n\nDesign and improve the kites.", []),
        ("## 风筝公司\n\n## 社招投递：\n- 前端JD：https://kite.example/a\n- 后端JD：https://kite.example/b", ["前端", "后端"]),
        ("## 风筝公司 Airkite 招聘 40K\n\n### [资深前端工程师](https://kite.example)", ["资深前端工程师"]),
        ("Acme | Oslo\n\nOpen roles include backend, data science and design.", ["backend", "data science", "design"]),
        ("Acme | Oslo\n\nOpportunities in Data Science, Mobile and DevOps.", ["Data Science", "Mobile", "DevOps"]),
        ("Overview\n\nWe fly. Early engineers from Acme, Kettlemark and Kiteworks on the team.", []),
        ("Acme | Oslo | Remote\n\nA platform made by developers for developers. We're looking for a Kite Developer.", ["Kite Developer"]),
        ("Acme | Kites | Oslo\n\nWrite to cto@kite.example if you fly.", []),
        ("Acme | Oslo\n\nI fly here - not a recruiter. We're hiring Kite Engineers.", ["Kite Engineers"]),
        ("Acme | Oslo | Remote\n\nOpen positions: -- Kite Engineer -- Data Engineer -- Product Manager for kites", ["Kite Engineer", "Data Engineer", "Product Manager"]),
        ("Acme | Oslo | Remote\n\nOpen roles:\n\n- [Junior - Senior] Kite Engineer : You fly.\n- [Senior] Data Engineer : You count.", ["[Junior - Senior] Kite Engineer", "[Senior] Data Engineer"]),
        ("Acme | Backend (Go) Engineer | Oslo", ["Backend (Go) Engineer"]),
        ("Acme | Oslo\n\nWe fly.\n\nSenior User Experience (UX) Designer, SF: https://kite.example/a", ["Senior User Experience (UX) Designer"]),
        ("Acme | Oslo\n\nWe seek a web designer.\n\nAda O'Kite CTO, Acme Inc.", ["web designer"]),
        ("Acme | Oslo\n\nWe fly.\n\nOpen positions:\n\nData Engineer -Build nets\n\nFrontend Engineer - Build kites", ["Data Engineer", "Frontend Engineer"]),
        ("Acme | Oslo | Roles: [Lead Kite Engineer (Ruby), Senior Data Engineer]", ["Lead Kite Engineer", "Senior Data Engineer"]),
        ("Acme | Oslo\n\nOpen Roles: Web Developer, Kites (& Senior) Developer", ["Web Developer", "Developer"]),
        ("Acme | Oslo\n\nCurrent openings:\n\n* Product Software Engineering (Quantitative Modeling)", ["Product Software Engineering"]),
        ("Acme | Oslo\n\nOpen roles:\n\n* Data Engineer\n\n* Working Student for Frontend Engineering (React)", ["Data Engineer", "Working Student for Frontend Engineering"]),
        ("Acme | React.js Developer | Oslo", ["React.js Developer"]),
        ("Acme | Devops Software Engineer | Oslo", ["Devops Software Engineer"]),
        ("Acme | Software Engineer, QA, SRE | Oslo", ["Software Engineer", "QA", "SRE"]),
        ("Acme | Oslo | Remote\n\nWe fly kites.\n\nWe are hiring for:\n\nMid Kite Engineer, Backend (Full-Time, Remote Oslo)\n\nMid Kite Engineer (Oslo)", ["Mid Kite Engineer", "Mid Kite Engineer"]),
        ("Acme | Oslo\n\nWe fly kites.\n\nAt sea.\n\nHiring product engineers, a technical support engineer, a UX engineer, a distributed systems engineer, a site reliability engineer, and a community manager.",
         ["product engineers", "technical support engineer", "UX engineer", "systems engineer", "site reliability engineer", "community manager"]),
        ("Acme | Oslo\n\nWe are currently looking especially for full stack web engineers.", ["full stack web engineers"]),
        ("Acme | Oslo\n\nWe are also looking for software test engineers.", ["software test engineers"]),
        ("Acme | Oslo | Remote\n\nRoles we are hiring for\n\n- Business Analysts: analysis, documentation, team and tool design", ["Business Analysts"]),
        (
            "Acme | Oslo | Remote\n\nWe're hiring at all levels, but we'd be keen on full-stack engineers. Bonus points for:\n\n• Devops, containers\n\n• Kites",
            ["full-stack engineers"],
        ),
        ("Acme | Engineering, DevOps, Data Science, UX/UI, Product | Oslo", ["Engineering", "DevOps", "Data Science", "UX/UI", "Product"]),
        ("Acme | Oslo | Remote\n\nOpen positions:\n\n• Chief Financial Officer (CFO) - Fly\n\n• Kite Engineer - Fly", ["Chief Financial Officer (CFO)", "Kite Engineer"]),
        ("Acme | Product Manager, Director of Planning and Operations | Oslo", ["Product Manager", "Director of Planning and Operations"]),
        ("Acme | Oslo | Remote\n\nWe are hiring for:\n\nGrowth Marketer https://kite.example/a\nData Engineer https://kite.example/b", ["Growth Marketer", "Data Engineer"]),
        ("Acme | Oslo | Remote\n\nChief Product Officer/Co-Founder: Ada: https://kite.example/ada\n\nData Engineer: https://kite.example/b", ["Data Engineer"]),
        ("Overview\n\nYou are the architect of the wind.", []),
        ("Aperçu\n\nRattaché au Directeur Technique, vous volez.", []),
        ("Overview\n\nWe want a storyteller and engineer at heart.", []),
        ("Overview\n\nWe fly.\n\nAs our Kite Enablement Manager, you’ll hold the line.", ["Kite Enablement Manager"]),
        ("Aperçu\n\nEn tant que Développeur Java, vous volez.", ["Développeur"]),
        ("Overview\n\nAs a trusted partner, we fly.", []),
        ("Overview\n\nAs the face of Acme, agents fly.", []),
        ("Overview\n\nAs a Senior Data Scientist you fly.", ["Senior Data Scientist"]),
    ],
)
def test_openings_wherever_they_are_listed(text: str, surfaces: list[str]) -> None:
    assert [mention.surface for mention in role_mentions(text)] == surfaces


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Acme | Senior Data Scientist | Oslo\n\nSenior Data Scientist: you model.", [(7, "Senior Data Scientist")]),
        ("Acme | Kite Data Scientist / Engineer | Oslo\n\nWe fly.", [(12, "Data Scientist / Engineer")]),
        ("Acme | Data Scientists / Engineers | Oslo\n\nWe fly.", [(7, "Data Scientists"), (25, "Engineers")]),
        ("Acme | Oslo\n\nWe hire designers:\n\n* Brand Designer\n* Web Designer", [(35, "Brand Designer"), (52, "Web Designer")]),
        ("# 北极科技【全栈工程师/Full-Stack Engineer】\n\n放风筝", [(7, "全栈工程师")]),
        ("北极科技\n\n大量测试/产品/设计岗位\n\nUI/UX Designer\n放风筝", [(8, "测试"), (11, "产品"), (20, "UI/UX Designer")]),
        (
            "Acme | Engineers | Oslo\n\n- Backend Engineer: https://example.com\n- iOS Engineer: https://example.com",
            [(27, "Backend Engineer"), (67, "iOS Engineer")],
        ),
        ("Acme\n\n| https://example.com | Designer | Oslo\n\nDesigner: you draw.", [(30, "Designer")]),
        ("北极科技\n\n大量测试/产品/设计岗位\n\n测试工程师/高级工程师\n做测试", [(11, "产品"), (14, "设计"), (20, "测试工程师")]),
        ("# 北极科技招 前端开发、java开发\n\n# java研发工程师\n\n# 前端研发工程师", [(23, "java研发工程师"), (36, "前端研发工程师")]),
        ("Acme | Data Scientist, ML Engineer | Oslo", [(7, "Data Scientist"), (23, "ML Engineer")]),
        ("Acme | ML Engineer | Oslo\n\n- Senior Machine Learning Engineer", [(29, "Senior Machine Learning Engineer")]),
        (
            "Acme | Software Engineer | Oslo\n\n- Backend Engineer\n- Frontend Engineer",
            [(35, "Backend Engineer"), (54, "Frontend Engineer")],
        ),
        (
            "Acme | Software Engineer, SRE | Oslo\n\n- Site Reliability Engineer",
            [(7, "Software Engineer"), (40, "Site Reliability Engineer")],
        ),
        ("Acme | Backend Engineer | Oslo\n\nWe're looking for senior engineers who care.", [(7, "Backend Engineer")]),
        (
            "Acme | Oslo\n\nJobs: Data Scientist, SRE, Product Designer\n\n## Data Scientist\nYou model.",
            [(19, "Data Scientist"), (35, "SRE"), (40, "Product Designer")],
        ),
        ("Acme | DevOps/Platform Engineer | Oslo", [(7, "DevOps/Platform Engineer")]),
        ("北极科技招聘全栈工程师（Full-stack Engineer）\n", [(6, "全栈工程师")]),
        ("# 北极科技招聘研发工程师\n\n## 后端开发工程师\n\n## 前端开发工程师", [(18, "后端开发工程师"), (30, "前端开发工程师")]),
        ("# 北极科技招聘前端工程师/测试工程师\n\n## 前端工程师\n\n## 测试工程师", [(24, "前端工程师"), (34, "测试工程师")]),
        ("# 北极科技招聘前端工程师\n我们想找一位有经验的前端工程师", [(8, "前端工程师")]),
        ("Acme | SRE/DevOps | Oslo", [(7, "SRE/DevOps")]),
        ("Acme | Clojure Engineer | Oslo\n\nWe are hiring a mid-level or senior developer.", [(7, "Clojure Engineer")]),
        ("Acme | Senior Backend Engineer | Oslo\n\nWe need two backend developers.", [(7, "Senior Backend Engineer")]),
        (
            "Acme | Oslo | Engineering and Product | Full Time\n\nWe’re currently hiring for our backend, data engineering, product teams.",
            [(30, "Product"), (82, "backend"), (91, "data engineering")],
        ),
        ("Acme | Full-stack Developer | Oslo\n\nWe're looking for a mid/senior-level full-stack developer.", [(7, "Full-stack Developer")]),
    ],
)
def test_an_opening_named_again_counts_once(text: str, kept: list[tuple[int, str]]) -> None:
    found = each_once(role_mentions(text), text)
    assert [(mention.start, mention.surface) for mention in found] == kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme | Oslo\n\nWe hire: NLP Engineers (Senior, Junior)", ("entry", "senior")),
        ("Acme | Oslo\n\nEngineering Team Lead/Manager - https://example.com", ("lead", "manager")),
        ("Acme | Oslo\n\n- Full Stack Engineer, Senior + Staff ($150k)", ("lead", "senior")),
        ("Acme | Oslo\n\nOur team wants juniors: both junior and experienced engineers apply.", ("entry",)),
        ("北极科技招聘前端工程师，初/中/高级均需要", ("entry", "mid", "senior")),
        ("北极科技\n招聘岗位：中/高级测试工程师", ("mid", "senior")),
        ("北极科技招前端工程师，面向社招与校招", ("entry",)),
        ("Acme | Engineer | Oslo\n\nSenior Shoe Writer: apply at https://example.com", ("senior",)),
        ("Acme | Engineer | Oslo\n\nYou report to Ann, Head of Design.", ()),
        ("Acme | Engineer | Oslo\n\n- Ann Lee, VP Engineering", ()),
        ("Acme | Full-Time, Part-Time, Interns (Onsite or Remote) | Oslo", ("intern",)),
        ("Acme | Backend Engineers | Senior hires | Oslo", ("senior",)),
        ("Acme | Oslo\n\nWe have senior full-stack and data vacancies.", ("senior",)),
        ("Acme | Oslo\n\nWe hire frontend engineers (both Senior and Junior).", ("entry", "senior")),
        ("Acme | Oslo | Senior Ruby on Rails | Remote", ("senior",)),
        ("Acme | Engineer | Oslo\n\nWe're hiring (senior) web and mobile engineers.", ("senior",)),
        ("Acme - Oslo - FULL TIME, INTERN, VISA", ("intern",)),
        ("Acme | Engineer | Oslo\n\nWe also offer internships.", ("intern",)),
        ("Acme | Engineer | Oslo\n\nYou will sit in a room with interns.", ()),
        ("Acme | Engineer | Oslo\n\nNew grads, show us what you built.", ("entry",)),
        ("Acme | Engineer | Oslo\n\nA hungry early-career builder would love it here.", ("entry",)),
        ("Acme | Engineer | Oslo\n\nWe hire people at both the senior and junior levels.", ("entry", "senior")),
        ("Acme - Oslo\n\n# Tech Lead # Kite Painter", ("lead",)),
        ("Acme | Oslo\n\n-Lead Data Engineer: knows kites", ("lead",)),
        ("Acme | Oslo\n\nBackend Engineer\nExperience level: Mid-to-Senior", ("mid", "senior")),
        ("Acme | Oslo\n\n- Kite Labeling Intern: https://example.com", ("intern",)),
        ("Acme | Baker or intern | Oslo\n\nHead office baker.", ()),
        ("Acme | Developer or intern | Oslo", ("intern",)),
        ("Acme | Engineer | Oslo\n\nWe want a kite maker, an editor and a community manager intern.", ("intern",)),
        ("Acme | Engineer | Oslo\n\nHiring for several senior or lead roles.", ("lead", "senior")),
        ("Acme | Engineer | Oslo\n\nHiring engineers from Mid-Level to Staff.", ("lead", "mid")),
        ("Acme | Engineer | Oslo\n\nYou will communicate with cooks, bakers, junior developers and sellers.", ()),
        ("北极科技招聘前端工程师\n要求：能指导初中级同事", ()),
        ("北极科技春招开始了\n前端工程师", ("entry",)),
        ("北极科技 2031 届校园招聘\n前端工程师", ("entry",)),
        ("北极科技\n前端工程师，实习、校招、社招都可以", ("entry", "intern")),
        ("北极科技\n前端工程师，培养和引导校招新人", ()),
        ("Acme | Oslo\n\nOven Backend - Midlevel, Senior, Staff, and Principal", ("lead", "mid", "senior")),
        ("Acme | Oslo\n\nOven controls (senior/medior): knows yeast", ("mid", "senior")),
        ("Acme | Oslo\n\nTwo seats by the oven, one senior and one junior.", ("entry", "senior")),
        ("Acme | Oslo\n\nWe are looking for bakers - new grads to senior bakers.", ("entry", "senior")),
        ("Acme | Engineer | Oslo\n\nWe want 8+ years in senior or lead roles.", ()),
        ("Acme | Engineer | Oslo\n\nYou mentor junior and mid-level bakers.", ()),
        ("Acme | Engineer | Oslo\n\nHere even the most junior engineer has a say.", ()),
        ("Acme | Engineer | Oslo\n\nOur team is made up of Senior and Staff engineers.", ()),
        ("Acme | Oslo\n\nOpen:\n-Senior Oven Engineer\n-Kite Painter", ("senior",)),
        ("Acme | Oslo\n\nHiring for:\n* Senior oven-door developer\n* Baker", ("senior",)),
        ("Acme | Member of Technical Staff, Ovens | Oslo", ()),
        ("Acme | Engineer | Oslo\n\nI'm Ann, Acme's Head of Engineering.", ()),
        ("Acme | Engineer | Oslo\n\nAnn Lee Head of Growth ann@acme.example", ()),
        ("Acme | Oslo\n\n* Manager, Oven Quality - Ghent\n* Baker", ("manager",)),
        ("Acme | Oslo\n\nBakers, Strategic Oven Lead (nights)", ("lead",)),
        ("Acme | Oslo\n\nWe're only considering senior developers for this.", ("senior",)),
        ("Acme | mid+ engineering roles | Oslo", ("mid",)),
        ("Acme | Engineer | Oslo\n\nSeeking a DevOps expert who likes ovens.", ()),
        ("北极科技招后端\n语言不限，初级、中级、高级都有名额", ("entry", "mid", "senior")),
        ("北极科技\n## 岗位级别\n中级 / 高级", ("mid", "senior")),
        ("北极科技招前端\n要求：熟悉一门高级语言", ()),
        ("北极科技招聘\n## 面包算法团队负责人\r\n做面包", ("lead",)),
        ("北极科技招聘前端，含实习\n做面包", ("intern",)),
        ("北极科技招聘前端\n暂不招实习", ()),
        ("北极科技\n校招同步进行，前端工程师", ("entry",)),
        ("北极科技\n- 烤箱架构专家", ("senior",)),
        ("Acme | Fulltime / Interns | Oslo", ("intern",)),
        ("Acme | Oven Maker (Copper) or Internship | Oslo", ("intern",)),
        ("Acme | Oslo\n\nWe hire at all levels, including interns.", ("intern",)),
        ("Acme | Oslo\n\nFurther seats:\n- IT Intern\n- Intern - Bread News", ("intern",)),
        ("Acme | Engineer | Oslo\n\nYou learned it in a job or in internships. Write to us.", ()),
        ("Acme | Oslo\n\nBAKERY DEVELOPER (Paid Apprenticeship)", ("intern",)),
        ("Acme | Oslo\n\nWe fill a variety of mid- to senior-level roles.", ("mid", "senior")),
        ("Acme | Oslo\n\nOven Management – senior through to principal levels", ("lead", "senior")),
        ("Acme | Oslo\n\nMid-level ICs through senior leadership build it.", ("mid",)),
        ("Acme | Oslo\n\nentry level: https://example.com/a\n\nmidlevel (5+ years): https://example.com/b", ("entry", "mid")),
        ("Acme | Oslo\n\nThis team is hiring, largely mid-career and up.", ("mid",)),
        ("Acme | Oslo\n\nWe have 2 senior engineering positions open.", ("senior",)),
        ("Acme | Oslo\n\nWe would like to fill a fairly senior role.", ("senior",)),
        ("Acme | Bakers [Senior Levels] | Oslo\n\nWe hire:\n* Oven Software Engineer (Senior only)", ("senior",)),
        ("Acme | Oslo\n\nApply: https://example.com/jobs/senior-oven-engineer-...", ("senior",)),
        ("Acme | Engineer | Oslo\n\nRead https://example.com/news/why-senior-engineers-bake", ()),
        ("Acme | Bakers | Oslo\n\nWe're looking to work with senior/staff/architect bakers.", ("lead", "senior")),
        ("Acme | Oslo\n\nWe're hiring a Growth & Flour Lead", ("lead",)),
        ("Acme | Oslo\n\nWe're looking for a data lead to teach our bakers.", ("lead",)),
        ("Acme | Engineer | Oslo\n\nContact - Flour Recruiting Lead, by the door", ()),
        ("Acme | Engineer | Oslo\n\nI'm a co-founder and the VP of Engineering.", ()),
        ("Acme | Engineer | Oslo\n\nKeep senior staff and management informed.", ()),
        ("Acme | Oslo\n\nAssociate/Director of Technical Oven Management - bakes", ("manager",)),
        ("Acme | Oslo\n\n- Baker\n- Working student for ovens", ("intern",)),
        ("北极科技\n招聘\n烤箱主程序员\n做烤箱", ("lead",)),
        ("Acme | Oslo\n\nApply: https://example.com/jobs/31-senior-oven-contr...", ("senior",)),
        ("Acme | Baker | Oslo\n\nYou guide the senior-most/junior-level bakers.", ()),
        ("Acme | Senior Flour, Mid Level Bread (Rye) | Oslo", ("mid", "senior")),
        ("Acme | Engineer | Middle East | Hamar", ()),
        ("Acme | Oslo\n\nSought: Sales & Customer Success Lead | nights", ("lead",)),
        ("Acme | Oslo\n\nWe plan what is there (staff, ovens, flour).", ()),
        ("Acme | Oslo\n\nWe hire, including a senior baking hire.", ("senior",)),
        ("Acme | Oslo\n\nNewly-graduated bakers or more senior people apply.", ("entry", "senior")),
        ("Acme | Oslo\n\nWe seek entry-level, experienced and senior bakers.", ("entry", "senior")),
        ("Acme | Oslo\n\nGraduates and interns are welcome.", ("entry", "intern")),
        ("Acme | Engineer | Oslo\n\nReach out directly to me, the Director of Flour Operations: write.", ()),
        ("北极科技\n前端工程师（初、中、高）", ("entry", "mid", "senior")),
        ("北极科技\n面包支持岗（高级）", ("senior",)),
        ("北极科技\n岗位：前端工程师、Leader", ("lead",)),
        ("北极科技\n我们正在寻找一位**面包平台开发 Lead**，领导团队", ("lead",)),
        ("北极科技 面包部门 全职/实习", ("intern",)),
        ("北极科技【2031应届生招聘开启】前端工程师", ("entry",)),
        ("北极科技招前端\n经验不限，应届、非应届均可", ("entry",)),
        ("北极科技招前端\n要求五年经验，不招应届生", ()),
        ("北极科技招前端\n不管是实习生，应届生，中级都欢迎", ("entry", "intern", "mid")),
        ("北极科技\n1. 软件工程师(SDE/ Senior)", ("senior",)),
        ("Acme | Oslo\nKite Engineers (all levels, full stack)", ()),
        ("Acme | Kite Engineers | Oslo\nWe welcome ideas at all levels (all levels of the wind, too).", ()),
        ("Acme | Oslo\nKite Engineer: full time, part time, intern.", ("intern",)),
        ("Acme | Kite Engineers | Oslo\nRemotes, interns and those needing visas are encouraged to apply.", ("intern",)),
        ("Acme | Kite Engineers | Oslo\nJunior positions will be opened later.", ()),
        ("Acme | Oslo\n* DIRECTOR, KITES (OSLO)", ("manager",)),
    ],
)
def test_levels_beside_the_name(text: str, expected: tuple[str, ...]) -> None:
    assert levels_of(text) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Data Engineer", "As a senior Data Engineer you own our pipelines.", ("senior",)),
        ("Account Manager", "We are hiring a Senior Account Manager to grow accounts.", ("senior",)),
        ("Developer", "This is an intermediate level position.", ("mid",)),
        ("Développeur", "Profil : jeune diplômé ou débutant.", ("entry",)),
        ("Software Developer", "Two years of experience, graduates are welcome.", ("entry",)),
        ("Data Scientist", "Python.\nSeniority level\nMid-Senior level\nEmployment type\nFull-time", ("mid", "senior")),
        ("Kite Engineer", "We are hiring Senior and Staff Kite Engineers.", ("lead", "senior")),
        ("Kite Engineer", "The best idea wins, whether it comes from a principal engineer or a guest.", ()),
        ("Python Developer", "Role - Senior Python Developer", ("senior",)),
        ("Développeur", "Dans le cadre d'une alternance, vous codez.", ("intern",)),
        ("Data Scientist", "En tant que Lead Data Scientist, vous pilotez.", ("lead",)),
        ("Data Scientist", "They look to add a lead Data Scientist to the crew.", ("lead",)),
        ("Software Engineer", "The role is ideal for a recent graduate.", ("entry",)),
        ("Data Scientist", "Posted by:\nAda Kite\nSr Talent Acquisition Specialist at Acme\nAcme flies kites.", ()),
        ("Baker & Subject Matter Expert - Bread", "", ()),
        ("Data Scientist", "You report\nto a Senior Staff Software Engineer.", ()),
        ("Data Scientist", "You have led a team of junior developers.", ()),
        ("Principal Data Scientist", "Seniority level\nEntry level\n", ("lead",)),
        ("Python Developer - Assistant Vice President", "", ()),
        ("Business Development Manager", "", ()),
        ("Parcel Operations Manager", "", ("manager",)),
        ("Parcel Project Manager", "", ()),
        ("Credit Manager - Retail", "", ()),
        ("Manager, Data Science", "", ("manager",)),
        ("Java Developer (Mid – Senior)", "", ("mid", "senior")),
        ("Senior Analyst - Vice President", "", ("senior",)),
        ("Mid-Market Account Executive", "", ()),
        ("Kite Analyst", "You bring three years in a Senior, Staff or like role.", ()),
        ("Engineer / Manager", "", ("manager",)),
        ("Data Engineer", "The Senior Data Engineer will own our pipelines.", ("senior",)),
        ("Data Engineer", "Five years of experience as a senior data engineer.", ()),
        ("Data Engineer", "If you're a senior engineer who likes kites, write.", ("senior",)),
        ("Data Manager", "", ()),
        ("Data Science Manager", "", ("manager",)),
        ("AI Engineer/ML Engineer - Senior Developers - Oslo", "", ("senior",)),
        ("Data Engineer", "Call us about this Senior Data Engineer / Team Lead opportunity.", ("senior",)),
        ("Baker", "Job description\nSenior Python baker for ovens of every size", ("senior",)),
        ("Baker", "Call us!\nAnn Lee\nSenior Flour Consultant\n", ()),
        ("Consultant Pain", "Nous recherchons exclusivement des profils expérimentés.", ("senior",)),
        ("Boulanger", "Diplôme de boulangerie. Junior accepté.", ("entry",)),
        ("Baking", "As a Python baking intern at Acme you knead.", ("intern",)),
        ("Product Manager", "Act as the product lead in reviews.", ()),
        ("Data Engineer", "Sie bringen Erfahrung als Werkstudent mit.", ()),
        ("Data Engineer", "Ce stage porte sur la qualité des données.", ("intern",)),
        ("Data Engineer", "Nous cherchons un ingénieur de données confirmé, curieux.", ("mid",)),
        ("Data Engineer", "Une expérience confirmée en Python.", ()),
        ("Data Engineer", "Vous travaillez avec un Consultant Senior.", ()),
        ("Data Engineer", "Berufseinsteiger:innen sind uns willkommen.", ("entry",)),
        ("Data Engineer", "We seek engineers, ranging from mid level to\nsenior, in Oslo.", ("mid", "senior")),
        ("Data Engineer", "Mô tả. Kinh nghiệm: 1 Năm Cấp bậc: Trưởng nhóm / Giám sát Hình thức: Nhân viên", ("lead",)),
        ("Data Engineer", "Mô tả. Kinh nghiệm: 1 Năm Cấp bậc: Nhân viên Hình thức: Nhân viên", ()),
        ("Thợ làm bánh", "Yêu cầu: không yêu cầu kinh nghiệm.", ("entry",)),
        ("Thợ làm bánh", "Chấp nhận ứng viên chưa có kinh nghiệm làm bánh.", ("entry",)),
        ("Thợ làm bánh", "Chào đón các bạn fresher yêu bánh.", ("entry",)),
        ("Boulanger", "Niveau d'expérience dans la fonction\nDébutant (1 à 5 ans d'expérience)", ("entry",)),
        ("Boulanger", "CDI\nConfirmé\nParis", ("mid",)),
        ("Boulanger", "Nous recherchons un.e développeur fours expérimenté.e .", ("senior",)),
        ("Kite Engineer", "A chance for a Mid-Level Kite Engineer to fly.", ("mid",)),
        ("Kite Engineer", "You work with a bakery who are currently hiring for a Senior Kite Engineer.", ("senior",)),
        ("Kite Engineer", "We look for junior to experienced kite engineers.", ("entry",)),
        ("Account Manager", "If you're a curious graduate with a steady hand, write.", ("entry",)),
    ],
)
def test_levels_of_the_text_where_the_title_tells_none(title: str, text: str, expected: tuple[str, ...]) -> None:
    assert levels_of(text, title=title) == expected


@pytest.mark.parametrize(
    "unit", ["a", " ", "| ", "engineer ", "Senior ", "招", "- ", "we need ", "(", "x,", "C++ / ", "hiring for a, ", "Senior A ", "* A ", "senior as a ", "junior ", "- A - B ", "1. A 2. B "]
)
def test_no_text_takes_long(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    with at_most(1.5):
        seniority(role_mentions(text), text, None)
        role_mentions("", title=text)
