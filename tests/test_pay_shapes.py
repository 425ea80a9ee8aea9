"""Short lines as unkind readers write them: odd signs, units told before, pay between other money, money that is none."""

from __future__ import annotations

import pytest

from jobmarket.extract.compose import extract
from jobmarket.extract.pay import pay
from jobmarket.records import Pay, Posting

Band = tuple[float | None, float | None, str | None, str | None]


def bands(found: tuple[Pay, ...]) -> list[Band]:
    return [(band.low, band.high, band.currency, band.period) for band in found]


SHAPES: list[tuple[str, list[Band]]] = [
    # what a second stranger wrote: signs that come late or behind a yuan's, francs of Africa, a half thousand, most behind its terms
    ("Salary 130-$150k, hybrid", [(130000, 150000, None, "year")]),
    ("Cost to company R900 000 – R1.2m per annum", [(900000, 1200000, "ZAR", "year")]),
    ("時薪220元新台幣，每週最多20小時", [(220, 220, "TWD", "hour")]),
    ("18 000 à 25 000 DH nets", [(18000, 25000, "MAD", None)]),
    ("Salaire : 600 000 - 900 000 FCFA / mois", [(600000, 900000, None, "month")]),
    ("entre 24 y 30 mil euros brutos anuales", [(24000, 30000, "EUR", "year")]),
    ("offer 2k-3k5 USD/tháng", [(2000, 3500, "USD", "month")]),
    ("TJM : 550 € HT max, 3 j sur site", [(None, 550, "EUR", "day")]),
    ("Rate: $85 c2c max.", [(None, 85, None, None)]),
    ("Salary - 1.2 Cr fixed, max. ESOPs worth 40L over 4 years", [(None, 12000000, "INR", "year")]),
    ("Python contractor, £350-£400 (outside IR35), 2-stage interview", [(350, 400, "GBP", None)]),
    ("請工程師，人工28K~38K HKD，雙糧", [(28000, 38000, "HKD", None)]),
    ("Lương: 35.000.000đ – 50.000.000đ /tháng\nPhí giới thiệu ứng viên: 10.000.000đ", [(35000000, 50000000, "VND", "month")]),
    ("Wage offered: 152,318 USD/yr. Prevailing wage: 129,542 USD/yr.", [(152318, 152318, "USD", "year")]),
    ("月薪5.5萬–8萬台幣，三節獎金各1萬", [(55000, 80000, "TWD", "month")]),
    # boards that lose a space, ends named in other words, what a bracket says before the period
    ("Data Engineer\n$6,000to$9,500\nMonthly", [(6000, 9500, None, "month")]),
    ("Salary $103,409 to - $158,860 per year", [(103409, 158860, None, "year")]),
    ("Pay is no less than £12.60 and no more than £14.85 per hour", [(12.6, 14.85, "GBP", "hour")]),
    ("Painter: $41.02 p/h (min.) with loading", [(41.02, None, None, "hour")]),
    ("Wage $38.17 - $61.90 (Step 1 to Step 25) hourly", [(38.17, 61.9, None, "hour")]),
    ("Painter, Delhi: INR 60k in-hand per month for freshers", [(60000, 60000, "INR", "month")]),
    ("Painter, $2,307.69 biweekly (26 pays)", [(2307.69, 2307.69, None, None)]),
    ("Per diem LVN. $38/hr flat.", [(38, 38, None, "hour")]),
    ("Bill rate to client $110/hr, your pay rate $78/hr W2", [(78, 78, None, "hour")]),
    # an open end without a sign, where nothing else stands beside it; recruiters' short words
    ("Painter | Oslo | up to 120k", [(None, 120000, None, "year")]),
    ("Painter | Remote | 170k+ https://ships.example", [(170000, None, None, "year")]),
    ("Peintre - CDI - PAU (64) - A PARTIR DE 50K", [(50000, None, None, "year")]),
    ("Painter - Salary: to £50k", [(None, 50000, "GBP", "year")]),
    ("Senior Paint Manager £55K plus bens", [(55000, 55000, "GBP", "year")]),
    ("画图算法工程师60-90K 深度学习", [(60000, 90000, "CNY", None)]),
    # signs
    ("U$85,000 a year", [(85000, 85000, "USD", "year")]),
    ("$CAD 70k - $CAD 82k per year", [(70000, 82000, "CAD", "year")]),
    ("95 000 $ CA par année", [(95000, 95000, "CAD", "year")]),
    ("Mex$38,000 per month", [(38000, 38000, "MXN", "month")]),
    ("₺90.000 aylık", [(90000, 90000, "TRY", "month")]),
    ("R620k - R710k pa, Durban", [(620000, 710000, "ZAR", "year")]),
    ("R41 000 per month", [(41000, 41000, "ZAR", "month")]),
    ("Requisition R01558861", []),
    ("Rs. 7,50,000 p.a.", [(750000, 750000, "INR", "year")]),
    ("Rs 45,000/month", [(45000, 45000, None, "month")]),
    ("45/hour EUR", [(45, 45, "EUR", "hour")]),
    ("__$135,000__ to __$155,000__ USD", [(135000, 155000, "USD", "year")]),
    ("Salary: 60.000 € - 70.000 € 2 openings", [(60000, 70000, "EUR", "year")]),
    ("Yard planner | Reno, NV\n$71,000 - $83,000 a year", [(71000, 83000, None, "year")]),
    ("15-19k PLN net B2B, Gdańsk", [(15000, 19000, "PLN", None)]),
    ("Yard planner | Leeds | c£41k", [(41000, 41000, "GBP", "year")]),
    ("R$ 9.000 - 12.000 CLT", [(9000, 12000, "BRL", None)]),
    ("画家 月薪NT$60,000~90,000 台中", [(60000, 90000, "TWD", "month")]),
    ("月薪US$3,000-5,000 台北", [(3000, 5000, "USD", "month")]),
    ("画室有 3,000-5,000 台画架", []),
    ("💰15-25K 深圳招画家", [(15000, 25000, "CNY", None)]),
    ("画家,月薪新台幣55,000～85,000元", [(55000, 85000, "TWD", "month")]),
    ("画家,时薪60元,每周约20小时", [(60, 60, "CNY", "hour")]),
    ("画家:1.8-2.8万×14,双休", [(18000, 28000, "CNY", "month")]),
    ("画家,月薪MOP 28,000-40,000", [(28000, 40000, "MOP", "month")]),
    ("画家,最高可给到月薪4万,包住", [(None, 40000, "CNY", "month")]),
    ("画家 月薪18-30K,每年2万元培训基金", [(18000, 30000, "CNY", "month")]),
    ("Maler, Lohn 98'400 – 120'200 Fr. bei 100 %", [(98400, 120200, "CHF", "year")]),
    ("Maler, mind. 70.000 € all-in", [(70000, None, "EUR", "year")]),
    ("Maler, Fixum 60.000 € p. a. + variabler Anteil bis 15.000 €", [(60000, 60000, "EUR", "year")]),
    ("Peintre, 3.600 – 4.400 € brut/mois, éco-chèques 250 €", [(3600, 4400, "EUR", "month")]),
    ("Peintre. Salaire : 40/45K suivant expérience", [(40000, 45000, None, None)]),
    ("Pintor, $38,000 a $46,000 MXN mensuales", [(38000, 46000, "MXN", "month")]),
    ("Thợ sơn\nTrên 20 triệu\nHà Nội", [(20000000, None, "VND", None)]),
    ("Thợ sơn, lương 15tr5 – 22tr/tháng", [(15500000, 22000000, "VND", "month")]),
    # numbers
    ("Salary: ＄９０，０００ － ＄９９，０００ per year", [(90000, 99000, None, "year")]),
    ("月薪４０００－６０００元", [(4000, 6000, "CNY", "month")]),
    ("£41,000\u200b–\u200b£47,000", [(41000, 47000, "GBP", "year")]),
    ("$0.14M - $0.16M USD per annum", [(140000, 160000, "USD", "year")]),
    ("NT$ 1.1M–1.5M / year", [(1100000, 1500000, "TWD", "year")]),
    ("₹ 9 - 14 L per annum", [(900000, 1400000, "INR", "year")]),
    ("18+ LPA", [(1800000, None, "INR", "year")]),
    ("연봉: 6천만원", [(60000000, 60000000, "KRW", "year")]),
    ("€52k/61k", [(52000, 61000, "EUR", "year")]),
    ("Level 3 - 20-40k/月", [(20000, 40000, "CNY", "month")]),
    # periods
    ("14 000 – 18 000 zł brutto miesięcznie", [(14000, 18000, "PLN", "month")]),
    ("50 000 - 70 000 Kč měsíčně", [(50000, 70000, "CZK", "month")]),
    ("€3,900 per calendar month", [(3900, 3900, "EUR", "month")]),
    ("SEK 47 000–55 000 i månaden", [(47000, 55000, "SEK", "month")]),
    ("Palkka 3 400 - 4 100 €/kk", [(3400, 4100, "EUR", "month")]),
    ("Bruto maandsalaris: € 3.700 - € 4.600", [(3700, 4600, "EUR", "month")]),
    ("AED 21,000 all-in monthly", [(21000, 21000, "AED", "month")]),
    ("Salary: 27 per hour", [(27, 27, None, "hour")]),
    ("22k以上/月", [(22000, None, "CNY", "month")]),
    ("26K/月", [(26000, 26000, "CNY", "month")]),
    ("3k-5k 一个月", [(3000, 5000, "CNY", "month")]),
    # the unit told before
    ("Salary (EUR/month): 3100-3900", [(3100, 3900, "EUR", "month")]),
    ("Salary (k€): 48-57", [(48000, 57000, "EUR", "year")]),
    ("Annual pay in k€: 48-57", [(48000, 57000, "EUR", "year")]),
    ("Hourly rate (USD): 40-55", [(40, 55, "USD", "hour")]),
    ("年薪（万元）：25-40", [(250000, 400000, "CNY", "year")]),
    ("月薪(元)：9000-13000", [(9000, 13000, "CNY", "month")]),
    ("CTC (in lakhs): 9-13", [(900000, 1300000, "INR", "year")]),
    ("Lương (triệu VND/tháng): 16-22", [(16000000, 22000000, "VND", "month")]),
    ("Full Stack Engineer (Vue, PHP) - $150K - $160K", [(150000, 160000, None, "year")]),
    # ends
    ("not exceeding USD 88,000 per year", [(None, 88000, "USD", "year")]),
    ("Salary: 35.000 € oder mehr", [(35000, None, "EUR", "year")]),
    ("연봉 5,500만원 이상", [(55000000, None, "KRW", "year")]),
    ("Minimum: USD 90,000. Maximum: USD 99,000.", [(90000, 99000, "USD", "year")]),
    ("Minimum salary according to collective agreement: EUR 51,000 gross p.a.", [(51000, None, "EUR", "year")]),
    ("-> £44,000 per annum", [(44000, 44000, "GBP", "year")]),
    # what makes it pay
    ("Data Engineer £66k Leeds", [(66000, 66000, "GBP", "year")]),
    ("Permanent £62k or contract £430/day", [(62000, 62000, "GBP", "year"), (430, 430, "GBP", "day")]),
    ("€85k (Vienna), €80k (remote)", [(85000, 85000, "EUR", "year"), (80000, 80000, "EUR", "year")]),
    ("$150k for seniors, $120k for mids", [(150000, 150000, None, "year"), (120000, 120000, None, "year")]),
    ("$190k+ for the right person", [(190000, None, None, "year")]),
    ("Wir bieten 53.000 EUR", [(53000, 53000, "EUR", "year")]),
    ("“up to €88k”", [(None, 88000, "EUR", "year")]),
    ("€61k je nach Erfahrung", [(61000, 61000, "EUR", "year")]),
    ("实习 210元/天", [(210, 210, "CNY", "day")]),
    ("每天 260 元", [(260, 260, "CNY", "day")]),
    ("₹16,000/- per month", [(16000, 16000, "INR", "month")]),
    # pay between other money
    ("£28,500 plus £2,000 shift allowance", [(28500, 28500, "GBP", "year")]),
    ("up to £51k + 33 days holiday + £400 wellbeing pot", [(None, 51000, "GBP", "year")]),
    ("66.000 EUR Fixgehalt p.a., 6.000 EUR Bonus", [(66000, 66000, "EUR", "year")]),
    ("From €54,000 p/a, Cork; healthcare €900", [(54000, None, "EUR", "year")]),
    ("Hourly pay: $23.00 - $29.50. Shift differential of $2.00 per hour.", [(23, 29.5, None, "hour")]),
    ("年薪35-50万，另有签字费8万", [(350000, 500000, "CNY", "year")]),
]  # fmt: skip

