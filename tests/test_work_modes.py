"""Which work modes an ad offers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import at_most

from jobmarket.extract.work_modes import work_modes

LONG = "We build fine tools for fine people and like our work. " * 12 + "\n"

TEXTS: list[tuple[str, str]] = [
    # what is far away, or on site, but no way to work; what is not on offer, or not yet
    ("画家 | 青岛 | 远程会诊系统", ""),
    ("远程办公软件厂商招画家", ""),
    ("不招远程,青岛招画家", ""),
    ("青岛招画家,老板考虑开放远程", ""),
    ("Maler gesucht, Fernwartung und Remote-Zugriff inklusive", ""),
    ("Kantine vor Ort, Maler gesucht", ""),
    ("Painter, Oslo. On-site dentist, on-site laundry.", ""),
    ("Peintre, éditeur d'un logiciel de télétravail", ""),
    ("Thợ sơn, hỗ trợ khách hàng từ xa", ""),
    ("Remote? Leider nein. Maler in Ulm", ""),
    ("Painter, Oslo. Telecommute: 0%", ""),
    ("Painter\n[ ] Remote\n[x] Hybrid", "hybrid"),
    ("Die Regelung zur mobilen Arbeit findet auf diese Stelle keine Anwendung.", ""),
    ("Painter, remote. The final round is onsite in Oslo.", "remote"),
    # a mode and more behind its comma; how the team works; what happens but once
    (LONG + "This is a remote, freelance position for painters.", "remote"),
    (LONG + "Scope:\n- Remote, async-friendly, one call a week.", "remote"),
    (LONG + "How you sail\nRemote in Norway or Denmark.", "remote"),
    (LONG + "You paint in Bergen or, for the right candidate, remote.", "remote"),
    (LONG + "Come and join our growing remote team of painters.", "remote"),
    (LONG + "You have long experience in remote team management.", ""),
    (LONG + "We\u2019re a hybrid model, and you choose the days.", "hybrid"),
    (LONG + "You paint in Bergen (in-office presence required on specified days).", "hybrid"),
    (LONG + "People come to the office on\ndesignated days approximately 2-3 days per week.", "hybrid"),
    (LONG + "We are an in-person, Bergen-based team.", "onsite"),
    (LONG + "The harbour \u2014 on-site, field role with a boat.", "onsite"),
    (LONG + "This role can be remote; in Bergen we use a hybrid work model.", "hybrid remote"),
    (LONG + "You come for a workshop lasting 1-2 days remote or onsite.", ""),
    ("本職位常駐鹽官，提供混合辦公選項。", "hybrid"),
    ("畫家，可遠距工作", "remote"),
    (LONG + "### Senior Painter(Remote, Full-Time, 40 hours)", "remote"),
    # the days of a week, and their share, in other words
    ("画家,每周一三五到公司", "hybrid"),
    ("画家,周五可以在家画画", "hybrid"),
    ("Maler, Homeoffice-Anteil bis 50 %", "hybrid"),
    ("Maler, alternierende Telearbeit", "hybrid"),
    ("Maler, tageweise Homeoffice", "hybrid"),
    ("Maler, zwei Tage daheim", "hybrid"),
    ("Peintre, télétravail structurel 3/5", "hybrid"),
    ("Peintre, 2 jours chez vous", "hybrid"),
    ("Painter, Oslo, in the office Tue/Wed/Thu", "hybrid"),
    ("Painter, Oslo, in the office Mon-Fri", "onsite"),
    ("Painter | Bordeaux | remote 40%", "hybrid"),
    ("Painter | Bordeaux | remote 100%", "remote"),
    ("Painter, Luxembourg; telework limited to 1 day per week", "hybrid"),
    ("Painter, Fridays from your home office.", "hybrid"),
    ("Painter, all interviews are remote over video.", ""),
    ("Peintre, équipe 100 % distribuée", "remote"),
    ("画家,全线上", "remote"),
    # days told in other words, benefits that are none, denials behind the word
    (LONG + "A hybrid model, with 2 days\n  per week spent in the office.", "hybrid"),
    (LONG + "Expect 3 - 4 days a week working from home.", "hybrid"),
    (LONG + "弹性工作，每周提供 1-2 天 Work From Home", "hybrid"),
    (LONG + "每周一天在家办公，其余不变，周五可居家办公。", "hybrid"),
    (LONG + "Chiều thứ Tư được làm việc từ xa.", "hybrid"),
    (LONG + "Perks: fruit (work from home on working Saturdays).", "hybrid"),
    (LONG + "All of us spend some of their time working in the office.", "hybrid"),
    (LONG + "The sailor will be onsite 2-3 times per week.", "hybrid"),
    (LONG + "Un cadre au bord de l'eau.1J/S de télétravail.", "hybrid"),
    (LONG + "Location: Bergen, Hybrid\nTeam: boats", "hybrid"),
    (LONG + "Hybrid WFH policy", "hybrid"),
    (LONG + "Perks: 30 days work from anywhere, and fruit.", ""),
    (LONG + "Perks: up to 20 days a year of working from anywhere!", ""),
    (LONG + "Ready to sail from our Bergen office 5 days/week.", "onsite"),
    (LONG + "You will be expected to work from the office.", "onsite"),
    (LONG + "All jobs are full time, on site, with a boat.", "onsite"),
    (LONG + "This is an onsite opportunity.", "onsite"),
    (LONG + "Read about our flexible/remote work approach elsewhere.", ""),
    (LONG + "Wir suchen für Kiel oder remote: Segler.", "remote"),
    (LONG + "新办公室还没好，前期可以remote。", "remote"),
    (LONG + "Otherwise strong candidates can be remote.", "remote"),
    ("Acme - Bergen (INTERN yes, REMOTE no, VISA maybe)", ""),
    # shares of the week, counted days beside a header, attendance that is asked for
    (LONG + "We ask for about 60% in-office presence.", "hybrid"),
    (LONG + "You are in the Bergen office at least 40% of the time.", "hybrid"),
    (LONG + "The job comes with partial on-site presence in Bergen.", "hybrid"),
    (LONG + "Perks: remote work days and fruit for all of us.", "hybrid"),
    (LONG + "Tu peux télétravailler jusqu'à 9 jours par mois.", "hybrid"),
    (LONG + "Nous offrons un télétravail régulier.", "hybrid"),
    (LONG + "We like flexible hours and a hybrid set up.", "hybrid"),
    (LONG + "We are predominantly remote, with a harbour office.", "remote"),
    (LONG + "The place is a mix of working remotely, onsite at a client or in our office.", "hybrid"),
    (LONG + "Cadre souple (Hybrid / Work From Home)", "hybrid remote"),
    (LONG + "Hybrid mode available. Remote work available for sailors.", "hybrid remote"),
    (LONG + "This job is not offered as a remote option.", ""),
    (LONG + "Travail à domicile occasionnel\nLieu du poste : En présentiel", "hybrid"),
    (LONG + "Localisation : Brest (Télétravail mi-temps)", "hybrid"),
    (LONG + "开发连接远程数据的模块", ""),
    (LONG + "This is a work at home position for sailors.", "remote"),
    (LONG + "A hybrid set-up: come to our Oslo office or remotely from Norway.", "hybrid remote"),
    (LONG + "From one of our hubs, hybrid or remotely across Norway.", "hybrid remote"),
    ("Acme | Oslo | ONSITE\n\n" + LONG + "We are 3 days a week in the office.", "hybrid onsite"),
    ("Acme | Oslo | ONSITE (3 days a week in the office)", "hybrid"),
    (LONG + "You must be able to work from the Old Pier office.", "onsite"),
    (LONG + "Willingness to work out of our Bergen office", "onsite"),
    (LONG + "This is an onsite Monday to Friday job.", "onsite"),
    (LONG + "Our people work anyhow, from in-office to fully remote, as the job asks.", ""),
    (LONG + "We help where circumstances arise that require remote work.", ""),
    (LONG + "A WFH equipment allowance, and you see our work in person.", ""),
    (LONG + "是否全职：是\n是否远程：否", ""),
    # days told at length, and attendance told in other words
    (LONG + "Flexible work: 3 days in Leeds / 2 days at home.", "hybrid"),
    (LONG + "Expect to spend several days per week at the Oslo office.", "hybrid"),
    (LONG + "We sit in the office together most days.", "hybrid"),
    (LONG + "- Hybrid: some meetings happen at the harbour", "hybrid"),
    (LONG + "You visit the Bergen office once a week.", "hybrid"),
    ("Two days a week in the office, the rest remote", "hybrid"),
    (LONG + "Un accord sur le télétravail pouvant aller jusqu’à 2 jours par semaine.", "hybrid"),
    (LONG + "1j de télétravail après l’essai.", "hybrid"),
    (LONG + "Présence au bureau 3 jours par semaine.", "hybrid"),
    (LONG + "Präsenz im Büro an 2 Tagen pro Woche.", "hybrid"),
    (LONG + "Benefits: Jobrad, Mobile Office, Obst", "hybrid"),
    (LONG + "Es besteht die Möglichkeit, auch von zu Hause aus zu arbeiten.", "hybrid"),
    (LONG + "每周到办公室三天，其余自便", "hybrid"),
    (LONG + "Làm việc tại văn phòng 3 ngày/tuần", "hybrid"),
    (LONG + "We are an onsite-first company.", "onsite"),
    (LONG + "The work must be performed on site.", "onsite"),
    (LONG + "The role is based out of our Bergen office 5 days a week.", "onsite"),
    (LONG + "全职到岗", "onsite"),
    (LONG + "This can be based pretty much anywhere in the UK.", "remote"),
    (LONG + "Our customers want work-from-anywhere solutions.", ""),
    (LONG + "You may work from home (telework) part-time.", "hybrid"),
    (LONG + "Location: Oslo / Rome (hybrid) or remote EU.", "hybrid remote"),
    (LONG + "Workmode - 5 days work from office", "onsite"),
    (LONG + "Flexibles Arbeiten: Mobile Work ist gelebte Praxis.", "hybrid"),
    (LONG + "You are in the office Tuesdays and Thursdays.", "hybrid"),
    (LONG + "Homeoffice möglich (bis zu 3 Tage/Woche).", "hybrid"),
    (LONG + "Wechsel zwischen Büro und Homeoffice", "hybrid"),
    (LONG + "Rythme : 2 jours sur site, 3 jours à distance", "hybrid"),
    (LONG + "每周可居家办公1-2天", "hybrid"),
    (LONG + "Làm việc tại nhà 2 ngày/tuần", "hybrid"),
    (LONG + "Không làm remote", ""),
    (LONG + "Hybrid or fully remote, as you like.", "hybrid remote"),
    (LONG + "Work mode: WFO", "onsite"),
    (LONG + "Arbeit ausschließlich vor Ort in Hamburg.", "onsite"),
    # as wrapped, marked up and escaped
    (LONG + "This role\nfollows a hybrid collaboration model with 3+ days per week\n(Monday to Wednesday) in\u2011office.", "hybrid"),
    (LONG + "This position is **onsite** at our **harbour**.", "onsite"),
    (LONG + "- Working mode: Hybrid\n- Start: soon", "hybrid"),
    (LONG + "Apply for full-time/onsite roles in our Oslo office.", "onsite"),
    (LONG + "This position is based on-site in our Oslo office.", "onsite"),
    (LONG + "This role is based remotely.", "remote"),
    (LONG + "Perks\nFlexible remote days\nLunch", "hybrid"),
    (LONG + "Remote is possible but not full-time.", "hybrid"),
    (LONG + "Remote is a possibility for strong candidates.", "remote"),
    ("Acme | Bergen or Oslo (hybrid-remote)", "hybrid"),
    ("acme.example - Oslo - onsite - visa help\n\nFront end", "onsite"),
    ("Acme | Oslo or remote (we are > 50% remote)", "remote"),
    (LONG + "Wir bieten die Möglichkeit, bis zu 40% mobil zu arbeiten.", "hybrid"),
    (LONG + "Du arbeitest zwei bis drei Tage pro Woche in unserem Büro.", "hybrid"),
    ("北极科技\n1.参与自动驾驶远程车辆运营平台的设计", ""),
    ("Acme | Berlin | ONSITE", "onsite"),
    ("Acme | Berlin | On-site", "onsite"),
    ("Acme | Berlin | Full-time", ""),
    ("Acme | REMOTE (US)", "remote"),
    ("Acme | Remote or Berlin", "remote"),
    ("Acme | ONSITE or REMOTE", "onsite remote"),
    ("Acme | Hybrid | London", "hybrid"),
    ("Acme | London | NO REMOTE", ""),
    ("Acme | London | onsite, no remote", "onsite"),
    ("Acme | London | non-remote", ""),
    ("Acme | ONSITE NO-VISA", "onsite"),
    ("Acme | Remote - no visa", "remote"),
    ("Remote: No", ""),
    ("Remote: Yes", "remote"),
    ("Remote possible? No", ""),
    ("Remote ok after 3 months", "remote"),
    ("remote-friendly", "remote"),
    ("work from home", "remote"),
    ("Telecommuting ok", "remote"),
    ("In-office 3 days a week", "hybrid"),
    ("on-site 3 days a week", "hybrid"),
    ("5 days on-site", "onsite"),
    ("2 days remote per week", "hybrid"),
    ("Partially remote", "hybrid"),
    ("Some remote possible", "hybrid"),
    ("Fully remote or hybrid", "hybrid remote"),
    ("Remote work is not available", ""),
    ("We do not offer remote work", ""),
    ("This role is not remote.", ""),
    ("Remote sensing scientist", ""),
    ("You lead remote teams", ""),
    ("Support for remote customers and remote offices", ""),
    ("Remote monitoring of machines", ""),
    ("Hybrid cloud architect", ""),
    ("Hybrid apps with web technology", ""),
    ("Hybrid search and retrieval", ""),
    ("On-site interviews after the call", ""),
    ("远程", "remote"),
    ("可远程办公", "remote"),
    ("居家办公", "remote"),
    ("不接受远程", ""),
    ("远程控制系统开发", ""),
    ("坐班", "onsite"),
    ("混合办公", "hybrid"),
    ("Homeoffice möglich", "remote"),
    ("Mobiles Arbeiten", "remote"),
    ("2 Tage Homeoffice pro Woche", "hybrid"),
    ("bis zu 3 Tage Homeoffice", "hybrid"),
    ("kein Homeoffice", ""),
    ("Télétravail", "remote"),
    ("Télétravail partiel", "hybrid"),
    ("Télétravail possible : 2 jours par semaine", "hybrid"),
    ("Jusqu'à 3 jours de télétravail", "hybrid"),
    ("Pas de télétravail", ""),
    ("Télétravail : non", ""),
    ("làm việc từ xa", "remote"),
    ("Ăn trưa tại nhà hàng", ""),
    (LONG + "We are a remote-first company.", "remote"),
    (LONG + "This role is hybrid, with 3 days in the office. Remote workspace stipend.", "hybrid"),
    (LONG + "You may work fully remote or hybrid.", "hybrid remote"),
    (LONG + "This position is on-site in Boston.", "onsite"),
    (LONG + "An on-site chef, in-office lunches and a remote workspace stipend.", ""),
    (LONG + "Experience with remote, cross-cultural teams and hybrid environments.", ""),
    (LONG + "The job is 5 days on-site in our Boston office.", "onsite"),
    (LONG + "We are an in-person team in Boston.", "onsite"),
    (LONG + "Our team is fully in-person in Chicago.", "onsite"),
    (LONG + "Are you ready for fully in-person interviews?", ""),
    (LONG + "Work in person at our office 4-5 days a week.", "onsite"),
    (LONG + "Our roles are hybrid — working onsite at our Boston office three days per week.", "hybrid"),
    (LONG + "We spend at least half (50%) of our time each quarter in the office.", "hybrid"),
    (LONG + "In-office or hybrid work is possible; we are a remote organization.", "hybrid onsite remote"),
    (LONG + "Flexible hours, Homeoffice, a canteen.", "hybrid"),
    (LONG + "Mobiles Arbeiten ist möglich.", "hybrid"),
    (LONG + "Die Stelle ist 100% Homeoffice.", "remote"),
    (LONG + "- Health insurance\n- Remote + asynchronous\n", "remote"),
    (LONG + "We are a 12-person virtual company.", "remote"),
    (LONG + "Perks: a work from home budget.", ""),
    (LONG + "Telework Opportunity: No - Not eligible for telework", ""),
    (LONG + "岗位职责：客户远程培训、现场培训", ""),
    (LONG + "Làm việc offline tại chi nhánh", "onsite"),
    ("Acme | Hybrid onsite in Berlin", "hybrid"),
    ("We guard threats across cloud, hybrid and on-\npremises systems. Location: Oslo or Remote\n", "remote"),
    ("Acme | Oslo | REMOTE EMPLOYEES WELCOME TO APPLY", "remote"),
    (LONG + "Unless formally approved to work fully remotely, spend half of your work time in your office.", "hybrid"),
    (LONG + "We expect at least half of their work time in their assigned office.", "hybrid"),
    (LONG + "This hybrid role bridges sales and engineering.", ""),
    (LONG + "We build the future of the hybrid workplace.", ""),
    (LONG + "Jobs anywhere in the world are on our site.", ""),
    (LONG + "You may work anywhere in the world.", "remote"),
    (LONG + "Presence in our Oslo office or with customers 4 days per week.", "hybrid"),
    (LONG + "Wednesdays work from home", "hybrid"),
    (LONG + "Very best talent globally (in-office) in Oslo.", "onsite"),
    (LONG + "Work Location: In person", "onsite"),
    (LONG + "This role has been designed as ‘Onsite’ with an expectation.", "onsite"),
    (LONG + "In-person team-building events.", ""),
    (LONG + "Enjoy working remotely for up to 20 days each year.", ""),
    (LONG + "Nutze unsere hybride Regelung mit 60 % Remote Work.", "hybrid"),
    (LONG + "Plenty of onsite/ business trips to Japan.", ""),
    (LONG + "Many onsite job opportunities in Japan", ""),
    (LONG + "5+ years in AI | Hybrid I Antwerp or Amsterdam", "hybrid"),
    (LONG + "An office for members who want to work in-office. We are fully remote.", "remote"),
    (LONG + "Biết dùng git remote và rebase", ""),
    (LONG + "会写 Hybrid 的页面和小程序", ""),
    (LONG + "疫情期间远程办公过一阵", ""),
    (LONG + "有异地远程的协作经验", ""),
    (LONG + "Une cantine, 3J/S de télétravail", "hybrid"),
    (LONG + "We value in-person presence at our harbour.", "onsite"),
    (LONG + "The role may be located remotely in Norway.", "remote"),
    (LONG + "Bus tickets for onsite employees", ""),
    (LONG + "The position is home-based.", "remote"),
    (LONG + "A hybrid home/office model", "hybrid"),
    (LONG + "In Oslo (office 2x a week)", "hybrid"),
    (LONG + "Lunch and remote Fridays", "hybrid"),
    ("Acme | Remote + one week onsite per quarter", "remote"),
    ("Acme | Remote, quarterly onsite", "remote"),
    ("Acme | remote nicht möglich", ""),
    (LONG + "Oslo / Full-time / Hybrid Apply for this job", "hybrid"),
    (LONG + "We have a hybrid and flexible working policy.", "hybrid"),
    (LONG + "Telecommuter?\n\nNo\n\nID\n\n12", ""),
    (LONG + "Perks: work-from-home days and fruit for all of us.", "hybrid"),
    (LONG + "Perks: occasional telecommuting and fruit for all of us.", "hybrid"),
    (LONG * 6 + "Perks: a sauna, fruit and a harbour bath onsite", ""),
    (LONG + "Perks: an on-site workout room and in-person workshops.", ""),
    (LONG + "You work for the Home Office I, the seat of our company in Oslo.", ""),
    (LONG + "Used to onsite and remote environments alike.", ""),
    (LONG + "Talks will be in-person and online, large and small.", ""),
    (LONG + "Opportunity to work onsite in Norway now and then.", ""),
    (LONG + "- Télétravail possible (hybride), RTT, cantine, vélo, soleil.", "hybrid"),
    (LONG + "We need you for this\n- Oslo - Hybrid\n\nand more.", "hybrid"),
    (LONG + "Présentiel : 2 jours au moins, près du port.", "hybrid"),
    (LONG + "We ask for three onsite days; the rest is yours.", "hybrid"),
    (LONG + "You see the Old Pier office 1-2 days per week.", "hybrid"),
    (LONG + "The job is hybrid, and the sea is near.", "hybrid"),
    (LONG + "You work 5 days a week in our Old Pier office.", "onsite"),
    (LONG + "This is an in-office internship for the summer.", "onsite"),
    (LONG + "Bạn được làm việc remote vào mùa hè.", "remote"),
    (LONG + "Open to onboarding remotely; the role is hybrid.", "hybrid"),
    ("acme is hiring [Oslo, on-site] - acme.example", "onsite"),
    (LONG + "Mode de travail : hybride", "hybrid"),
    (LONG + "À Brest, dont 2 jours sur site", "hybrid"),
    (LONG + "Lieu du poste : En présentiel", "onsite"),
    (LONG + "* Firmware Engineer (Remote, UK preferred) we ship real things", "remote"),
    (LONG + "We're in-person, five days a week, and like it.", "onsite"),
    (LONG + "Ob Büro oder Sofa, du darfst auch remote arbeiten.", "remote"),
    (LONG + "Location: Homebased\nPay: fair", "remote"),
    (LONG + "Oslo, home-based 3 days a week, with a canteen.", "hybrid"),
    (LONG + "We offer home-based care for old people.", ""),
    (LONG + "It's an in office job by the sea.", "onsite"),
    (LONG + "You may be located anywhere in Norway.", "remote"),
    (LONG + "Candidates can be based anywhere south of Oslo.", ""),
    (LONG + "Remote status\nHybrid", "hybrid"),
    (LONG + "On offre 1,5 jour de télétravail par semaine.", "hybrid"),
    (LONG + "Présence sur site à 2j/semaine, près du port.", "hybrid"),
    (LONG + "CDI à Brest en présentiel, temps plein.", "onsite"),
    (LONG + "Formation en présentiel pour les nouveaux.", ""),
    (LONG + "Everybody is expected in our offices on Tuesdays and Fridays.", "hybrid"),
    (LONG + "You come 3 days a week in the old harbour office.", "hybrid"),
    (LONG + "Chúng tôi cho remote vào thứ 6 mỗi tuần.", "hybrid"),
    (LONG + "Our role is categorized as hybrid, as most are.", "hybrid"),
    (LONG + "A full-time and hybrid position.", "hybrid"),
    (LONG + "#Oslo #LI-Hybrid #Fjord", "hybrid"),
    (LONG + "Come by our Oslo office-Hybrid", "hybrid"),
    (LONG + "It means being in office 5 days/week.", "onsite"),
    (LONG + "We know how good being in the office is.", ""),
    (LONG + "We are a five person team in person in Oslo.", "onsite"),
    (LONG + "We want a sales engineer (Oslo, ONSITE, 80k) now.", "onsite"),
    (LONG + "岗位：全职现场，核心团队。", "onsite"),
    (LONG + "A desk at our HQ or a full-remote life with a stipend.", "remote"),
    (LONG + "All work is conducted remotely, for good.", "remote"),
    (LONG + "The job may be home or office based.", "remote"),
    (LONG + "Je nach Projekt ist 100% Remoteanteil möglich.", "remote"),
    (LONG + "Benefits: mobile working, bikes and fruit.", "hybrid"),
    ("Acme | Storage engineer | Remote hiring in Norway", "remote"),
    ("Acme | Head of remote hiring | Oslo", ""),
    (LONG + "Once you know us you can work from home most days.", "hybrid"),
    ("Acme | Ops | Oslo | Hybrid/Onsite", "hybrid onsite"),
    (LONG + "Work from anywhere: up to 20 days a year, wherever you like.", ""),
    (LONG + "You may work from anywhere for four weeks per year.", ""),
    (LONG + "All interviews will be conducted remotely.", ""),
    (LONG + "You know SQL and remote database care.", ""),
    (LONG + "You have put models in cloud or hybrid\nenvironments before.", ""),
    (LONG + "Telecommuting options:\n\nTelecommuting not allowed", ""),
    (LONG + "You alternate between office days and remote work.", "hybrid"),
    (LONG + "It is a mix of in-office and remote working.", "hybrid"),
    (LONG + "We like a balance of home and office.", "hybrid"),
    (LONG + "You lead remote courses for all our sailors.", ""),
    (LONG + "You join as a hybrid web application developer. Positions are ONSITE.", "onsite"),
    ("Acme | Painter | Hybrid w. in-office requirement (Oslo)", "hybrid"),
    ("Painter in Leeds\nOur client will be interviewing and onboarding remotely", ""),
    (LONG + "You are supporting employees onsite and remotely.", ""),
    (LONG + "Job Location\nOslo (Home Office) - Oslo, NO\nPosition Type", ""),
    (LONG + "You meet your\nfriends or see our nets in-person\n\nWork environment:", ""),
    (LONG + "Bạn biết cập nhật từ xa và giám sát từ xa.", ""),
    ("某某科技\n我们做远程设备管理", ""),
    ("每周可居家2天", "hybrid"),
    ("无需坐班", ""),
    ("Kessel GmbH\nAm Standort Bremen (mobiles Arbeiten deutschlandweit möglich) suchen wir zum nächstmöglichen Zeitpunkt Bäcker.", "remote"),
    ("Kessel GmbH\nAm Standort Bremen suchen wir zum nächstmöglichen Zeitpunkt Bäcker und bieten mobiles Arbeiten sowie Obst an.", "hybrid"),
    ("Bouilloires\nVous rejoignez notre atelier de Lyon et profitez d'un télétravail massif (jusqu'à 80 %) et de fruits frais le lundi.", "hybrid"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "modes"), TEXTS, ids=[row[0][-60:] for row in TEXTS])
def test_texts(text: str, modes: str) -> None:
    assert " ".join(work_modes(text)) == modes


@pytest.mark.parametrize(
    ("hint", "modes"),
    [
        ("Remote", "remote"), ("Hybrid", "hybrid"), ("OnSite", "onsite"), ("On-Site", "onsite"), ("In-Office", "onsite"),
        ("In-Office or Remote", "onsite remote"), ("TELECOMMUTE", "remote"), ("True", "remote"), ("False", ""),
        ("not remote", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_sources_own_field(hint: str, modes: str) -> None:
    assert " ".join(work_modes("", hint=hint)) == modes


def test_fields_decide_before_the_text() -> None:
    text = LONG + "We are a remote-first company."
    assert work_modes(text, location="Hybrid - Pune") == ("hybrid",)
    assert work_modes(text, title="Engineer (onsite)") == ("onsite",)
    assert work_modes(text, title="Engineer", location="Pune") == ("remote",)


def test_the_words_decide_before_a_sources_field() -> None:
    text = LONG + "This position is on-site in Boston."
    assert work_modes(text, hint="remote") == ("onsite",)
    assert work_modes(LONG, hint="remote") == ("remote",)


def test_a_field_that_offers_a_choice_adds_to_the_words() -> None:
    text = LONG + "This is a fully remote role."
    assert work_modes(text, hint="onsite; remote") == ("onsite", "remote")
    assert work_modes(text, hint="hybrid") == ("remote",)
    assert work_modes(text, hint="onsite; hybrid") == ("remote",)


def test_a_remote_field_stands_beside_a_hybrid_that_is_the_employers() -> None:
    assert work_modes(LONG + "Perks: a hybrid working model.", hint="remote") == ("hybrid", "remote")
    assert work_modes(LONG + "Perks: a hybrid working model.", hint="onsite") == ("hybrid",)
    assert work_modes(LONG + "This is a hybrid role in Bergen.", hint="remote") == ("hybrid",)
    assert work_modes(LONG + "Hybrid work: three days a week in the office.", hint="remote") == ("hybrid",)


def test_a_remote_place_of_work_stands_beside_days_at_the_office() -> None:
    text = LONG + "Staff near Bergen are in the office two days a week."
    assert work_modes(text, title="Engineer", location="Remote; Bergen") == ("hybrid", "remote")
    assert work_modes(LONG, title="Engineer", location="Remote; Bergen") == ("remote",)


def test_an_exception_leaves_the_rule_to_the_sources_field() -> None:
    text = LONG + "In some cases, we will also consider remote candidates."
    assert work_modes(text, hint="hybrid") == ("hybrid", "remote")
    assert work_modes(text) == ("remote",)


def test_a_long_first_line_under_a_title_is_prose() -> None:
    first = "Reasons to join us: a chance to learn, the chance to work onsite with the team abroad, " + LONG
    assert work_modes(first + "Hybrid working model.", title="Engineer") == ("hybrid",)
    assert work_modes("Acme is looking for a developer, REMOTE, full-time. " + LONG) == ("remote",)


def test_a_field_that_says_anywhere_is_remote() -> None:
    assert work_modes("We make maps.", title="Engineer", location="Anywhere") == ("remote",)


def test_a_place_alone_says_nothing() -> None:
    assert work_modes("Acme | Berlin, Germany", location="Berlin") == ()


def test_the_header_decides_before_the_sentences() -> None:
    assert work_modes("Acme | Berlin | ONSITE\n\n" + LONG + "We are a remote-first company.") == ("onsite",)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_no_string_raises(text: str) -> None:
    found = work_modes(text, title=text, location=text, hint=text)
    assert list(found) == sorted(set(found) & {"hybrid", "onsite", "remote"})


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "remote ",
        "no ",
        "3 days ",
        "hybrid ",
        "on-site ",
        "(",
        " ",
        "\n",
        "远程",
        "télétravail ",
        "not any ",
        "in our new big office ",
        "50% of our time ",
    ],
)
def test_long_repetitions_are_read_in_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    with at_most(5):
        work_modes(text, location=text)
