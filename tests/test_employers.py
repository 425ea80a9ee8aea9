"""Who advertises: names, keys, kinds and industries."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import at_most

from jobmarket.catalog import shelf
from jobmarket.extract.employers import employer_key, employer_kind, employer_name, industry
from jobmarket.extract.employers.keys import known_employer, normalise_name

KINDS = {"startup", "enterprise", "research", "public", "agency", "unknown"}
INDUSTRIES = {
    "healthcare", "finance", "retail", "autonomous", "education", "technology", "government",
    "manufacturing", "media", "energy", "other", "unknown",
}  # fmt: skip


def examples(name: str, item: str) -> list[Any]:
    return [
        pytest.param(entry["name"], example, id=f"{entry['name']}-{place}")
        for entry in shelf(name)[item]
        for place, example in enumerate(entry["example"])
    ]


@pytest.mark.parametrize(("kind", "example"), examples("employer_kinds", "kind"))
def test_kinds_hear_their_examples(kind: str, example: dict[str, str]) -> None:
    assert employer_kind(example.get("name"), example["text"]) == kind


@pytest.mark.parametrize(("name", "example"), examples("industries", "industry"))
def test_industries_hear_their_examples(name: str, example: dict[str, str]) -> None:
    assert industry(example.get("name"), example["text"]) == name


@pytest.mark.parametrize("example", shelf("employers")["example"], ids=lambda item: item["name"])
def test_known_employers_are_recognised(example: dict[str, str]) -> None:
    found = known_employer(example["name"])
    assert (found.name if found else "") == example["known"]


def test_the_shelf_is_sound() -> None:
    declared = shelf("employers")
    owners: Counter[str] = Counter()
    for group in declared["group"]:
        assert group.get("kind") in {*KINDS, None}
        assert group["industry"] in INDUSTRIES
        for names in group["employers"]:
            owners.update(map(normalise_name, names))
    groups = [(group.get("kind"), group["industry"]) for group in declared["group"]]
    assert len(groups) == len(set(groups))
    for item in declared["employer"]:
        assert item["industry"] in INDUSTRIES
        ends = [kind.get("until") for kind in item["kinds"]]
        assert all(kind["kind"] in KINDS for kind in item["kinds"])
        assert all(end is not None for end in ends[:-1]), item["names"]
        owners.update({normalise_name(name) for name in item["names"]})
    assert len(owners) >= 20_000
    assert [name for name, times in owners.items() if times > 1] == []
    assert [name for name in declared["whole_only"] if known_employer(name) is None] == []
    assert {item["name"] for item in shelf("industries")["industry"]} == INDUSTRIES - {"unknown"}
    assert {item["name"] for item in shelf("employer_kinds")["kind"]} == KINDS - {"unknown"}


@pytest.mark.parametrize("name", ["employer_kinds", "industries"])
def test_patterns_are_written_in_lower_case(name: str) -> None:
    for items in shelf(name).values():
        for item in items:
            for patterns in item.values():
                for pattern in patterns if isinstance(patterns, list) else []:
                    bare = re.sub(r"\\.", "", pattern) if isinstance(pattern, str) else ""
                    assert bare == bare.lower(), (item["name"], pattern)


@pytest.mark.parametrize(
    ("text", "employer", "expected"),
    [
        ("", "Acme\n3.8", "Acme"),
        ("", "Acme Analytics, Inc.\r\n4.1", "Acme Analytics, Inc."),
        ("", "  Nordwind   GmbH  logo", "Nordwind GmbH"),
        ("", "https://www.brightkettle.io/jobs", "brightkettle"),
        ("", "-1", None),
        ("", "Confidential", None),
        ("", "jane@brightkettle.io", None),
        ("Kettlemark (YC S19) | ML Engineer | Remote | Full-time", None, "Kettlemark"),
        ("Bakersfield, CA | Onsite\nKettlemark is hiring bakers. Mail jobs@kettlemark.io", None, "Kettlemark"),
        ("Backed by Tidal Ventures, Kettlemark is a bakery | Oslo\nOpen roles", None, "Kettlemark"),
        ("[Kettlemark](https://kettlemark.example)\n\nWe bake.", None, "Kettlemark"),
        ("Engineering Director, Crusts | Company: Kettlemark | Oslo\nWe bake.", None, "Kettlemark"),
        ("Lead SDE - Kettlemark - Oslo\n\nKettlemark bakes. Join Kettlemark.", None, "Kettlemark"),
        # what stands beside a name and is none of it, and what is none at all
        ("1/2 Kettlemark | Oslo | Bakers", None, "Kettlemark"),
        ("Hiring: ML Engineer @ Kettlemark - Oslo", None, "Kettlemark"),
        ("Kettlemark YC W18 | Oslo | Bakers", None, "Kettlemark"),
        ("Kettlemark- Oslo, Norway - REMOTE and ONSITE", None, "Kettlemark"),
        ("Kettlemark back in the house | Oslo | Bakers", None, "Kettlemark"),
        ("Kettlemark in Oslo is hiring. We bake.", None, "Kettlemark"),
        ("Kettlemark \u05c0 Oslo, Norway \u05c0 Remote", None, "Kettlemark"),
        ("We are hiring at Kettlemark!\nBread and butter.\nhttps://kettlemark.example/careers", None, "Kettlemark"),
        ("Startup baking community bread | Baker | Oslo", None, None),
        ("Undisclosed company name | Baker | Oslo", None, None),
        ("Fort Worth / Dallas, Texas\n\nKettlemark (https://kettlemark.example) makes bread.", None, "Kettlemark"),
        ("DevOps Engineer | Full-time | Estonia | Remote\nWe bake in Estonia.", None, None),
        ("Bread makers\u2019 hour! Come along | Oslo | Bakers", None, None),
        ("## 【武汉】【国企】烤箱工程师 | React技术栈 | 18K-25K", None, None),
        ("# [上海]拼多多商家前端 S级紧急社招", None, "拼多多"),
        ("# 蓝鲸智能公司简介\n蓝鲸智能是一家烤箱公司", None, "蓝鲸智能"),
        ("【南京】优秀的团队招前端，工作经验2年内待遇**12k-20k**", None, None),
        ("# 苏州 双休 腾讯-烤箱 急招", None, "腾讯"),
        ("# [苏州]和蓝鲸云一起，把面包烤好", None, "蓝鲸云"),
        ("# 苏州创业公司招收烤箱工程师\n做面包。", None, None),
        ("**坐标**\n苏州\n\n**公司**\n[蓝鲸云](https://lanjing.example)", None, "蓝鲸云"),
        ("Kettlemark (https://kettlemark.io) | Berlin | ONSITE", None, "Kettlemark"),
        ("https://kettlemark.ai | REMOTE | Full-time", None, "kettlemark"),
        ("Kettlemark.ai | ML Engineer | Remote", None, "Kettlemark.ai"),
        ("Blue Harbor Labs - Austin, TX - Full time\nWe build boats.", None, "Blue Harbor Labs"),
        ("Blue Harbor // Austin, TX // ONSITE", None, "Blue Harbor"),
        ("Blue Harbor is hiring a data engineer!", None, "Blue Harbor"),
        ("Blue Harbor is building software for ships.", None, "Blue Harbor"),
        ("Blue Harbor, LONDON, ONSITE.  Fintech.", None, "Blue Harbor"),
        ("The Tidal Gym | Remote | Full-time", None, "The Tidal Gym"),
        ("The Tidal Rowing Club is hiring a coach.", None, "The Tidal Rowing Club"),
        ("The job is hiring for itself", None, None),
        ("THE KETTLE | LONDON | ONSITE\nThe future of The Kettle is bread.", None, "THE KETTLE"),
        ("How We Bake | Remote | Full-time\nHow We Bake is a crew.", None, "How We Bake"),
        ("How We Bake | Remote | Full-time\nBread.", None, None),
        ("Full-Stack Engineer @ Kettlemark - Oslo | Full-time", None, "Kettlemark"),
        ("Kettlemark (remote or local in Oslo, Norway). If you bake, write.", None, "Kettlemark"),
        ("--- About Kettlemark ---\nWe bake.", None, "Kettlemark"),
        ("Engineer - Oslo\n\nHi there. We are Kettlemark Bakery and are looking for bakers.", None, "Kettlemark Bakery"),
        ("# [苏州 - 蓝鲸科技]- 后端工程师", None, "蓝鲸科技"),
        ("【蓝鲸云校园招聘】内推", None, "蓝鲸云"),
        ("# 全球 TOP10 交易所招聘", None, None),
        ("### 15K/前端开发工程师", None, None),
        ("### 资深前端工程师\n\n腾讯微信支付团队招人。", None, "腾讯"),
        ("Senior Engineer at Kettlemark | Remote", None, "Kettlemark"),
        ("Machine Learning Engineer | https://kettlemark.io | Remote", None, "kettlemark"),
        ("Data Engineer | Kettlemark (Sweden) | Remote\nAt Kettlemark you work on data.", None, "Kettlemark"),
        ("Senior Machine Learning Engineer | Remote | Full-time", None, None),
        ("San Francisco, CA | Full-time | Onsite", None, None),
        ("We are looking for people who like C", None, None),
        ("the fact that nobody pays this amazes me", None, None),
        ("jane.doe@kettlemark.io | Remote", None, None),
        ("@kettlefan is looking for work", None, None),
        ("Stealth startup | ML engineer | NYC", None, None),
        ("Kettle Tech Startup | ML engineer | NYC", None, None),
        ("1 point by kettlefan 31 days ago | parent | next", None, None),
        ("https://github.com/some/thing | Remote", None, None),
        ("### 高级前端 / 蓝鲸云（Base 杭州）\n负责前端", None, "蓝鲸云"),
        ("# [广州/上海]蓝鲸科技-前端团队招聘\n## 业务", None, "蓝鲸科技"),
        ("# 【蓝鲸网络】【上海】 多个岗位", None, "蓝鲸网络"),
        ("# 杭州百川教育 招聘 前端开发工程师", None, "百川教育"),
        ("招人啦\n- 公司：蓝鲸软件\n- 职位：前端", None, "蓝鲸软件"),
        ("# 高级前端工程师\n坐标杭州", None, None),
        ("# 【深圳南山】招聘算法工程师", None, None),
        ("大家好，我们招聘前端", None, None),
        ("谁在招人？我在招人！\n人在青岛", None, None),
        ("### 高级 前端工程师\n做面包。", None, None),
        ("# 蓝鲸送你新年的第一个烤箱，快接！\n## 职责", None, "蓝鲸"),
        ("# 杭州某初创公司招聘全栈工程师", None, None),
        ("## 腾讯海鸥项目前端开发工程师\n岗位职责", None, "腾讯"),
        ("大家好，正在找人一起做新项目\n\n蓝鲸猫（Whalecat）是中国知名品牌", None, "蓝鲸猫"),
        ("欢迎投递\n\n**公司介绍**\n**蓝鲸纽扣软件有限公司**成立于2015年", None, "蓝鲸纽扣软件有限公司"),
        ("Oslo, Norway | Kettlemark | Data Engineer\nKettlemark makes kettles.", None, "Kettlemark"),
        ("Oslo | Data Engineer | Remote", None, None),
        ("kettlemark - Data Engineer - Oslo\nkettlemark makes kettles", None, "kettlemark"),
        ("Kettlemark / Boilboard | Data Engineer", None, "Kettlemark"),
        ("2 points by kettlefan 3 months ago\n\nKettlemark | Data Engineer | Oslo", None, "Kettlemark"),
        ("Rejoignez-nous chez Kettlemark ! Chez Kettlemark, on fait du thé.", None, "Kettlemark"),
        ("Kettlemark / Data Engineer / Oslo / Full-time\nWe make kettles.", None, "Kettlemark"),
        ("Oslo, Norway - Kettlemark - https://kettlemark.io - Full time", None, "Kettlemark"),
        ("Full-time | Oslo | Kettlemark | Onsite\nKettlemark makes kettles.", None, "Kettlemark"),
        ("Internet Kettles | Oslo | Full-time\nOslo is our home, Oslo!", None, "Internet Kettles"),
        ("[Kettle Foundation] | Engineer | Remote", None, "Kettle Foundation"),
        ("In The Kettle (inthekettle.io) | Engineer | Remote", None, "In The Kettle"),
        ("kettle.dev | Engineer | Remote", None, "kettle.dev"),
        ("Kettlemark Senior Engineer - Oslo https://kettlemark.io", None, "Kettlemark"),
        ("Hacker News Post - Who is hiring?\nKettlemark | Oslo | Full-time", None, "Kettlemark"),
        ("Oslo, Norway\n\nKettlemark (YC W30) is hiring two engineers.", None, "Kettlemark"),
        ("Senior Developer\nKettlemark is a maker of kettles. https://kettlemark.io", None, "Kettlemark"),
        ("Senior Developer\nPython is a language. We like Go.", None, None),
        ("Senior Developer\nPython is a plus. Python, Python.", None, None),
        ("Company: Kettlemark https://kettlemark.io\nLocation: Oslo", None, "Kettlemark"),
        ("We are Kettlemark. We boil.\nhttps://kettlemark.io/jobs", None, "Kettlemark"),
        ("Concevoir, tester et maintenir les outils", None, None),
        ("Consultant Data F/H\nVous aimez le thé.", None, None),
        ("Description du poste :\nBouilloire SA est un groupe de thé. Bouilloire SA recrute.", None, "Bouilloire SA"),
        ("Description du poste :\nNotre client est un groupe de thé.", None, None),
        ("### 公司名称\n蓝鲸科技\n### 地点\n杭州", None, "蓝鲸科技"),
        ("# 前端工程师\n## 关于 蓝鲸云\n我们在做云", None, "蓝鲸云"),
        ("感谢提供平台\n\n杭州蓝鲸纽扣科技有限公司\n前端工程师", None, "杭州蓝鲸纽扣科技有限公司"),
        ("前端工程师\n曾在南山蓝鲸软件有限公司实习", None, None),
        ("# 【上海】蓝鲸科技上海研发中心 招聘", None, "蓝鲸科技"),
        ("# 【蓝鲸纽扣】自研工具，急招前端\n蓝鲸纽扣是工具，蓝鲸纽扣好用", None, "蓝鲸纽扣"),
        ("# 金融事业部 前端工程师", None, None),
        ("我们是基础平台 —— 工具服务组", None, None),
        ("# 新能源汽车行业，急招前端", None, None),
        ("# 数字供应链事业部 急招前端", None, None),
        ("Software Engineer | Kettlemark (YC W30) | Oslo\nKettlemark makes kettles.", None, "Kettlemark"),
        ("Company: Kettlemark Labs Location: Oslo Role: Engineer", None, "Kettlemark Labs"),
        ("Statut : Employé Qui recrute ? Office des bouilloires Missions Nous aimons le thé", None, "Office des bouilloires"),
        ("kettlemark (https://www.kettlemark.example) - Software Engineers - Oslo, no remote", None, "kettlemark"),
        ("remote (https://remote.example) - Software Engineers - Oslo", None, None),
        ("Visa, Inc. | Oslo | Software Engineer", None, "Visa, Inc"),
        ("We are Kettlemark.\n\nWe make kettles.", None, "Kettlemark"),
        ("Software Developer | United Nations | Vienna | Onsite", None, "United Nations"),
        ("Software Developer | Docker | Vienna | Onsite\nDocks.", None, None),
        ("Senior Baker - Oslo\n\nKettlemark builds kettles. Write to jobs@kettlemark.example", None, "Kettlemark"),
        ("Kettlemark was founded to boil water. Kettlemark hires engineers", None, "Kettlemark"),
        ("关于我们\n我们是腾讯-面包的前端团队\n前端工程师", None, "腾讯"),
        ("我们是一个烤箱小分队，公司名Kettlemark。\n前端工程师", None, "Kettlemark"),
        ("# 拼多多烤箱增长部门招聘前端工程师", None, "拼多多"),
        ("我们是一个烤箱小分队，不是公司。\n前端工程师", None, None),
        ("### 【上海】美资外企iHerb烤箱岗招聘\n前端工程师", None, "iHerb"),
        ("# 小米武汉\n前端工程师", None, "小米"),
        ("\nEnd-to-end oven control 研发与落地，负责烤箱", None, None),
        ("地点：杭州\n前端工程师\n\n**关于 Kettlemark Inc**\n我们做烤箱", None, "Kettlemark Inc"),
        ("# **杭州壶洱网络科技有限公司**\n水壶团队，老板爱茶", None, "杭州壶洱网络科技有限公司"),
        ("Hacker News Posting\n\nKettle Club | Oslo | Engineer", None, "Kettle Club"),
        ("CLOSED - thanks for all the tea!\n\nKettlemark (seed) | Remote | Engineer", None, "Kettlemark"),
        ("https://kettlemark.army\nKettle's Army | Engineer | Remote", None, "Kettle's Army"),
        ("The Kettle Corporation (Oslo, Bergen) Full time - http://kettle.example/jobs", None, "The Kettle Corporation"),
        ("Oslo\n\nKettlemark\n\nRuby Engineer\n\nTea is cold. Kettlemark is here to change that. jobs@kettlemark.example", None, "Kettlemark"),
        ("Qui recrute ? Office des bouilloires L’Office est une administration", None, "Office des bouilloires"),
        ("We boil.", "Visa", "Visa"),
        ("1.公司简介\n蓝鲸云成立于2031年，专注烤箱", None, "蓝鲸云"),
        ("## [深圳] shopee前端工程师\n要求：成年人", None, "shopee"),
        ("**河岸大学软件学院高层次人才招聘启事**\n烤箱方向", None, "河岸大学"),
        ("## 依托某大学的技术，我们招前端", None, None),
        ("### 资深前端工程师\n![logo](https://example.com/a.png)\n美团外卖上海研发中心", None, "美团"),
        ("**【深圳】烤箱相关，初创公司**\n前端开发", None, None),
        # as boards publish: headings and tasks first, the employer in its sentences
        ("Overview\nAt Kettlemark, we bake bread.", None, "Kettlemark"),
        ("Overview\nWe bake bread.", None, None),
        ("Essential Duties & Responsibilities\nBread, daily.", None, None),
        ("RequirementsMinimum Qualifications\nBread.", None, None),
        ("Posted by:\nJane Doe\nJane Doe\nBread.", None, None),
        ("Install, configure and maintain ovens\nBread.", None, None),
        ("At Kettlemark, our mission is bread.", None, "Kettlemark"),
        ("kettlemark is a house of bread.\nhttps://kettlemark.example", None, "kettlemark"),
        ("Oslo Bread Lab - Oslo\nBakers at OBL knead. At OBL, we bake.", None, "Oslo Bread Lab"),
        ("Oslo, Norway - Kettlemark Bread\nKettlemark Bread bakes. At Kettlemark, we love Kettlemark Bread.", None, "Kettlemark Bread"),
        ("Oven Budgeting: plan the flour.\nBread.", None, None),
        ("About 9Kettles\nBread for nine.", None, "9Kettles"),
        ("Why Kettlemark?\nBread. Kettlemark is growing.", None, "Kettlemark"),
        ("Senior Baker\nYou bake.\nKettlemark Inc. is an equal opportunity employer.", None, "Kettlemark Inc"),
        ("Baker\nKettle Partners are partnered with a bakery.", None, "Kettle Partners"),
        ("Baker\nThe mission is bread. Kettlemark’s mission is to bake it.", None, "Kettlemark"),
        ("Baker\nJoin kettlemark today.\nAt kettlemark, we bake. https://kettlemark.example", None, "kettlemark"),
        ("Baker (m/w/d)\nDie Kessel AG ist einer der größten Hersteller von Tee.", None, "Kessel AG"),
        ("Boulanger H/F\nChez Bouilloire, nous aimons le pain.", None, "Bouilloire"),
        ("Mô tả công việc\nTại Kettlemark, chúng tôi nướng bánh.", None, "Kettlemark"),
        ("Senior Engineer\nWe offer Free Bread and Ovens Kettlemark is hiring bakers at Kettlemark. https://kettlemark.example", None, "Kettlemark"),
        ("Apply now\nThey are looking for a baker.", None, None),
        ("Senior Engineer\nMicrosoft Excel is a basic tool. Microsoft Excel!", None, None),
        ("Senior Engineer\nTennessee is the home of bread. Tennessee!", None, None),
        ("Senior Engineer\nWe used ovens at Kettlemark once.", None, None),
        ("Senior Engineer\nProcess is a company of its own: we like process.", None, None),
        ("", None, None),
    ],
)
def test_employer_name(text: str, employer: str | None, expected: str | None) -> None:
    assert employer_name(text, employer=employer) == expected


@pytest.mark.parametrize(
    "names",
    [
        ["Acme", "ACME Inc.", "Acme, LLC", "Acme (YC S19)", "acme.com", "The Acme Company", "Acme Ltd"],
        ["Café Olé SAS", "Cafe Ole", "CAFÉ OLÉ S.A.S."],
        ["Công ty TNHH Sông Hồng", "CÔNG TY CỔ PHẦN SÔNG HỒNG", "Cong ty TNHH MTV Song Hong"],
        ["北京蓝鲸科技有限公司", "蓝鲸科技", "蓝鲸"],
        ["Nordwind GmbH & Co. KG", "Nordwind"],
        ["字节跳动", "ByteDance", "北京字节跳动科技有限公司", "TikTok"],
        ["J.P. Morgan", "JPMorgan Chase & Co.", "JP Morgan"],
        ["Amazon.com Services LLC", "Amazon Web Services", "AWS", "Amazon"],
        ["Volkswagen AG Car Software", "VW"],
    ],
)
def test_one_employer_has_one_key(names: list[str]) -> None:
    keys = {employer_key(name) for name in names}
    assert len(keys) == 1
    assert re.fullmatch(r"[0-9a-f]{16}", keys.pop() or "")


def test_keys_are_repeatable_and_tell_employers_apart() -> None:
    assert employer_key("Kettlemark") == "593e2516aa6f274e"
    assert len({employer_key(name) for name in ["Acme", "Acme Foods", "Acne", "北京大学", "浙江大学"]}) == 5
    assert employer_key(None) is None
    assert employer_key("") is None
    assert employer_key("---") is None


@pytest.mark.parametrize(
    ("name", "text", "size", "expected"),
    [
        ("Kettlemark", "", "96 Employees", "startup"),
        ("Kettlemark", "", "1 to 50 employees", "startup"),
        ("Kettlemark", "", "201 to 500 employees", "unknown"),
        ("Kettlemark", "", "1001 to 5000 employees", "enterprise"),
        ("Kettlemark", "", "10,001+ employees", "enterprise"),
        ("Kettlemark", "", "2,500 (2026)", "enterprise"),
        ("Kettlemark", "", "11 to 50", "startup"),
        ("Kettlemark", "", "$5 to $10 million (USD)", "unknown"),
        ("Kettlemark", "", "Unknown", "unknown"),
        ("Kettlemark", "", "创业", "startup"),
        ("Kettlemark", "", "大厂", "enterprise"),
        ("Kettlemark", "", "外企", "enterprise"),
        ("Kettlemark", "We are a Series B startup of 250 people.", "250 Employees", "startup"),
        ("Kettlemark", "We move like a startup.", "12,000 Employees", "enterprise"),
        ("Kettlemark", "We serve Fortune 500 companies and startups.", None, "unknown"),
        ("Kettlemark", "We have over 12,000 employees in 30 countries.", None, "enterprise"),
        ("Kettlemark", "You will lead a team of 5 people.", None, "unknown"),
        ("Kettlemark", "Bring 5 years of experience at a startup.", None, "unknown"),
        ("Kettlemark", "Nous sommes 40 collaborateurs à Lyon.", None, "startup"),
        ("Kettlemark", "Mit 4.500 Mitarbeitern in Europa bauen wir Pumpen.", None, "enterprise"),
        ("Kettlemark", "公司员工3000人，业务覆盖全国。", None, "enterprise"),
        ("Kettlemark", "Chúng tôi có hơn 2.000 nhân viên.", None, "enterprise"),
        ("Kettlemark", "Join us on the ground floor.", None, "startup"),
        ("Kettlemark", "We are a small, bootstrapped SaaS company.", None, "startup"),
        ("Kettlemark", "Backed by Bird and Fox, top tier investors.", None, "startup"),
        ("Kettlemark", "公司2018年完成了A轮5000万元融资。", None, "startup"),
        ("Kettlemark", "Für unseren renommierten Kunden suchen wir dich.", None, "agency"),
        ("Kettlemark", "Association loi 1901, nous aidons les familles.", None, "public"),
        ("Amazon Picture Forecasting Team", "", None, "enterprise"),
        ("Amazon Resellers Alumni", "", None, "unknown"),
        ("Kettlemark", "We're a small, distributed team of makers.", None, "startup"),
        ("Kettlemark", "You run the early-stage design reviews.", None, "unknown"),
        ("Kettlemark", "非外包公司，直招前端。", None, "unknown"),
        ("Kettlemark", "有软件外包经验者勿扰。", None, "unknown"),
        ("Kettlemark", "Competitive salary and early-stage equity.", None, "startup"),
        ("Kettlemark", "You work directly with our founders.", None, "startup"),
        ("Kettlemark", "公司于去年完成了数千万元融资。", None, "startup"),
        ("Kettlemark", "公司去年完成E轮融资。", None, "unknown"),
        ("Kettlemark", "薪资对标大厂。", None, "unknown"),
        ("Kettlemark", "Java developer, 12 months, corp-to-corp.", None, "agency"),
        ("Kettlemark", "Buyers trade C2C on our market.", None, "unknown"),
        ("KETTLE RH", "Nous cherchons un comptable.", None, "agency"),
        ("BỆNH VIỆN SÔNG XANH", "", None, "unknown"),
        ("MINISTERE DES RIVIERES", "", None, "public"),
        ("Kettlemark", "L'association Kettlemark a pour ambition de planter des arbres.", None, "public"),
        (None, "Send it to jobs@siemens.com.", None, "enterprise"),
        (None, "投递：https://careers.tencent.com/apply", None, "enterprise"),
        (None, "Mail someone@siemens.com or someone@tencent.com.", None, "unknown"),
        (None, "Mail siemens@gmail.com.", None, "unknown"),
        (None, "We like https://www.siemens.com/news.", None, "unknown"),
        ("Kettlemark (YC P26)", "Kettle (YC P26) | Engineer", None, "startup"),
        ("Kettlemark", "We give 401k match for employees.", None, "unknown"),
        ("Kettlemark", "We have fewer than 100 employees.", None, "startup"),
        ("Kettlemark", "We have 100 employees.", None, "unknown"),
        ("Kettlemark", "Our pots are used by 100,000+ people every day.", None, "unknown"),
        ("Kettlemark", "Today 250,000 professionals across the valley trust Kettlemark.", None, "unknown"),
        ("Kettlemark", "You will hire 2 staff engineers.", None, "unknown"),
        ("Kettlemark", "Vous travaillerez au sein d'une équipe de 3 personnes.", None, "unknown"),
        ("Kettlemark", "技术团队 30 人，前端后端都有。", None, "unknown"),
        ("Kettlemark", "We are a small team that brews.", "646 Employees", "unknown"),
        ("Kettlemark", "We're 300 employees. Join us as a founding engineer for tea.", None, "unknown"),
        ("Kettlemark", "We sell to large publicly traded companies.", None, "unknown"),
        ("Kettlemark", "Tea is the world's largest market.", None, "unknown"),
        ("Kettlemark", "We aren't a start-up, but you will wear many hats.", None, "unknown"),
        ("Southport Foodbank", "", None, "public"),
        ("Foundation Kettles", "", None, "unknown"),
        ("Kettlemark Foundation Inc", "", None, "public"),
        ("Foundation for Kettles", "", None, "public"),
        ("Ngân hàng Sông Hồng – Hội Sở", "", None, "enterprise"),
        ("Sở Nông nghiệp Sông Xanh", "", None, "public"),
        ("ASS DES AMIS DU LAC", "", None, "public"),
        ("Kettlemark", "They are looking for a brewer to stir the pots.", None, "agency"),
        ("Kettlemark", "Kettles find what they are looking for.", None, "unknown"),
        ("Kettlemark", "The client is based in Leith and sells tea.", None, "agency"),
        ("Kettlemark", "A mill in Leith seeks a baker to join their growing bread team.", None, "agency"),
        ("Kettlemark", "USC, GC and H1B may apply.", None, "agency"),
        ("Kettlemark", "No H1B or OPT candidates please.", None, "unknown"),
        ("Kettlemark", "Gases are told apart by GC, GC/MS and LC.", None, "unknown"),
        ("Kettlemark", "La maison recherche pour son client, une ferme, un boulanger.", None, "agency"),
        ("Kettlemark", "There are about 60 of us.", None, "startup"),
        ("Kettlemark", "Backed by venture capital since spring.", None, "startup"),
        ("Kettlemark", "We are Kettlemark, a Y Combinator (W15) house of tea.", None, "startup"),
        ("Kettlemark", "A self-funded 2 year old startup.", None, "startup"),
        ("Kettlemark", "We lend, backed by tier 1 banks.", None, "unknown"),
        (None, "If you always wanted to join a startup, look elsewhere.", None, "unknown"),
        (None, "Stealth fintech | Engineers | Oslo", None, "startup"),
        ("Kettlemark", "Notre client du secteur du thé recherche une ingénieure.", None, "agency"),
        ("Kettlemark", "We design tools that help our client's business.", None, "unknown"),
        ("Kettle Bank", "We are a seed-stage startup of friends.", None, "startup"),
        ("Kettle France - Région Nord", "Data analyst.", None, "unknown"),
        ("Kettlemark", "Currently recruiting for a tea house.", None, "agency"),
        ("Kettlemark", "Currently recruiting for a data engineer.", None, "unknown"),
        ("Kettlemark", "Pour un de nos partenaires nous cherchons une ingénieure.", None, "agency"),
        ("Southport School of Public Health", "Data analyst.", None, "research"),
        ("U.S. Army Harbour Command", "Data analyst.", None, "public"),
        ("Kettlemark", "We are a team of 22 that brews.", None, "startup"),
        ("Kettlemark", "Kettlemark raised $12M from friends of tea.", None, "startup"),
        ("Kettlemark", "We help companies that raised $12M.", None, "unknown"),
        ("Kettlemark", "熟悉上市公司监管规则。", None, "unknown"),
        ("Kettlemark", "No text that tells.", None, "unknown"),
        (None, "", None, "unknown"),
    ],
)
def test_employer_kind(name: str | None, text: str, size: str | None, expected: str) -> None:
    assert employer_kind(name, text, size=size) == expected


@pytest.mark.parametrize(
    ("trade", "expected"),
    [
        ("Recruitment / Staffing", "agency"),
        ("Staffing & Outsourcing", "agency"),
        ("Colleges & Universities", "research"),
        ("Government", "public"),
        ("IT Services & Consulting", "unknown"),
        (None, "unknown"),
    ],
)
def test_a_trade_can_be_a_kind(trade: str | None, expected: str) -> None:
    assert employer_kind("Kettlemark", "You write Python.", trade=trade) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Kettle Staffing", "Our client, an investment bank, makes loans; its traders need you.", "finance"),
        (None, "Our client builds cars. You write Java and Kubernetes for its factories.", "manufacturing"),
        ("Kettle Software", "Our clients' banks and insurers need developers.", "technology"),
        ("BairesDev", "Our client is a bank; you write software for its loans and mortgages.", "finance"),
        ("BairesDev", "We need developers.", "technology"),
        ("Randstad", "We need Java developers.", "unknown"),
    ],
)
def test_a_recruiter_speaks_of_its_clients(name: str | None, text: str, expected: str) -> None:
    assert industry(name, text, kind="agency") == expected


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("Uber", 2012, "startup"),
        ("Uber", 2020, "enterprise"),
        ("OpenAI", 2019, "research"),
        ("Uber", None, "enterprise"),
    ],
)
def test_kinds_change_with_time(name: str, year: int | None, expected: str) -> None:
    assert employer_kind(name, "", year=year) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We're a startup at present, and hire a courier.", "startup"),
        ("We just closed our Series B.", "startup"),
        ("You like the pace: this is a startup-like team.", "enterprise"),
        ("You sell rides to series A startups.", "enterprise"),
        ("You do early-stage research.", "enterprise"),
    ],
)
def test_an_ad_knows_its_employer_better_than_the_shelf(text: str, expected: str) -> None:
    assert employer_kind("Uber", text, year=2020) == expected


@pytest.mark.parametrize(
    ("name", "text", "hint", "expected"),
    [
        ("Kettlemark", "", "IT Services & Consulting", "technology"),
        ("Kettlemark", "", "Biotech & Pharmaceuticals", "healthcare"),
        ("Kettlemark", "", "Banques", "finance"),
        ("Kettlemark", "", "Ngân hàng, CNTT - Phần mềm", "finance"),
        ("Kettlemark", "", "Computer Hardware & Software", "technology"),
        ("Kettlemark", "", "Recruitment / Staffing", "other"),
        ("Kettlemark", "", "-1", "unknown"),
        ("Kettlemark", "Benefits: medical, dental and vision insurance, 401k.", None, "unknown"),
        ("Kettlemark", "Equal opportunity regardless of veteran status. Bank holidays off.", None, "unknown"),
        ("Kettlemark", "Kettlemark runs hospitals. Our clinicians see patients.", "Internet", "healthcare"),
        ("Siemens Healthineers", "We build software for cars.", None, "healthcare"),
        ("Kettlemark", "Quant Dev | London. We live in the algo trading space.", None, "finance"),
        ("Kettlemark", "Join a team at Southport University.", None, "education"),
        ("Kettlemark", "You write backend services in Golang.", None, "technology"),
        ("Công ty Truyền thông và Công nghệ Sông Xanh", "", "IT Software/SaaS", "technology"),
        ("Công ty Truyền thông Sông Xanh", "", "IT Software/SaaS", "media"),
        ("PLATRERIE DUPONT", "", None, "other"),
        ("BOULANGERIE DU PONT", "", None, "retail"),
        ("Kettlemark", "Vos missions chez nos clients banques, assurances et mutuelles.", None, "unknown"),
        ("Kettlemark", "You wash and cut hair.", None, "unknown"),
        ("Kettlemark", "Kettlemark seeks software engineers. Apply by mail.", None, "technology"),
        (None, "Software engineers wanted. Apply by mail.", None, "unknown"),
        ("Kettlemark", "You know Python.", None, "unknown"),
        (
            "Kettlemark",
            "Your tasks are many. " * 30 + "Rides to patients. Letters of physicians are sorted.",
            None,
            "healthcare",
        ),
        (
            "Kettlemark",
            "Your tasks are many. " * 30 + "Rides to patients. Meals of restaurants.",
            None,
            "unknown",
        ),
        ("Kettlemark", "Kettlemark finds you the best housing.", None, "other"),
        ("Kettlemark", "You build our data warehousing.", None, "unknown"),
        ("Kettlemark", "Free parking and travel allowance.", None, "unknown"),
        ("Kettlemark", "Kettlemark is a betting exchange.", None, "media"),
        ("Kettlemark", "Kettlemark sells insurance.", "Software; Insurance; Cloud", "finance"),
        ("Kettlemark", "Kettlemark sells insurance.", "Software; Cloud", "technology"),
        ("Kettlemark", "Kettlemark is a consulting firm.", "IT Services & Consulting", "technology"),
        ("Kettlemark", "You stir. " * 60 + "About us:\n\nFor ten years, educators and pupils. Colleges too.", None, "education"),
        ("Kettlemark", "你写报表。" * 200 + "公司介绍\n成都水壶，多年来一直做家装。装修也做。", None, "other"),
        ("Formation", "", "Enterprise Software", "technology"),
        ("Formation Dupont", "", None, "education"),
        ("Kettlemark", "Financial aid, beauty of tea, defense in depth, technical audiences.", None, "unknown"),
        ("Kettlemark", "Technical debt, quality assurance, an AI factory, spatial computing.", None, "unknown"),
        ("Kettlemark", "Wir sind ein Ma\u00adschinen\u00adbau-Betrieb.", None, "manufacturing"),
        ("Kettlemark", "You stir. " * 60 + "\n\nIndustries\nComputer Software\nInsurance", None, "finance"),
        ("Kettlemark", "You stir. " * 60 + "\n\nIndustries\nConstruction\nFinancial Services", None, "unknown"),
        ("Kettlemark", "You count.\n\nIndustries\nInformation Technology and Services", None, "technology"),
        ("Cargill", "You stir.", "Food; Greentech; Logistics; Agriculture", "other"),
        ("Kettlemark", "We are known in electronic markets.", None, "finance"),
        ("Kettlemark", "We are a reforestation company: we plant trees.", None, "other"),
        ("Volvo Financial Services GmbH", "You count.", None, "finance"),
        ("Kettlemark", "我们专注于量化交易和高频交易。", None, "finance"),
        ("Kettlemark", "Kettlemark runs clinics. " + "You stir. " * 60 + "\n\nIndustries\nComputer Software\nInsurance", None, "healthcare"),
        (None, "", None, "unknown"),
    ],
)
def test_industry(name: str | None, text: str, hint: str | None, expected: str) -> None:
    assert industry(name, text, hint=hint) == expected


ANY_TEXT = st.text(max_size=300) | st.text(
    alphabet="Aa |-—()（）【】.公司招聘北京@/:\n0123 startupbank", max_size=300
)


@given(text=ANY_TEXT, name=st.none() | st.text(max_size=60), size=st.none() | st.text(max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_string_gets_an_answer(text: str, name: str | None, size: str | None) -> None:
    found = employer_name(text, employer=name)
    assert found is None or found.strip()
    assert found is None or "@" not in found or not re.search(r"\w@\w+\.", found)
    assert employer_kind(name, text, size=size) in KINDS
    assert industry(name, text, hint=size) in INDUSTRIES
    key = employer_key(name)
    assert key is None or re.fullmatch(r"[0-9a-f]{16}", key)


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzéü ", min_size=3, max_size=30).filter(
        lambda name: len(name.split()) > 0
    )
)
@settings(max_examples=150, deadline=None)
def test_case_and_legal_form_do_not_change_the_key(name: str) -> None:
    stem = f"zz{name} quark"
    assert employer_key(stem.upper()) == employer_key(stem)
    assert employer_key(f"{stem}, Inc.") == employer_key(stem)
    assert employer_key(f"{stem} (YC W21)") == employer_key(stem)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a ",
        "| ",
        "1,000 ",
        "( ",
        "[",
        "公司",
        "公司：",
        "我们是",
        "We are a ",
        "small team, ",
        "www.a.",
        "not-",
        "\n",
        "<",
        "about us\n",
        "关于我们 ",
        "to join their a ",
        "raised over ",
        "one of our a, ",
        "company a, ",
        "there are ",
    ],
)
def test_no_text_takes_long(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    with at_most(1):
        employer_name(text)
        employer_name("", employer=text)
        employer_kind(text[:100], text, size=text)
        industry(text[:100], text, hint=text)
        employer_key(text)


@pytest.mark.corpora
def test_real_size_fields_are_read(corpora: Path) -> None:
    path = corpora / "glassdoor-ds-us-2020" / "glassdoor_jobs.csv.gz"
    with io.TextIOWrapper(gzip.open(path), "utf-8") as lines:
        rows = list(csv.DictReader(lines))[:300]
    large = [row for row in rows if row["Size"].startswith(("1001", "5001", "10000"))]
    kinds = [employer_kind(None, "", size=row["Size"]) for row in large]
    assert set(kinds) == {"enterprise"}
    names = [employer_name("", employer=row["Company Name"]) for row in rows]
    assert all(name and "\n" not in name for name in names)