NONE = [
    "Earn up to $2,000 for each successful referral",
    "薪资：面议，另有股票期权价值40万",
    "Life assurance: £90,000",
    "Our sellers make $2,800 per month",
    "Gehalt: attraktiv, 900 € Urlaubsgeld",
    "Page views 100k-150k per month",
    "RSU (awarded yearly ~45k, 4 years)",
    "over $1M annualized",
    "A bonus of $500 for juniors",
    "We have a $3,000 for senior/$1,000 for junior referral bonus",
    "lift 50 pounds",
    "Candidates presently drawing 20 LPA or less only please",
    "Tax-free stipend £19,237 p.a., fees at home rate, RTSG £5,000",
    "Painter | Oslo | up to 120k users",
    "Location: to $5m in funding",
]


@pytest.mark.parametrize(("text", "expected"), SHAPES, ids=[row[0][:40] for row in SHAPES])
def test_shape(text: str, expected: list[Band]) -> None:
    found = pay(text)
    assert bands(found) == expected
    assert all(band.surface == text[band.start : band.end] for band in found)


@pytest.mark.parametrize("text", NONE)
def test_other_money(text: str) -> None:
    assert pay(text) == ()


def test_a_state_above_the_amount_is_no_sign() -> None:
    """Capitals at the end of the line before make no dollar of another country."""
    facts = extract(Posting(source="pasted", native_id="", text="Buyer\nTacoma, WA\n$64,000 - $72,000 a year"))
    assert bands(facts.salaries) == [(64000, 72000, "USD", "year")]
