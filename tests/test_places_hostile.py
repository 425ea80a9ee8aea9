"""Short lines such as an unpleasant tester writes: what each says of places and work modes, and no more."""

from __future__ import annotations

import pytest

from jobmarket.extract.compose import extract
from jobmarket.extract.places import places
from jobmarket.extract.work_modes import work_modes
from jobmarket.records import Posting

#: A line, the countries, the cities, regions beyond those of the countries, and the modes.
LINES = [
    # In a sentence a name counts where words lead from the job to it, not wherever it is spoken of.
    ("We follow the Paris agreement and report our emissions.", "", "", "", ""),
    ("Ask for Paris or Sofia at the front desk.", "", "", "", ""),
    ("We use Vienna, Geneva and Monaco as code names; Monaco editor, too.", "", "", "", ""),
    ("Data from Sydney flows to Tokyo through our cables.", "", "", "", ""),
    ("The Boston housing data and the Manhattan distance: we teach both.", "", "", "", ""),
    ("You will travel to Munich twice a year. Based in Leeds, UK.", "GB", "Leeds", "", ""),
    ("Turkey and ham at lunch, fine china on the table.", "", "", "", ""),
    ("We want an engineer in Oslo or Bergen.", "NO", "Bergen Oslo", "", ""),
    ("We have seats for you in our Oslo and Bergen offices.", "NO", "Bergen Oslo", "", ""),
    ("Fjord Maps, Oslo, but we also hire a few people remotely.", "NO", "Oslo", "", "remote"),
    ("Oslo trains, Bergen nuts, Lyon ferries at low fares", "", "", "", ""),
    ("Painters | Oslo, Norway | Swedish or EU passport holders", "NO", "Oslo", "", ""),
    # What happened or happens elsewhere, who studied where, who gets no visa.
    ("Founded in Tel Aviv, we now hire in Austin, TX only.", "US", "Austin", "", ""),
    ("Come meet us at PyCon Cleveland or NeurIPS in Vancouver.", "", "", "", ""),
    ("Graduates of Cambridge, Stanford or Delft welcome.", "", "", "", ""),
    ("PhD from University of Toronto or Oxford preferred.", "", "", "", ""),
    ("We are not able to sponsor visas in Singapore. Role based in Tokyo.", "JP", "Tokyo", "", ""),
    ("Relocate from anywhere in the world to Berlin! Visa sponsored.", "DE", "Berlin", "", ""),
    ("We are a 100% remote team spread over 12 countries.", "", "", "", "remote"),
    ("Remote? No. Chicago, IL", "US", "Chicago", "", ""),
    ("Acme | Marina del Rey, CA | Onsite", "US", "Marina_del_Rey", "", "onsite"),
    ("Posting of November\nAcme | Painters | ONSITE | Marina del Rey (Los Angeles), CA | Boats", "US", "Los_Angeles", "", "onsite"),
    ("We paint. We're hiring painting talent in Latin America (Chile & Peru).", "CL PE", "", "", ""),
    ("Acme| Senior Software Engineer Sydney| Full-time", "AU", "Sydney", "", ""),
    ("Acme https://acme.example ▪︎ Painter ▪︎ Onsite ▪︎ Pune/India", "IN", "Pune", "", "onsite"),
    ("Acme | Oslo | We have half of the top 10 US banks and 2 US telcos", "NO", "Oslo", "", ""),
    ("Painter | Remote: WA,CA,IL,CO,HI,OR", "US", "", "", "remote"),
    ("Painter | MD, VA, CA, CO | ONSITE US only", "US", "", "", "onsite"),
    ("Painter | Phoenix, AZ or REMOTE (AZ, CA, MI or TX)", "US", "Phoenix", "", "remote"),
    ("Painter | Remote: DE, FR, IT, ES", "DE ES FR IT", "", "", "remote"),
    ("Painter | Oslo, Norway | We also have people in Sydney and Bergen", "NO", "Oslo", "", ""),
    ("Painter | Oslo or Riga | a role covering Poland and Vietnam", "LV NO", "Oslo Riga", "", ""),
    ("Remote (Spain or Portugal), quarterly offsites in Andorra and Malta", "ES PT", "", "", "remote"),
    ("Hiring for a US client | Painter | Chennai", "IN", "Chennai", "", ""),
    ("We sell to the UK, US and Australia. Your desk is in Cork, Ireland.", "IE", "Cork", "", ""),
    ("We hire in all US states but California. Fully remote.", "US", "", "", "remote"),
    ("Painter wanted in Tucson, AZ. Berlin-style murals are no concern.", "US", "Tucson", "", ""),
    ("苏州工业园区,画家,德国总部", "CN", "Suzhou", "", ""),
    ("Khách hàng tại Nhật Bản, văn phòng tại Đà Nẵng", "VN", "Da_Nang", "", ""),
    # A label tells the place before a sentence does.
    ("We serve shops in France and Spain.\nLocation: Gdańsk, Poland", "PL", "Gdańsk", "", ""),
    ("Role: painter. Location: Remote, India. Client: a bank in New York.", "IN", "", "", "remote"),
    ("Tuyển thợ sơn\nĐịa điểm: Tầng 5, 123 Nguyễn Huệ, Quận 1, TP. Hồ Chí Minh", "VN", "Ho_Chi_Minh_City", "", ""),
    ("Wir suchen für unseren Standort Ulm einen Maler. Mobiles Arbeiten an bis zu drei Tagen pro Woche.", "DE", "Ulm", "", "hybrid"),
    ("Maler (m/w/d), remote innerhalb Deutschlands", "DE", "", "", "remote"),
    ("Maler (m/w/d) in Leipzig – Homeoffice leider nicht möglich", "DE", "Leipzig", "", ""),
    ("Un peintre pour notre agence de Rennes. Déplacements à Paris.", "FR", "Rennes", "", ""),
    ("Painter, Oslo. Two days at home, three in the office", "NO", "Oslo", "", "hybrid"),
    ("Painter, Oslo. Hybrid (Mon/Wed/Fri in office)", "NO", "Oslo", "", "hybrid"),
    ("Painter, Oslo. Mon-Fri in office", "NO", "Oslo", "", "onsite"),
    # Words that end in what begins a Chinese name, streets that bear one, and where only the interview is.
    ("绘图平台北京组招画家", "CN", "Beijing", "", ""),
    ("壁画完成都会验收,画室在青岛", "CN", "Qingdao", "", ""),
    ("安泰国际画廊招画家,坐标:天津", "CN", "Tianjin", "", ""),
    ("画室在台北市北京東路", "TW", "Taipei", "", ""),
    ("面试地点:深圳\n工作地点:厦门", "CN", "Xiamen", "", ""),
    ("Un peintre, atelier situé à Lyon, rue de Nantes.", "FR", "Lyon", "", ""),
    ("画室总部在杭州,客户遍布德国、法国,这次在成都招画家", "CN", "Chengdu", "", ""),
    ("招画家:南昌、贵阳(遵义名额取消),太原已招满", "CN", "Guiyang Nanchang", "", ""),
    ("Thợ sơn ở Osaka (Nhật Bản), phỏng vấn tại Hà Nội", "JP", "Osaka", "", ""),
    ("Painters: the final round is onsite in Denver, the job is remote within Canada.", "CA", "", "", "remote"),
    ("Thợ sơn, văn phòng tại đường Hải Phòng, Đà Nẵng", "VN", "Da_Nang", "", ""),
    ("The last round takes place in Denver. You sit with our team in Oslo.", "NO", "Oslo", "", ""),
    ("Remote anywhere, except where sanctions apply (Iran, Syria).", "", "", "", "remote"),
    # A place before the first stop, and plain words for where the work is done.
    ("Painter | NYC strongly preferred, remote US ok", "US", "New_York", "", "remote"),
    ("Painter | Remote EU (UK unfortunately not possible)", "", "", "europe", "remote"),
    ("Basel. You like murals and mixing paint.", "CH", "Basel", "", ""),
    ("Murals for everyone. You like mixing paint.", "", "", "", ""),
    ("Der Arbeitsort für diese Stelle als Maler ist Erlangen.", "DE", "Erlangen", "", ""),
    ("Der Hof sucht für seinen neuen Standort Graz einen Maler.", "AT", "Graz", "", ""),
    ("Le poste de peintre se trouve en France. Nous sommes à Annecy.", "FR", "Annecy", "", ""),
    ("Thợ sơn làm việc trực tiếp tại nhà máy Bắc Ninh", "VN", "Bac_Ninh", "", ""),
    # Denied, excluded, left behind.
    ("This job cannot be done remotely. Office in Cork.", "IE", "Cork", "", ""),
    ("Télétravail non autorisé. Poste à Strasbourg.", "FR", "Strasbourg", "", ""),
    ("Remote (global, except sanctioned countries like North Korea, Iran)", "", "", "", "remote"),
    ("Remote anywhere, sorry not China", "", "", "", "remote"),
    ("Relocation from India to Germany offered, job in Bremen", "DE", "Bremen", "", ""),
    ("Ex-London team, now in Bergen, Norway", "NO", "Bergen", "", ""),
    ("Moved from Boston to Denver; hires in Denver only", "US", "Denver", "", ""),
    ("Customers: Bank of Oslo, Emirates. Us: a shed in Bristol, UK.", "GB", "Bristol", "", ""),
    ("HQ in Toronto, this opening: Calgary, AB", "CA", "Calgary", "", ""),
    ("每周到岗三天,其余远程,北京", "CN", "Beijing", "", "hybrid"),
    ("可居家,base 武汉", "CN", "Wuhan", "", "remote"),
    ("Full remote possible, France uniquement", "FR", "", "", "remote"),
    ("Remote, Nordics only (SE, NO, DK, FI)", "DK FI NO SE", "", "", "remote"),
    ("Remote: IT, AI, ML", "", "", "", "remote"),
    ("Boston, Lincolnshire, UK", "GB", "Boston", "", ""),
    ("London, Manchester UK", "GB", "London Manchester", "", ""),
    ("Frankfurt (Oder)", "DE", "Frankfurt_(Oder)", "", ""),
    ("Metropolregion Rhein-Neckar", "DE", "", "", ""),
    # Money, firms and their lands.
    ("US$ 90k, remote", "", "", "", "remote"),
    ("US company, remote, any country", "", "", "", "remote"),
    ("新加坡公司,深圳办公室,混合办公", "CN", "Shenzhen", "", "hybrid"),
    ("杭州(可接受异地远程)", "CN", "Hangzhou", "", "remote"),
    ("工作地点:北京市朝阳区(不提供远程)", "CN", "Beijing", "", ""),
    ("Công ty sơn, văn phòng Hà Nội", "VN", "Hanoi", "", ""),
    # Interviews, servers and launches elsewhere; a place once denied, another after it.
    ("Interviews in London, work in Accra, Ghana.", "GH", "Accra", "", ""),
    ("Data centre in Dublin, painters remote in Portugal.", "PT", "", "", "remote"),
    ("Expanding to Brazil and Mexico next year. Office in Miami, FL.", "US", "Miami", "", ""),
    ("Not hiring in Berlin anymore, only Leipzig.", "DE", "Leipzig", "", ""),
    ("Team in Kyiv and Lviv, this seat is in Gdynia, Poland.", "PL", "Gdynia", "", ""),
    ("Painter | REMOTE (US or US timezones)", "US", "", "", "remote"),
    ("Painter | Jordan or Lebanon", "JO LB", "", "", ""),
    ("We want a painter in the heart of Oslo.", "NO", "Oslo", "", ""),
    ("Fjord Maps, Oslo (old pier). We're painting the sea and you can too.", "NO", "Oslo", "", ""),
    ("We are all remote, US.", "US", "", "", "remote"),
    # What stands beside a town and what it lies in.
    ("Dublin 2, Co. Dublin - Painter, hybrid", "IE", "Dublin", "", "hybrid"),
    ("Hyderabad, Sindh | Painter", "PK", "Hyderabad", "", ""),
    ("Ingénieur données à Tours (37), hybride", "FR", "Tours", "", "hybrid"),
    ("Painter, Noida Sector 62, work from office", "IN", "Noida", "", "onsite"),
    ("Cuba, MO - painter", "US", "Cuba", "", ""),
    ("Peru, IL - painter", "US", "Peru", "", ""),
    ("Rue de Londres, Paris: painter", "FR", "Paris", "", ""),
    ("You work from Oslo most of the year.", "NO", "Oslo", "", ""),
    # What is left out, and whom one only has to do with, in other languages.
    ("Partout en France, sauf Paris", "FR", "", "", ""),
    ("Déplacements : Bruxelles | Lille | Peintre", "FR", "Lille", "", ""),
    ("Làm ở Huế, vẽ cho thị trường Mỹ, Đức", "VN", "Hue", "", ""),
    ("Kantoor in Amsterdam, klanten in Brussel", "NL", "Amsterdam", "", ""),
    ("Văn phòng ở Phố Huế, Hà Nội", "VN", "Hanoi", "", ""),
    ("长期驻场北京，合同签石家庄主体", "CN", "Beijing", "", "onsite"),
    ("Painter (US Product), Hanoi", "VN", "Hanoi", "", ""),
]


