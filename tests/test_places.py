"""Where a job can be done: fields, header lines, sentences, and names that mean several places."""

from __future__ import annotations

import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import at_most

from jobmarket.catalog import shelf
from jobmarket.extract.places import Located, places
from jobmarket.extract.places.gazetteer import fold, gazetteer

REGIONS = {"north-america", "latin-america", "europe", "asia", "oceania", "middle-east", "africa"}


def test_each_country_of_iso_3166_is_in_exactly_one_region() -> None:
    listed = [country for region in shelf("regions")["region"] for country in region["countries"]]
    assert sorted(listed) == sorted(row.alpha_2 for row in pycountry.countries)


def test_the_seven_regions_have_labels() -> None:
    assert {region["name"] for region in shelf("regions")["region"]} == REGIONS
    assert all(region["label"] for region in shelf("regions")["region"])


def test_words_for_several_places_name_known_regions_and_countries() -> None:
    known = {row.alpha_2 for row in pycountry.countries}
    for group in shelf("regions")["group"]:
        assert set(group.get("regions", ())) <= REGIONS
        assert set(group.get("countries", ())) <= known
        assert group.get("regions") or group.get("countries")


def test_every_region_word_is_found() -> None:
    for region in shelf("regions")["region"]:
        for word in region["words"]:
            assert region["name"] in places("", location=word).regions, word


def test_every_meaning_lies_in_a_country_with_a_region() -> None:
    book = gazetteer()
    countries = {m.country for meanings in book.names.values() for m in meanings if m.country}
    assert countries <= set(book.region_of)


def test_every_shelf_city_comes_out_in_its_english_form() -> None:
    for country, cities in shelf("places")["cities"].items():
        for name, words in cities.items():
            for word in (name, *words):
                meanings = gazetteer().names[fold(word)]
                assert any(m.name == name and m.country == country for m in meanings), (word, name)


def test_every_unmistakable_city_gives_its_country() -> None:
    for country, names in shelf("places")["unmistakable"].items():
        for name in names:
            assert places("", location=name).countries == (country,), name


def test_every_area_lies_in_its_country() -> None:
    for name, code in shelf("places")["areas"].items():
        assert places("", location=name).countries == (code[:2],), name


FIELDS: list[tuple[str, str, str]] = [
    # location field, countries, cities
    ("Pittsburgh, PA 15289", "US", "Pittsburgh"),
    ("Bangalore/Bengaluru, Mumbai (All Areas)", "IN", "Bengaluru, Mumbai"),
    ("92 - Châtenay-Malabry", "FR", "Châtenay-Malabry"),
    ("75 - Paris 9e Arrondissement", "FR", "Paris"),
    ("69 - LYON 04", "FR", "Lyon"),
    ("92 - Hauts-de-Seine", "FR", ""),
    ("Remote (United States | Canada)", "CA US", ""),
    ("New York City, NY; San Francisco, CA", "US", "New York, San Francisco"),
    ("San Fransisco or Toronto", "CA US", "San Francisco, Toronto"),
    ("Hồ Chí Minh, Hà Nội", "VN", "Hanoi, Ho Chi Minh City"),
    ("Phường Cầu Giấy", "VN", "Hanoi"),
    ("Phường Đức Nhuận", "VN", "Ho Chi Minh City"),
    ("Hồ Chí Minh (mới) & Hà Nội", "VN", "Hanoi, Ho Chi Minh City"),
    ("Berlin, DEU", "DE", "Berlin"),
    ("IND", "IN", ""),
    ("Mexico City, Mexico", "MX", "Mexico City"),
    ("2 Locations", "", ""),
    ("San Francisco, CA - US", "US", "San Francisco"),
    ("Zürich, CH", "CH", "Zurich"),
    ("GB / DE / FR / DK / Remote (GB; DE; FR; DK)", "DE DK FR GB", ""),
    ("Köln, Stuttgart, Wien", "AT DE", "Cologne, Stuttgart, Vienna"),
    ("bundesweit", "DE", ""),
    ("Frankfurt (Main)", "DE", "Frankfurt"),
    ("Remote, US", "US", ""),
    ("Remote US Canada", "CA US", ""),
    ("Singapore", "SG", "Singapore"),
    ("Luxembourg", "LU", ""),
    ("Lebanon, NH", "US", "Lebanon"),
    ("Sausalito, CA", "US", "Sausalito"),
    ("Brisbane, California, United States", "US", "Brisbane"),
    ("Bremen, Essen, Flensburg", "DE", "Bremen, Essen, Flensburg"),
    ("New York, NY 10018 (Murray Hill area)", "US", "New York"),
    ("Chennai(Mylapore)", "IN", "Chennai"),
    ("CA, US", "US", ""),
    ("US-CA-San Francisco", "US", "San Francisco"),
    ("Boston / Cambridge", "US", "Boston, Cambridge"),
    ("Bayan Lepas, Penang, Malaysia", "MY", "Bayan Lepas, Penang"),
    ("Hybrid - Kolkata, Hyderabad, Delhi / NCR", "IN", "Delhi, Hyderabad, Kolkata"),
    ("Pune, United States (USA)", "IN US", "Pune"),
    ("Ho Chi Minh", "VN", "Ho Chi Minh City"),
    ("北京/上海/远程", "CN", "Beijing, Shanghai"),
    ("Kakinada", "IN", "Kakinada"),
    ("Georgia", "", ""),
    ("Bangalore Rural, India", "IN", "Bengaluru"),
    ("Georgia, US", "US", ""),
    ("GB / FR / NO / DK / SE / Remote (GB; FR; NO)", "DK FR GB NO SE", ""),
    ("São Paulo, SP, Brasil", "BR", "São Paulo"),
    ("Stuttgart-Vaihingen", "DE", "Stuttgart"),
    ("Köln-Bonn", "DE", "Bonn, Cologne"),
    ("Remote (DE/AT/CH)", "AT CH DE", ""),
    ("Québec, QC", "CA", "Quebec City"),
    ("Remote US (not CA or NY)", "US", ""),
    ("CA, NY, TX, WA", "US", "New York"),
    ("Acme Norway", "NO", ""),
    ("Puerto Rico", "PR", ""),
    ("Warsaw, IN", "US", "Warsaw"),
    ("Greensburg, IN", "US", "Greensburg"),
    ("Beachwood, OH", "US", "Beachwood"),
    ("Yorkshire, VA", "US", "Yorkshire"),
    ("Remote, OR", "", ""),
    ("Hull, UK", "GB", "Kingston upon Hull"),
    ("Anywhere", "", ""),
    ("International", "", ""),
    ("Zürich od. remote", "CH", "Zurich"),
    ("Raum Stuttgart", "DE", "Stuttgart"),
    ("D-20095 Hamburg", "DE", "Hamburg"),
    ("Berlin-Mitte", "DE", "Berlin"),
    ("Hamburg (Altona)", "DE", "Hamburg"),
    ("Wien, Favoriten", "AT", "Vienna"),
    ("Landshut bei München", "DE", "Landshut"),
    ("Lüneburg (nahe Hamburg)", "DE", "Lüneburg"),
    ("LA, CA", "US", "Los Angeles"),
    ("SF/NYC/LDN", "GB US", "London, New York, San Francisco"),
    ("Republic of Georgia", "GE", ""),
    ("Pan India", "IN", ""),
    ("Remote, not UK", "", ""),
    ("Hanau", "DE", "Hanau"),
    ("Hamburg Zentrale", "DE", "Hamburg"),
    ("Klagenfurt", "AT", "Klagenfurt"),
    ("Bay Area, CA", "US", ""),
    ("Paris; London; Luxembourg", "FR GB LU", "London, Luxembourg, Paris"),
    ("Luxembourg", "LU", ""),
    ("Wake County, NC", "US", ""),
    ("Manchester City Centre", "GB", "Manchester"),
    ("Kirchmoor bei Hamburg", "DE", "Kirchmoor"),
    ("Amsterdam, NH, NL", "NL", "Amsterdam"),
    ("Haifa, Haifa District, Israel", "IL", "Haifa"),
    ("Remote (Africa, Central & South America)", "", ""),
    ("Remote - Kosovo", "", ""),
]


