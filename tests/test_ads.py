"""Ads and chatter, on made-up posts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import at_most

from jobmarket.extract.ads import is_ad

ADS = [
    "Acme | Senior Engineer | Oslo | ONSITE\nWe build kites. Apply at https://acme.example/jobs",
    "Acme - Data Scientist - Berlin\nWe are looking for a data scientist to join our team. Send your resume.",
    "Hi there. Acme here. We are looking for a Senior iOS Engineer. We are based in Ghent and remote first.",
    "Ghent, Belgium\nAcme\n\nSoftware Developer (1), Test Developer (1)\n\nhttps://acme.example",
    "SEEKING FREELANCER | Remote | Acme\nWe need a designer for three months, contact us",
    "# 风筝科技招聘前端工程师\n坐标上海，简历发送至邮箱",
    "感谢阮老师提供的平台\n### 风筝科技\n岗位名称：算法工程师\n工作地点：北京\n任职要求：熟悉PyTorch",
    "> # 风筝科技招人\n> * 岗位：后端\n> * 地点：南京\n> * 福利好",
    "风筝科技内推，大量hc，扫码投递",
    "Kite Works - Ghent - https://kites.example/jobs",
    "kItes - Ghent, Belgium\n\nhttp://job.listings.kites.example\n\nThere are quite a few string positions open.",
    "9 Kites Strings (YC S30) Is Hiring in Ghent\n\nYou need to enable JavaScript to run this app.",
    "Kite Stofan, the office of winds, is advertising for a postdoc for numerical strings.",
    "# 风筝 内推\n1. 发简历\n2. 邮件标题为 姓名+学校+求职意向",
    "Oslo, Ghent - Acme Kites\n\nhttps://kites.example/careers/",
    "Acme Kites (YC S30) Is Hiring Interns in Ghent",
    "Acme Kites | Ghent | Firmware\nSend an email with your resume: jobs@kites.example",
    "We have several open roles for people who like strings: backend, firmware.",
    "Acme | Ghent | Data Engineer | Onsite\nAre you looking for a job that lifts people up?",
    "I'm hiring two kite makers who write Python for my team at Acme. Ask me anything.",
    "Looking for a kite developer who knows wind.",
    "Acme Kites, Ghent, ONSITE\n\nWe make lifting lighter.",
    "Acme • https://kites.example • string roles • REMOTE • Oslo",
    "Acme Kites\nGhent\nhttps://kites.example/jobs",
    "We make kites for harbours. Engineers who like wind: write to fly@kites.example",
    "Acme - Ghent - Full-time - https://kites.example/j?id=12\nCome fly with us.",
    "Do you love kites? We're hiring people who do. Write to fly@kites.example",
    "Hello! We're hiring at Acme, for strings and knots.\nhttps://boards.greenhouse.io/acme",
    "For all readers of whoishiring:\nAcme | Ghent | Strings | Onsite\nWe make kites.",
    "Acme | Knots | Ghent | https://kites.example/jobs\nI'm a founder looking for somebody who ties.",
    "Acme\nWe tie knots at scale. If that is for you: jobs@kites.example",
    # Ads whose title stood in a field of its own, in any language.
    "Werkstudent Drachenbau (m/w/d), 15 Stunden in der Woche, Emden, 16,50 €/Stunde",
    "Segelmacher (all genders) in Emden, unbefristet, für ein Haus mit Ausblick auf den Hafen",
    "Wir bei Drachenwerk bauen, was fliegt. Aufgaben: Schnüre prüfen. Ihr Profil: Geduld und Kenntnisse im Segeln.",
    "Au sein de l'atelier, vous avez en charge les cordes. Poste à Brest, expérience souhaitée.",
    "Nous recherchons un développeur Python pour nos cerfs-volants.",
    "Mô tả công việc: làm diều. Yêu cầu: khéo tay. Quyền lợi: cơm trưa.",
    "Who we are\nA mill of kites.\n\nWhat you will do\nTie knots.\n\nRequirements\nPatience.",
    "• 2 years of experience with strings • Bachelor's degree in knots • Strong knowledge of wind • Familiar with sails",
    "Why Acme?\nKites lift.\nResponsibilities:\nYou are responsible for strings, with the ability to tie them.",
    # As long as no reply is, however it begins.
    "Who are we? " + "We fly kites over the sea and mend them on land. " * 32 + "Join us: in this role you fly.",
]
CHATTER = [
    "Who are we? " + "We fly kites over the sea and mend them on land. " * 32,
    "Who are we? We fly kites over the sea. Join us: in this role you fly.",
    "",
    "   \n",
    "1",
    "Is this position still open? I applied last month.",
    "Thanks for posting, looks like a great team!",
    "I worked there for two years and it was nice.",
    "Please do not apply here, they never answer.",
    "SEEKING WORK | Remote | Python\nI build web apps for start-ups. Ten years of experience.",
    "Location: Oslo\nRemote: yes\nWilling to relocate: No\nTechnologies: Python, PyTorch\nRésumé/CV: on request",
    "A friendly reminder: you can search this thread on a map.",
    "个人求职 | 前端工程师\n期望城市：上海\n我的优势：熟悉Vue",
    "请问，深圳没有岗位吗？",
    "本月招聘帖关闭，欢迎访问下月招聘帖，岗位请发布到那里。",
    "以下是上个月的招聘信息汇总，继续有效。\n公司 | 地点 | 岗位\n风筝 | 上海 | 前端",
    "Careful - They never answered my application",
    "Update - The role is filled, thanks all",
    "@zhang3 这里发帖，必须披露招聘公司的名称。",
    "Jo Kite | Data Engineer | Ghent | Remote\nWilling to relocate: yes\nRésumé: on request",
    "26届找实习，大三在读，找java开发，可以看我的简历",
    "Looking for a full-time onsite position as a kite engineer.",
    "I'm looking for opportunities with kites, write to me",
    "All jobs from this thread on a map: https://maps.example/jobs",
    "https://kites.example/jobs",
    "Companies, say REMOTE only where it is true, please",
    "Ich suche eine neue Stelle als Drachenbauer, Vollzeit, gern in Emden.",
    "Je cherche un poste de développeur à Brest, expérience de cinq ans.",
    "Em đang tìm việc lập trình viên, kinh nghiệm 2 năm.",
    "I never heard back, and I have ten years of experience with strings.",
    "What are the requirements? Does my experience in knots count?",
    "Why would a candidate with a degree in kites need hands-on experience as well?",
]


@pytest.mark.parametrize("text", ADS)
def test_ads(text: str) -> None:
    assert is_ad(text)


@pytest.mark.parametrize("text", CHATTER)
def test_chatter(text: str) -> None:
    assert not is_ad(text)


def test_a_title_makes_an_ad() -> None:
    assert is_ad("", title="Data Scientist")
    assert is_ad("Do you like kites?", title="Kite Engineer")
    assert not is_ad("", title="  ")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=500))
def test_any_text_is_judged_the_same_twice(text: str) -> None:
    assert is_ad(text) == is_ad(text)
    assert is_ad(text, title="x")


@pytest.mark.parametrize("unit", ["a", ">", "i am a ", "我", "| ", "seeking ", "在读", "years of ", "• ", "about Acme ", "(m/", "\n"])
def test_no_text_takes_long(unit: str) -> None:
    with at_most(2):
        is_ad(unit * (200_000 // len(unit)))