@pytest.mark.parametrize(("text", "countries", "cities", "regions", "modes"), LINES, ids=[row[0][:60] for row in LINES])
def test_a_line_says_no_more_than_it_does(text: str, countries: str, cities: str, regions: str, modes: str) -> None:
    found = places(text)
    assert found.countries == tuple(countries.split())
    assert [city.replace(" ", "_") for city in found.cities] == cities.split()
    implied = {place.region for place in found.places if place.country}
    assert set(found.regions) - implied == set(regions.split())
    assert work_modes(text) == tuple(modes.split())


FAR_DOWN = [
    # French, German and Vietnamese words that lead to where the work is.
    ("Nous cherchons un peintre (H/F) en CDI à Grenoble.", "FR", "Grenoble"),
    ("Un poste à pourvoir dès que possible, en CDI, à Lille.", "FR", "Lille"),
    ("Poste basé sur notre site de Chambéry (73).", "FR", "Chambéry"),
    # In English prose.
    ("Full Time in Bristol (near the bridge).", "GB", "Bristol"),
    ("The roles are in Cork, but we can start from afar.", "IE", "Cork"),
    ("We are headquartered in Oslo. You will work in our office in Cork.", "IE", "Cork"),
    ("We paint boats and are headquartered in Oslo.", "NO", "Oslo"),
    ("We're a 13-person team in Bristol, painting boats.", "GB", "Bristol"),
    ("From Toyota to a 3-person startup in Okinawa, all sail.", "", ""),
    ("Our office space on the water in Bristol is beautiful.", "GB", "Bristol"),
    ("You sit in the old mill neighbourhood of Bristol.", "GB", "Bristol"),
    ("We're looking for folks in Oslo, Cork, and Riga for many roles.", "IE LV NO", "Cork, Oslo, Riga"),
    ("You reside in one of these states: NV, MA, PA, FL, CA, or KY.", "US", ""),
    ("We hire staff in these countries: Belarus - Canada - Finland", "BY CA FI", ""),
    ("We are a global team with presence in Norway and Chile.", "", ""),
    ("Un peintre pour son site de Toulouse et son jardin.", "FR", "Toulouse"),
    ("Notre atelier de Pau vous attend.", "FR", "Pau"),
    ("Lieu du poste : Télétravail hybride (69007 Lyon)", "FR", "Lyon"),
    ("Localisation : Nantes Centre-Ville ;", "FR", "Nantes"),
    ("Peintre pour une solution basée sur Phoenix.", "", ""),
    ("Wir suchen für den Standort Münster einen Maler.", "DE", "Münster"),
    ("In unserer Zentrale in Soltau malen wir.", "DE", "Soltau"),
    ("Vollzeit, Dienstort Greifswald; Farben sind da.", "DE", "Greifswald"),
    ("Wir stärken den Standort Deutschland.", "", ""),
    ("Dein Büro in Hamburg-Altona ist hell.", "DE", "Hamburg"),
    ("Standort: Malergasse 31, 70173 Stuttgart", "DE", "Stuttgart"),
    ("Địa điểm: Hà Nội Bộ phận: Hội họa", "VN", "Hanoi"),
    ("Địa điểm làm việc: 12 Hoa Sen, P. Phú Định, TP. Hồ Chí Minh.", "VN", "Ho Chi Minh City"),
    ("Văn phòng làm việc: Quy Nhơn.", "VN", "Quy Nhon"),
    ("The position is based in District 1, Ho Chi Minh City.", "VN", "Ho Chi Minh City"),
    ("We are based in the heart of Bristol.", "GB", "Bristol"),
    ("Location: Pune Colours Required: 6", "IN", "Pune"),
    ("Location: Boston Dynamics is a customer", "", ""),
    ("大家都很好，这个岗位在成都天府五街", "CN", "Chengdu"),
    # Countries in other languages.
    ("Du arbeitest remote aus Ungarn oder Rumänien.", "HU RO", ""),
    # Where the employer has to do with others, and words that are no place.
    ("Opportunity to work onsite in Korea. Our office in Hanoi is new.", "VN", "Hanoi"),
    ("You share paint with our US-based clients and paint at our office in Hanoi.", "VN", "Hanoi"),
    ("Appui aux projets européens (Espagne, Portugal, Pologne).", "", ""),
    ("A PROPOS DE LA STRUCTURE", "", ""),
    ("LA VILLE DE BREST VOUS INVITE", "", ""),
    ("工作地点：北京市海淀区苏州街一号", "CN", "Beijing"),
]


@pytest.mark.parametrize(("line", "countries", "cities"), FAR_DOWN, ids=[row[0][:60] for row in FAR_DOWN])
def test_a_line_far_down_tells_the_place_or_none(line: str, countries: str, cities: str) -> None:
    found = places("The gulls over the harbour are many, and we like that they are loud. " * 16 + "\n" + line)
    assert found.countries == tuple(countries.split())
    assert ", ".join(found.cities) == cities


def test_a_place_that_opens_the_ad_is_no_employer() -> None:
    def employer(text: str) -> str | None:
        return extract(Posting(source="made up", native_id="1", text=text)).employer

    assert employer("TP.HCM: Tuyển lập trình viên") is None
    assert employer("Bournemouth, UK | Painter") is None
    assert employer("Linz, Austria | Quillworks Ltd | Painter\n\nQuillworks Ltd paints ships. https://quillworks.example") == "Quillworks Ltd"
    assert employer("Quillworks | Linz, Austria | Painter") == "Quillworks"