@pytest.mark.parametrize(("location", "countries", "cities"), FIELDS, ids=[row[0] for row in FIELDS])
def test_location_fields(location: str, countries: str, cities: str) -> None:
    found = places("", location=location)
    assert " ".join(found.countries) == countries
    assert ", ".join(found.cities) == cities


PROSE = "Fine work for fine folk, and plenty of it all year round. " * 20 + "\n"
TEXTS: list[tuple[str, str, str, str]] = [
    # text, countries, cities, regions named without their countries
    ("Maps.example Amsterdam, the Netherlands", "NL", "Amsterdam", ""),
    ("Acme | REMOTE in NA | Full-time", "", "", "north-america"),
    ("Acme | Remote (NA/EU)", "", "", "europe north-america"),
    ("Acme | Salary: NA | Berlin", "DE", "Berlin", ""),
    ("Acme | NYC (Soho) | ONSITE", "US", "New York", ""),
    ("Acme | Bucks County, PA | Full-time", "US", "", ""),
    ("Location: Salt Lake City & Davis County, UT", "US", "Salt Lake City", ""),
    ("Acme GmbH * https://acme.example * Full Time * Onsite lovely Berlin", "DE", "Berlin", ""),
    ("Society for Open Maps. Oslo, Norway.\n\nWe draw.", "NO", "Oslo", ""),
    ("Acme | Cape Town, SA", "ZA", "Cape Town", ""),
    ("We serve customers in Berlin, Paris and Rome. Remote.", "", "", ""),
    (PROSE + "Location: Leonberg", "DE", "Leonberg", ""),
    (PROSE + "Work at one of our hub locations: Tampa, FL; Dallas, TX", "US", "Dallas, Tampa", ""),
    (PROSE + "Locations:\n\n- 12 Mill Street S, Iselin, NJ 08830\n- 9 E 4th St., Boston, MA", "US", "Boston, Iselin", ""),
    ("Acme | Remote | Full-time\n\nCandidates must be US residents.", "US", "", ""),
    ("Acme | Remote | Several roles\n\n" + PROSE + "\n[1] Mapper (US/Canada)\n\n[2] Painter (Ireland)", "CA IE US", "", ""),
    ("山海公司招人\n\n我们在业内领先，是中国最好的地图，用户很多。\n\n## 画师【杭州】\n\n画图", "CN", "Hangzhou", ""),
    ("山海公司招人\n\n我们在业内领先，地图很好。\n\n- 用户覆盖美国，加拿大和英国等多个大国。", "", "", ""),
    ("山海公司招人\n\n我们 base 地主要在杭州/深圳。", "CN", "Hangzhou, Shenzhen", ""),
    ("山海公司招人\n\n工作地点：广州 ｜ 珠海", "CN", "Guangzhou, Zhuhai", ""),
    ("山海公司招人\n\n工作地点：北京（总部）、武汉", "CN", "Beijing, Wuhan", ""),
    ("Poste en télétravail depuis la France", "FR", "", ""),
    ("Acme | Berlin, Germany or Remote (EU) | Full-time", "DE", "Berlin", "europe"),
    ("Acme - Austin, TX - Full-time", "US", "Austin", ""),
    ("Acme | London, Ontario | onsite", "CA", "London", ""),
    ("Acme | Cambridge, MA | ONSITE", "US", "Cambridge", ""),
    ("Acme | Cambridge, UK | ONSITE", "GB", "Cambridge", ""),
    ("Acme | Cambridge | ONSITE", "", "Cambridge", ""),
    ("Acme | Paris, TX", "US", "Paris", ""),
    ("Acme | London, Paris | Full-time", "FR GB", "London, Paris", ""),
    ("Acme | Remote, OR", "", "", ""),
    ("Acme | Portland, OR", "US", "Portland", ""),
    ("Acme | Vancouver, WA", "US", "Vancouver", ""),
    ("Acme | Vancouver | onsite", "CA", "Vancouver", ""),
    ("Acme | San Jose | onsite", "", "San Jose", ""),
    ("Acme | San Jose or San Francisco | onsite", "US", "San Francisco, San Jose", ""),
    ("Acme | Birmingham, AL", "US", "Birmingham", ""),
    ("Acme | Melbourne, FL", "US", "Melbourne", ""),
    ("Acme | Perth, WA", "AU", "Perth", ""),
    ("Acme | Toronto, CA", "CA", "Toronto", ""),
    ("Acme | Dublin, CA", "US", "Dublin", ""),
    ("Acme | Wilmington, DE", "US", "Wilmington", ""),
    ("Acme | Indianapolis, IN", "US", "Indianapolis", ""),
    ("Acme | Bangalore, IN", "IN", "Bengaluru", ""),
    ("Acme | SF, LA, NYC | ONSITE", "US", "Los Angeles, New York, San Francisco", ""),
    ("Acme | Lafayette, LA | ONSITE", "US", "Lafayette", ""),
    ("Acme | Washington, DC", "US", "Washington", ""),
    ("Acme | DC | onsite", "US", "Washington", ""),
    ("Acme | Atlanta, Georgia", "US", "Atlanta", ""),
    ("Acme | Tbilisi, Georgia", "GE", "Tbilisi", ""),
    ("Bangalore | India", "IN", "Bengaluru", ""),
    ("Acme | Canada or US, Pacific Timezone", "CA US", "", ""),
    ("Acme | London | REMOTE optional (UK or nearby timezone required)", "GB", "London", ""),
    ("Acme - Harbor Springs, MI.", "US", "Harbor Springs", ""),
    ("Acme | America/New_York", "", "", ""),
    ("我们是一家美国公司，远程", "", "", ""),
    ("Acme | Georgia | Remote", "", "", ""),
    ("Acme | Bay Area | Full-time", "US", "", ""),
    ("Acme | DACH | remote", "AT CH DE", "", ""),
    ("Acme | REMOTE (US/Canada)", "CA US", "", ""),
    ("Acme | REMOTE (US, CA)", "CA US", "", ""),
    ("Acme | REMOTE (US, CAN and UK)", "CA GB US", "", ""),
    ("Acme | REMOTE (AU preferred) | 100k AUD", "AU", "", ""),
    ("Acme | Remote worldwide", "", "", ""),
    ("Acme | Remote - EMEA", "", "", "africa europe middle-east"),
    ("Acme | Remote (LatAm)", "", "", "latin-america"),
    ("Acme | REMOTE (EU time zone)", "", "", ""),
    ("Acme | REMOTE (US timezones)", "", "", ""),
    ("Acme | Remote (CET ± 2)", "", "", ""),
    ("Acme | Remote (PST/EST)", "", "", ""),
    ("Acme | Berlin or Remote (EU time zones)", "DE", "Berlin", ""),
    ("Acme | USA only | Remote", "US", "", ""),
    ("Acme | Remote (US only, except California)", "US", "", ""),
    ("Acme | U.S. | Remote", "US", "", ""),
    ("JOIN US | Remote", "", "", ""),
    ("The New York Times | Remote", "", "", ""),
    ("Boston Dynamics | Waltham, MA | Onsite", "US", "Waltham", ""),
    ("Bank of America | Charlotte, NC", "US", "Charlotte", ""),
    ("Phoenix | Elixir developer | London", "GB", "London", ""),
    ("London, UK - full time developers", "GB", "London", ""),
    ("Boston ONSITE", "US", "Boston", ""),
    ("Acme (San Francisco, CA) is looking for engineers:", "US", "San Francisco", ""),
    ("Acme is hiring engineers in Chicago to mend things", "US", "Chicago", ""),
    ("acme | full-time in-person in san francisco, ca", "US", "San Francisco", ""),
    ("Acme (http://berlin.example.com) | Oslo", "NO", "Oslo", ""),
    ("Madison WI, New York and Vancouver - engineers", "CA US", "Madison, New York, Vancouver", ""),
    ("Acme makes CI/CD and AI/ML tools for US customers.", "", "", ""),
    ("We are based in Munich. Our customers in Tokyo love us.", "DE", "Munich", ""),
    ("Founded by two friends.\nOur investors are in London.\nLocation: Lisbon, Portugal", "PT", "Lisbon", ""),
    ("A fine team.\n\nYou will work at our Amsterdam office.", "NL", "Amsterdam", ""),
    ("A fine team.\n\nWe are a Berlin-based startup.", "DE", "Berlin", ""),
    ("Acme | Remote\n\nYou must be based in Canada.", "CA", "", ""),
    ("Acme | Remote\n\nWe are based in Atlanta and you must live in Canada.", "CA", "", ""),
    ("A fine team.\n\nClients based in Paris trust our tools.", "", "", ""),
    ("A fine team.\n\nFriends of ours studied in Oxford.", "", "", ""),
    ("某某公司\n工作地点：北京/上海", "CN", "Beijing, Shanghai", ""),
    ("【杭州】某某科技招前端", "CN", "Hangzhou", ""),
    ("某某科技，国内领先\n\n### 工作地点\n深圳、西安", "CN", "Shenzhen, Xi'an", ""),
    ("坐标上海，可远程", "CN", "Shanghai", ""),
    ("某某招工程师（香港／台北）", "HK TW", "Hong Kong, Taipei", ""),
    ("清北背景团队\n毕业于北京大学\n地点：广州", "CN", "Guangzhou", ""),
    ("Standort: München oder Köln", "DE", "Cologne, Munich", ""),
    ("Nous recrutons.\nLieu : Île-de-France\nTélétravail partiel", "FR", "", ""),
    ("Địa điểm: Quận 1, TP.HCM", "VN", "Ho Chi Minh City", ""),
    ("Địa điểm làm việc: Đà Nẵng", "VN", "Da Nang", ""),
    ("【杭州/西安】北极科技招聘\n工作地点：上海", "CN", "Hangzhou, Shanghai, Xi'an", ""),
    ("Acme | Remote | Full-time Location: Hong Kong https://example.com/about", "HK", "Hong Kong", ""),
    ("Acme | Zürich od. remote | 80-100%", "CH", "Zurich", ""),
    ("Acme | Raum Stuttgart | hybrid", "DE", "Stuttgart", ""),
    ("Acme | Frankfurt a.M. / Home-Office", "DE", "Frankfurt", ""),
    ("Acme | Đà Nẵng hoặc remote", "VN", "Da Nang", ""),
    ("Acme | Berlin-Kreuzberg | onsite", "DE", "Berlin", ""),
    ("Acme | Remote (9am-5pm London time)", "", "", ""),
    ("Acme | Remote (must overlap 4h with Berlin)", "", "", ""),
    ("Acme | London | Full time", "GB", "London", ""),
    ("Acme | Cambridge, MA (Eastern Time)", "US", "Cambridge", ""),
    ("Acme | Oslo | Perm, onsite", "NO", "Oslo", ""),
    ("Acme | Garching, Germany | onsite", "DE", "Garching", ""),
    ("Acme | Backend, Payments, Germany | remote", "DE", "", ""),
    ("某某科技\n**工作地点**：成都", "CN", "Chengdu", ""),
    ("某某科技\n**岗位** 后端\n地址：杭州市余杭区", "CN", "Hangzhou", ""),
    ("Acme - New York City Looking for: engineers", "US", "New York", ""),
    ("Company: Acme Oxen (AO)\n\nLocation: Tokyo\n\nVisa: we help", "JP", "Tokyo", ""),
    ("Acme. Go and Rust folk in LYON, France or Oslo", "FR NO", "Lyon, Oslo", ""),
    ("Acme | Baker | Kooskia, ID | Full-time", "US", "Kooskia", ""),
    ("Fine work. " * 30 + "We are hiring in TP.HCM. Come along. Fees are in U.S. dollars.", "VN", "Ho Chi Minh City", ""),
    ("Acme | Remote (US – NY, OH, WA)", "US", "New York", ""),
    ("Fine work. " * 30 + "Written by us Location: Bay Area, CA About the role", "US", "", ""),
    ("Fine work.\n\nRole location : Amsterdam.", "NL", "Amsterdam", ""),
    ("某某科技\n工作地点支持：上海 / 成都办公", "CN", "Chengdu, Shanghai", ""),
    ("某某科技\n工区地址为杭州西溪园、成都天府谷，欢迎你", "CN", "Chengdu, Hangzhou", ""),
    ("某某科技\n工作地点：\n - 广州-天河区\n - 武汉-江夏区\n\n薪资 20k", "CN", "Guangzhou, Wuhan", ""),
    ("【广州】某某科技招后端\n总部位于巴黎，业务遍布全球", "CN", "Guangzhou", ""),
    ("某某科技诚聘英才\n" + "我们做好产品。" * 40 + "\n总部位于青岛，欢迎你", "CN", "Qingdao", ""),
    ("某某科技诚聘英才\n" + "我们做好产品。" * 40 + "\n研发中心分别在西安和成都。", "CN", "Chengdu, Xi'an", ""),
    ("某某科技诚聘英才\n" + "我们做好产品。" * 40 + "\n\n**后端工程师**\n\n**南京|西安**\n\n职责：", "CN", "Nanjing, Xi'an", ""),
    (PROSE + "Job posting\n\nLocation: Wharram/Leeds or Bristol", "GB", "Bristol, Leeds", ""),
    (PROSE + "Location: 12 Mill Lane, Leeds", "GB", "Leeds", ""),
    (PROSE + "Preferred locations:\n- Oslo\n- Bergen\n\nPay: fair", "NO", "Bergen, Oslo", ""),
    (PROSE + "We are seeking a data\nengineer in Oslo, Bergen, and\nTrondheim. Come.", "NO", "Bergen, Oslo, Trondheim", ""),
    (PROSE + "Our engineers in Oslo made it.", "", "", ""),
    (PROSE + "Pay is told by place.\nHartford, CT: $90,000 - $99,000\nNew\nYork, NY: $95,000", "US", "Hartford, New York", ""),
    (PROSE + "We are an old family shop in Oslo, and we hire.", "NO", "Oslo", ""),
    (PROSE + "Come, join our growing team in Oslo!", "NO", "Oslo", ""),
    (PROSE + "We are located near the old pier in Oslo.", "NO", "Oslo", ""),
    (PROSE + "Payments Lead (Remote, Norway) - acme.example", "NO", "", ""),
    (PROSE + "\n2) Payments - Oslo - Lead\n\n3) Rails - Bergen - Lead\n", "NO", "Bergen, Oslo", ""),
    (PROSE + "Made by people with love\nEurope, and beyond.", "", "", ""),
    ("Acme | Ops | SW Oregon | onsite", "US", "", ""),
    ("Acme | Robots | WA, UT, CO | onsite", "US", "", ""),
    (PROSE + "\nUS Candidates Only: your rights at work\n\nCalifornia applicants only\n", "", "", ""),
    (PROSE + "\n- State of New York: $100,000\n", "", "", ""),
    ("Acme | Ops | bundesweit / remote", "DE", "", ""),
    ("Acme | Ops | Sydney CBD | onsite", "AU", "Sydney", ""),
    ("Acme | Ops | remote (DE/AT/CH)", "AT CH DE", "", ""),
    ("Acme | Ops | AI/ML/QA | remote", "", "", ""),
    ("Acme | Ops | Sophia Antipolis", "FR", "Sophia Antipolis", ""),
    ("# 某某技术部招聘 南京&苏州两地可选\n\n地址：南京市江宁区", "CN", "Nanjing, Suzhou", ""),
    ("# 巴黎某某（成都）招聘\n\n地址：成都市高新区", "CN", "Chengdu", ""),
    ("Base地点：北京-西二旗总部/上海-张江", "CN", "Beijing, Shanghai", ""),
    ("某某科技\n工作地点：浙江省杭州市西湖区", "CN", "Hangzhou", ""),
    ("Fine nets for small and great SF / LDN / Oslo | full-time", "GB NO US", "London, Oslo, San Francisco", ""),
    ("Acme | Ops | Oslo (hybrid)\n\n" + PROSE + "You must be based in Oslo or Bergen.", "NO", "Bergen, Oslo", ""),
    ("Acme | Ops | Oslo\n\n" + PROSE + "We are hiring in Paris next year.", "NO", "Oslo", ""),
    (PROSE + "We are a team of 25 in Oslo.", "NO", "Oslo", ""),
    (PROSE + "You work at the Old Pier Campus in\nOslo, near the sea.", "NO", "Oslo", ""),
    (PROSE + "Offices in either Oslo \U0001f1f3\U0001f1f4 , Paris \U0001f1eb\U0001f1f7 or Spain", "ES FR NO", "Oslo, Paris", ""),
    ("DC/VA/NC - Acme - Ops", "US", "Washington", ""),
    ("Acme | NYC, WA, GA | onsite", "US", "New York", ""),
    ("Acme | LA, NY, NC, Oslo", "NO US", "Los Angeles, New York, Oslo", ""),
    ("Acme | Remote (US, CA, UK)", "CA GB US", "", ""),
    ("Acme | Ops | Oslo or remote within europe", "NO", "Oslo", "europe"),
    ("Acme | Ops | Contract to Hire | remote", "", "", ""),
    ("Acme | Ops | Quincy, MA (near Boston, MA) and Ventura, CA", "US", "Quincy, Ventura", ""),
    ("Acme | Ops | PDX, ATX or LON", "GB US", "Austin, London, Portland", ""),
    ("Location: OSLO (old Oslo pier) or Paris - fun", "FR NO", "Oslo, Paris", ""),
    ("We sell nets to all small and great\nharbours in the U.S. More than 20 have\nbought one.", "", "", ""),
    (PROSE + "We can only consider candidates resident in Norway.", "NO", "", ""),
    ("Fine work.\n\n- Location: Remote-first (Norway; Sweden)", "NO SE", "", ""),
    ("Fine work. " * 30 + "$70K - $90K • Oslo, NO / Remote (NO) Job type Full-time", "NO", "Oslo", ""),
    ("某某科技\n#### 工作地址\r\n> 合肥市某某路 5 号", "CN", "Hefei", ""),
    ("某某科技\r\n工作地点\r\n----------\r\n深圳市\r\n", "CN", "Shenzhen", ""),
    ("某某科技\n__[base]__\n北京、杭州", "CN", "Beijing, Hangzhou", ""),
    ("某某科技招画师\n画图部 | 全职\n北京市 · 海淀区\n职责：画图", "CN", "Beijing", ""),
    ("某某科技\n地址：江苏省无锡市某某道 9 号\n  浙江省杭州市某某路 3 号\n欢迎你", "CN", "Hangzhou, Wuxi", ""),
    ("某某科技\n地址：上海市南京西路 1 号", "CN", "Shanghai", ""),
    ("Acme https://acme.example/jobs Full Time in Oslo, Norway, ONSITE", "NO", "Oslo", ""),
    ("Acme https://acme.example/jobs We mend nets for folk of Oslo, Norway", "", "", ""),
    (PROSE + "\n- Painter (Bellevue, WA) - https://acme.example/1\n", "US", "Bellevue", ""),
    ("Acme | ONSITE | Zaventem", "BE", "Zaventem", ""),
    ("Acme | AMA | remote", "", "", ""),
    ("Acme | Essen, Bochum, Dortmund", "DE", "Bochum, Dortmund, Essen", ""),
    ("Painter (m/w/d) München", "DE", "Munich", ""),
    ("Painter (all genders) München", "DE", "Munich", ""),
    ("Acme | Painter | Oslo As a painter at Acme you paint.", "NO", "Oslo", ""),
    ("Acme | Bethesda, Md | onsite", "US", "Bethesda", ""),
    ("Acme | San Francisco's Mission District | onsite", "US", "San Francisco", ""),
    ("Acme | Santa Monica, CA (Los Angeles area) | onsite", "US", "Santa Monica", ""),
    ("Acme | Peru, IN", "US", "Peru", ""),
    ("Acme | Remote (Poland, NY)", "PL US", "New York", ""),
    ("Acme | Frankfurt (Oder)", "DE", "Frankfurt (Oder)", ""),
    ("Acme (HQ: Boston) | Remote (EU)", "", "", "europe"),
    ("Acme (HQ: Boston) | Remote (US)", "US", "Boston", ""),
    ("Phoenix/Elixir painter - remote", "", "", ""),
    ("Acme | C++, GCC, Linux | remote", "", "", ""),
    ("Acme | Remote (anywhere but the US)", "", "", ""),
    ("Acme | Remote (CO, NY, and WA excluded)", "", "", ""),
    ("Acme | Remote | Roles (REMOTE, non US)", "", "", ""),
    ("Acme | Remote\n\nWe do not accept candidates from India.", "", "", ""),
    ("Acme | Remote\n\nYou do not need to be located in Oslo.", "", "", ""),
    ("Acme | Remote\n\nWe hire all over the globe (not just US only).", "", "", ""),
    ("Acme | Remote\n\nWe make buying nets anywhere in Europe easy.", "", "", ""),
    ("Acme | Remote\n\nVoted the best place to work in Oslo.", "", "", ""),
    ("Acme | Remote\n\nWork from anywhere in North or South America.", "", "", "latin-america north-america"),
    ("Our headquarters are in Tokyo, but this role is based in Osaka.", "JP", "Osaka", ""),
    ("HQ in Paris. The role is fully remote from anywhere in Europe.", "", "", "europe"),
    ("We serve banks in Zurich. Our office is in Lyon.", "FR", "Lyon", ""),
    (PROSE + "We have many clients and offices in Oslo and Bergen.", "NO", "Bergen, Oslo", ""),
    (PROSE + "Note that this role requires you to be in Oslo or Bergen.", "NO", "Bergen, Oslo", ""),
    (PROSE + "We are hiring painters for our Oslo and Bergen offices.", "NO", "Bergen, Oslo", ""),
    (PROSE + "We're in Oslo near the old pier.", "NO", "Oslo", ""),
    (PROSE + "Arbeitsort ist Rothenburg ob der Tauber", "DE", "Rothenburg ob der Tauber", ""),
    ("Acme | USA | Full-time\n\n" + PROSE + "Location: Birmingham, AL", "US", "Birmingham", ""),
    ("Acme | Norway | Full-time\n\n" + PROSE + "We are a small firm based in Oslo.", "NO", "Oslo", ""),
    ("Acme | Hood River, OR\n\nWe mend nets.", "US", "Hood River", ""),
    ("Acme | Greenwich CT | Full-time", "US", "Greenwich", ""),
    ("Acme | REMOTE (Inside EU)", "", "", "europe"),
    ("Acme | Redmond mostly | Full-time", "US", "Redmond", ""),
    ("Acme (since 1999) Oslo https://acme.example We mend nets.", "NO", "Oslo", ""),
    ("Acme - https://acme.example San Francisco Bay Area\n\nNets.", "US", "", ""),
    ("Acme, ( https://acme.example ), San Mateo, CA (Full time)", "US", "San Mateo", ""),
    ("Acme Inc, https://acme.example / ONSITE (McLean VA, Austin TX)", "US", "Austin, McLean", ""),
    ("Painter | Seattle Salt Lake | onsite", "US", "Salt Lake City, Seattle", ""),
    ("Columbia University - Painting | Painter | In-person + Remote", "", "", ""),
    ("Acme | Remote (Central European hours) Acme is Europe's largest maker of nets.", "", "", ""),
    ("Acme | Europe, North/South America | remote", "", "", "europe latin-america north-america"),
    ("Acme | HK / SG / remote", "HK SG", "Hong Kong", ""),
    ("Acme | Painter (C#, ASP.net, GA4) | remote", "", "", ""),
    ("Acme | Mission District, San Francisco | onsite", "US", "San Francisco", ""),
    ("Acme | Oslo (old pier) or Bergen (town) | onsite", "NO", "Bergen, Oslo", ""),
    ("Acme | Onsite\n\nCome to our office in Tallinn!", "EE", "Tallinn", ""),
    ("Acme | Remote\n\nYou must be based in Norway, or UK/France.", "FR GB NO", "", ""),
    ("Acme | Remote\n\nWe may only hire citizens based in Norway.", "NO", "", ""),
    ("Acme | Remote\n\nYou work 100% remote (within USA only) with us.", "US", "", ""),
    ("Acme | Remote (worldwide)\n\nWe are 20 painters, working remotely from Europe and Asia.", "", "", ""),
    ("Acme | Remote (worldwide)\n\n" + PROSE + "Painters must be based in Norway.", "NO", "", ""),
    ("Acme | REMOTE or onsite | Full-time\n\nAcme is an Oslo-based maker of nets.", "NO", "Oslo", ""),
    ("Some roles are remote. The rest are in our Austin, TX office.", "US", "Austin", ""),
    (PROSE + "Paint at our office near the old pier in Oslo.", "NO", "Oslo", ""),
    (PROSE + "We paint in summer. Locations include Oslo, Bergen and Paris.", "FR NO", "Bergen, Oslo, Paris", ""),
    (PROSE + "We grow across multiple locations (Oslo, Pune India).", "IN NO", "Oslo, Pune", ""),
    (
        PROSE + "We are hiring in Albania, Bosnia and Herzegovina, Croatia, Czech Republic, Estonia, Greece,"
        " Georgia, Kosovo, Latvia, Lithuania, Moldova, Montenegro and North Macedonia.",
        "AL BA CZ EE GE GR HR LT LV MD ME MK",
        "",
        "europe",
    ),
    ("Acme Nets. Painter. Stockholm, Sweden. ONSITE", "SE", "Stockholm", ""),
    ("Acme | Painter | London £30-40k | ONSITE", "GB", "London", ""),
    ("Acme | OSLO | PHILLY www.acme.example", "NO US", "Oslo, Philadelphia", ""),
    ("Acme | Europe, on site | Painters\n\n1. Painter | London (UK), Geneva (Switzerland) | Oil\n2. Sculptor | Paris (France) | Stone", "CH FR GB", "Geneva, London, Paris", "europe"),
    ("Acme | PHX, MSP, DC, NYC | onsite", "US", "New York, Washington", ""),
    ("Acme Nets in downtown Toronto Acme paints nets, and sells them.", "CA", "Toronto", ""),
    (PROSE + "Nets at all levels. Locations in Boston & Oakland. Come.", "US", "Boston, Oakland", ""),
    ("某某技术部 北/上/杭/深 全职", "CN", "Beijing, Hangzhou, Shanghai, Shenzhen", ""),
    ("某某科技\n工作地点\n北上广深杭，都好", "CN", "Beijing, Guangzhou, Hangzhou, Shanghai, Shenzhen", ""),
    ("某某科技招画师\n\n北上深圳的路上，我们画图", "CN", "Shenzhen", ""),
    ("某某科技，画图多年\n## Base（北京、郑州）", "CN", "Beijing, Zhengzhou", ""),
    ("某某科技\n我们画图，画得多，工作城市可选北京、珠海；", "CN", "Beijing, Zhuhai", ""),
    ("某某科技招人\n某某（北京某某公司）画图\n\n- 画师（北京、杭州）\n- 木匠（北京）", "CN", "Beijing, Hangzhou", ""),
    ("", "", "", ""),
]


@pytest.mark.parametrize(("text", "countries", "cities", "regions"), TEXTS, ids=[row[0][-60:] for row in TEXTS])
def test_texts(text: str, countries: str, cities: str, regions: str) -> None:
    found = places(text)
    assert " ".join(found.countries) == countries
    assert ", ".join(found.cities) == cities
    alone = {place.region for place in found.places if place.country is None and place.region}
    assert " ".join(sorted(alone)) == regions


def test_a_field_that_names_a_place_decides() -> None:
    found = places("Acme | Tokyo, Japan | onsite", title="Engineer", location="Oslo")
    assert found.countries == ("NO",)


def test_a_field_without_place_leaves_it_to_title_and_text() -> None:
    assert places("Acme | Tokyo, Japan", location="Remote").countries == ("JP",)
    assert places("Acme | Tokyo, Japan", title="Engineer (Oslo)", location="Remote").countries == ("NO",)


def test_a_title_adds_cities_of_the_fields_country() -> None:
    assert places("", title="Developer - Pune", location="Chennai, India").cities == ("Chennai", "Pune")
    assert places("", location="Kettle UK; Kettle Norway; Kettle Home").countries == ("GB", "NO")
    assert places("", title="Quality Engineer -  Bangalore", location="IND").cities == ("Bengaluru",)
    assert places("", title="Engineer - Oslo/Paris", location="Oslo").cities == ("Oslo", "Paris")
    assert places("", title="Engineer - Paris", location="Oslo").cities == ("Oslo",)
    assert places("", title="算法工程师-深圳", country="CN").cities == ("Shenzhen",)
    assert places("", title="算法专家（base青岛办公）", country="CN").cities == ("Qingdao",)


def test_the_ads_own_list_of_locations_completes_the_field() -> None:
    text = "Fine work.\nLocation: Pune / Chennai\nOur clients sit in Oslo."
    assert places(text, location="Pune, IND").cities == ("Chennai", "Pune")
    assert places(text, location="India").cities == ("Chennai", "Pune")
    assert places(text, location="Mumbai").cities == ("Mumbai",), "another list, maybe of offices"
    beyond = places("Location: Paris / Lille\nRemote: Spain, Italy\n", location="Lille")
    assert beyond.countries == ("ES", "FR", "IT")
    assert places("The job will be located remotely in Pune.", location="IND").cities == ("Pune",)
    stated = "This is a lead role located in our offices in Bergen."
    assert places(stated, location="Norway").cities == ("Bergen",)
    seat = "This position will be based at our San Diego headquarters."
    assert places(seat, location="Boston, MA").cities == ("Boston", "San Diego")
    wanted = PROSE + "You live in or are willing to relocate to Pune or Oslo."
    assert places(wanted, location="India").cities == ("Pune",), "cities of the field's country"
    either = "This is a full-time role based in Bergen or Oslo."
    assert places(either, location="Oslo").cities == ("Bergen", "Oslo")
    days = PROSE + "It requires 5 days per week onsite in the Bergen office."
    assert places(days, location="Norway").cities == ("Bergen",)
    moved = "Please note that this role requires relocation to our Norway office."
    assert places(moved, location="Madrid, Spain").countries == ("ES", "NO")
    town = PROSE + "We are a firm based in Bend, Oregon, and in Oslo."
    assert places(town, location="Oregon").cities == ("Bend",), "the town in a state's field"
    zone = PROSE + "- Based in Ohio, Utah or Washington D.C.: $90,000"
    assert places(zone, location="USA").cities == (), "pay is told for a zone"


def test_a_board_that_glues_the_city_to_the_title() -> None:
    assert places("", title="Research EngineerSan Carlos, CA").cities == ("San Carlos",)
    assert places("", title="Developer, JavaScript, Germany").cities == ()


def test_a_title_adds_where_remote_work_is_allowed() -> None:
    found = places("", title="Engineer - Remote (US)", location="London, UK")
    assert found.countries == ("GB", "US")
    assert places("", title="Engineer, Paris", location="London, UK").countries == ("GB",)


def test_the_country_given_settles_ambiguous_names() -> None:
    assert places("", location="Cambridge", country="GB").places[0].country == "GB"
    assert places("", location="Camden", country="United Kingdom").countries == ("GB",)
    assert places("", country="Germany").countries == ("DE",)
    assert places("", country="no such land").places == ()
    assert places("", location="Remote", country="European Union").regions == ("europe",)


def test_subdivisions_are_iso_3166_2() -> None:
    known = {row.code for row in pycountry.subdivisions}
    for location, code in [
        ("Austin, TX", "US-TX"), ("Toronto, ON", "CA-ON"), ("Sydney", "AU-NSW"), ("München", "DE-BY"),
        ("Bengaluru", "IN-KA"), ("Bavaria", "DE-BY"), ("33 - Bordeaux", "FR-33"), ("Edinburgh", "GB-SCT"),
    ]:  # fmt: skip
        place = places("", location=location).places[0]
        assert place.subdivision == code
        assert code in known


def test_a_field_has_no_offsets_and_a_text_has_them() -> None:
    text = "Acme | Hybrid in Zürich, Switzerland | 80%"
    place = places(text).places[0]
    assert (place.start, place.end) == (17, 36)
    assert text[17:36] == place.surface == "Zürich, Switzerland"
    assert places("", location="Zürich").places[0].start is None


def test_line_ends_of_windows_leave_the_words_that_prove_a_place() -> None:
    text = PROSE + "\r\nYou work at the Old Pier Campus in\r\nOslo,\r\nNorway, near the sea."
    found = places(text)
    assert found.cities == ("Oslo",)
    assert [text[place.start : place.end] for place in found.places] == ["Oslo,\r\nNorway"]
    assert found.places[0].surface == "Oslo,\r\nNorway"


WORDS = st.sampled_from(
    ["Acme", "|", "Berlin", "London, UK", "CA", "US", "EU", "remote", "(", ")", ",", "/", "based in", "Location:",
     "北京", "工作地点：", "Hà Nội", "München", "time zone", "\n", "-", "Georgia", "OR", "Paris, TX", "St. Louis"]
)  # fmt: skip


def check_located(text: str, found: Located) -> None:
    assert set(found.regions) <= REGIONS
    assert list(found.countries) == sorted(set(found.countries))
    assert list(found.cities) == sorted(set(found.cities))
    for place in found.places:
        if place.start is not None and place.end is not None:
            assert text[place.start : place.end] == place.surface
        if place.country:
            assert place.region == gazetteer().region_of[place.country]
            assert place.subdivision is None or place.subdivision.startswith(place.country)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_any_mix_of_words_gives_consistent_places(text: str) -> None:
    check_located(text, places(text))
    check_located("", places("", location=text))
    assert places(text) == places(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_no_string_raises(text: str) -> None:
    check_located(text, places(text, title=text, location=text, country=text))


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A ",
        "(",
        "| ",
        "- ",
        "北",
        "Berlin ",
        "London, ",
        "CA, ",
        "based in ",
        "a.",
        "/",
        "\n",
        "US ",
        "remote (",
        "[北]",
        "【",
        "base北",
        "1 ",
        "located at ",
        "engineer in ",
        "地点：北京海淀、",
        "Location: A, ",
        "\n\n- Oslo, ",
        "x: $1 ",
    ],
)
def test_long_repetitions_are_read_in_time(unit: str) -> None:
    places("warm")
    text = unit * (200_000 // len(unit))
    with at_most(5):
        places(text)
        places("", location=text, title=text[:5000])


@pytest.mark.corpora
def test_german_boards_fields_are_in_germany_or_next_to_it(corpora: object) -> None:
    import csv
    import gzip
    from pathlib import Path

    folder = Path(str(corpora)) / "stepstone-de-2022"
    with gzip.open(folder / "data_science_jobs.csv.gz", "rt", encoding="utf-8") as lines:
        fields = [row["location"] for row in csv.DictReader(lines)]
    found = [places("", location=field) for field in fields]
    countries = [country for located in found for country in located.countries]
    assert sum("DE" in located.countries for located in found) / len(found) > 0.9
    assert sum(country in {"DE", "AT", "CH"} for country in countries) / len(countries) > 0.98


@pytest.mark.parametrize(
    ("said", "countries"),
    [
        ("We have offices in New York, London and Tokyo. This position is based in Berlin.", {"DE"}),
        ("We run offices in Oslo and Rome. The role is onsite in our Toronto office.", {"CA"}),
        ("You must be authorized to work in the United States. The team sits in our Toronto office.", {"CA"}),
        ("You must be authorized to work in the United States.", {"US"}),
        ("We hire remotely across Canada.", {"CA"}),
    ],
)
def test_where_this_job_is_goes_before_the_employers_offices(said: str, countries: set[str]) -> None:
    text = f"Acme is hiring a machine learning engineer.\n{said}\nWe build models with PyTorch."
    assert set(places(text).countries) == countries
