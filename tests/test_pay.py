"""Bands of pay: what is read, what is left alone, and that every band is proved by its characters."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import at_most

from jobmarket.catalog import shelf
from jobmarket.extract.pay import field_pay, pay
from jobmarket.extract.pay.currency import currencies
from jobmarket.records import Pay

Band = tuple[float | None, float | None, str | None, str | None]


def bands(found: tuple[Pay, ...]) -> list[Band]:
    return [(band.low, band.high, band.currency, band.period) for band in found]


# text, country, expected bands
ADS: list[tuple[str, str | None, list[Band]]] = [
    # dollars and the ad's country
    ("Acme | Engineer | Remote | $120-150k", None, [(120000, 150000, None, "year")]),
    ("Acme | Engineer | Austin | $120-150k", "US", [(120000, 150000, "USD", "year")]),
    ("Acme | Engineer | Toronto | $120-150k", "CA", [(120000, 150000, "CAD", "year")]),
    ("Acme | Engineer | Sydney | $120-150k", "AU", [(120000, 150000, "AUD", "year")]),
    ("Acme | Engineer | Singapore | $120-150k", "SG", [(120000, 150000, "SGD", "year")]),
    ("Acme | Engineer | Auckland | $120-150k", "NZ", [(120000, 150000, "NZD", "year")]),
    ("Acme | Engineer | Berlin | $120-150k", "DE", [(120000, 150000, None, "year")]),
    ("Salary: $40,000 - $60,000 per month", "HK", [(40000, 60000, "HKD", "month")]),
    ("Salary US$90k-110k", "CA", [(90000, 110000, "USD", "year")]),
    ("Salary C$90k-110k", "US", [(90000, 110000, "CAD", "year")]),
    ("Salary: NT$60,000 - NT$90,000 per month", None, [(60000, 90000, "TWD", "month")]),
    ("Salary HK$480,000", None, [(480000, 480000, "HKD", "year")]),
    ("Salary R$ 10.000 - R$ 14.000 por mês", None, [(10000, 14000, "BRL", "month")]),
    ("Salary S$6,000 - S$9,000", None, [(6000, 9000, "SGD", None)]),
    # how a range is written
    ("| $120k–$150k |", None, [(120000, 150000, None, "year")]),
    ("| $120k—150k |", None, [(120000, 150000, None, "year")]),
    ("| $120K - 150K |", None, [(120000, 150000, None, "year")]),
    ("| $120k ~ $150k |", None, [(120000, 150000, None, "year")]),
    ("| $120k to $150k |", None, [(120000, 150000, None, "year")]),
    ("| $120k -- $150k |", None, [(120000, 150000, None, "year")]),
    ("| 120k-150k USD |", None, [(120000, 150000, "USD", "year")]),
    ("| 120-150K USD |", None, [(120000, 150000, "USD", "year")]),
    ("| USD 120k - 150k |", None, [(120000, 150000, "USD", "year")]),
    ("| USD$120,000.00 - USD$150,000.00 |", None, [(120000, 150000, "USD", "year")]),
    ("| $120,000—$150,000 USD |", None, [(120000, 150000, "USD", "year")]),
    ("Pay: $120,000 USD to $150,000 USD", None, [(120000, 150000, "USD", "year")]),
    ("$120,000.00 - $150,000.00 USD annually", None, [(120000, 150000, "USD", "year")]),
    ("$180,000 \\- $240,000 USD", None, [(180000, 240000, "USD", "year")]),
    ("Salary: **$180,000** - **$240,000**", None, [(180000, 240000, None, "year")]),
    ("Base pay: $90,000/year -$180,000/year", None, [(90000, 180000, None, "year")]),
    ("The range is $161,500.00 to $221,400.00 per\nyear.", None, [(161500, 221400, None, "year")]),
    ("salary between 100 and 130k EUR", None, [(100000, 130000, "EUR", "year")]),
    ("We pay 100k to 130k euros", None, [(100000, 130000, "EUR", "year")]),
    ("| $110-160k/year |", None, [(110000, 160000, None, "year")]),
    ("| $110k-160 |", None, [(110000, 160000, None, "year")]),
    ("Salary: $500k-1M", None, [(500000, 1000000, None, "year")]),
    ("Compensation: $127.4K – $188.6K", None, [(127400, 188600, None, "year")]),
    ("| £33,120 to £38,450 |", None, [(33120, 38450, "GBP", "year")]),
    # one figure, and open ends
    ("Salary: $150k", None, [(150000, 150000, None, "year")]),
    ("Acme | Engineer | $150k | Remote", None, [(150000, 150000, None, "year")]),
    ("Salary: up to $180k", None, [(None, 180000, None, "year")]),
    ("Engineer | up-to £65K", None, [(None, 65000, "GBP", "year")]),
    ("Gehalt bis zu 80.000 €", None, [(None, 80000, "EUR", "year")]),
    ("Salaire jusqu'à 60 k€", None, [(None, 60000, "EUR", "year")]),
    ("Salary: $150k+", None, [(150000, None, None, "year")]),
    ("Salary: $150k + | Remote", None, [(150000, None, None, "year")]),
    ("Salary from £45,000", None, [(45000, None, "GBP", "year")]),
    ("Salary starting at $95,000", None, [(95000, None, None, "year")]),
    ("Salary: minimum 55.000 €", None, [(55000, None, "EUR", "year")]),
    ("Gehalt ab 55.000 €", None, [(55000, None, "EUR", "year")]),
    ("Salary: £45,000 to £60,000", None, [(45000, 60000, "GBP", "year")]),
    ("Salary to £60,000", None, [(None, 60000, "GBP", "year")]),
    ("| $130-215k+ plus stock options |", None, [(130000, 215000, None, "year")]),
    ("| $140k+ equity |", None, [(140000, 140000, None, "year")]),
    # what may follow
    ("$130K base + equity 0.5%-1%", None, [(130000, 130000, None, "year")]),
    ("We offer $130k-$220k + equity", None, [(130000, 220000, None, "year")]),
    ("Engineer - $145-190K + 0.5–3% equity", None, [(145000, 190000, None, "year")]),
    ("| $150k-$200k DOE |", None, [(150000, 200000, None, "year")]),
    ("$115k-$140k plus equity and bonus", None, [(115000, 140000, None, "year")]),
    ("base salary of $150,000 - $180,000 plus a bonus of up to $20,000", None, [(150000, 180000, None, "year")]),
    ("Salary £80-100k with £25k additional commission", None, [(80000, 100000, "GBP", "year")]),
    ("Compensation: $200k-$250k base, $50k sign-on bonus", None, [(200000, 250000, None, "year")]),
    # periods
    ("Contract, £500/day outside IR35", None, [(500, 500, "GBP", "day")]),
    ("Day rate: £450-£550", None, [(450, 550, "GBP", "day")]),
    ("TJM : 450 - 550 €", None, [(450, 550, "EUR", "day")]),
    ("400-500€/jour", None, [(400, 500, "EUR", "day")]),
    ("$60/hr", "US", [(60, 60, "USD", "hour")]),
    ("$70-90/hour", "US", [(70, 90, "USD", "hour")]),
    ("$65-$95 USD/hour", None, [(65, 95, "USD", "hour")]),
    ("The hourly pay range is $25.50 - $31.75", "US", [(25.5, 31.75, "USD", "hour")]),
    ("$60 - $65 an hour", "US", [(60, 65, "USD", "hour")]),
    ("USD 5000-7000/month", None, [(5000, 7000, "USD", "month")]),
    ("Salary: $3,000 - $5,000", None, [(3000, 5000, None, None)]),
    ("Salary: $5,000 - $7,000 monthly", None, [(5000, 7000, None, "month")]),
    ("Monthly salary: $5,000", None, [(5000, 5000, None, "month")]),
    ("Salary 1 500 - 2 500 USD", None, [(1500, 2500, "USD", None)]),
    ("I can only offer $4,000/mo right now", None, [(4000, 4000, None, "month")]),
    ("Pay is $1,200 per week", "US", [(1200, 1200, "USD", "week")]),
    ("$85,000 a year", "US", [(85000, 85000, "USD", "year")]),
    ("$90k-$120k p.a.", None, [(90000, 120000, None, "year")]),
    ("$90k-$120k per annum", None, [(90000, 120000, None, "year")]),
    ("The annual base salary range is $150,000 to $180,000.", None, [(150000, 180000, None, "year")]),
    ("Harbour | Data engineer | Remote | 110k/yr", None, [(110000, 110000, None, "year")]),
    ("The pay range is 60/90k/yr, and shares", None, [(60000, 90000, None, "year")]),
    ("港口经理(急,18k-35k·14薪)", "CN", [(18000, 35000, "CNY", "month")]),
    ("Harbour | $70k part-time (24h a week) | Remote", None, [(70000, 70000, None, "year")]),
    ("Harbour | Founding engineer | Full Time | 190k + 0.5%", None, [(190000, 190000, None, "year")]),
    ("Our salaries start around $110k", None, [(110000, None, None, "year")]),
    ("Hiring Rate\n$19.10 - $24.60", "US", [(19.1, 24.6, "USD", None)]),
    ("| €~50k-€~65k |", None, [(50000, 65000, "EUR", "year")]),
    ("Leeds or remote | £30-38kp.a.", None, [(30000, 38000, "GBP", "year")]),
    ("£27,000 rising to £31,000 after a year", None, [(27000, 31000, "GBP", "year")]),
    ("Base £40,000 rising to £80,000 OTE", None, [(40000, 40000, "GBP", "year")]),
    # Europe
    ("Gehalt: 120.000 €", None, [(120000, 120000, "EUR", "year")]),
    ("€60.000 - €75.000 brutto/Jahr", None, [(60000, 75000, "EUR", "year")]),
    ("Jahresgehalt 65.000 - 80.000 EUR", None, [(65000, 80000, "EUR", "year")]),
    ("Gehalt: 4.500 € brutto pro Monat", None, [(4500, 4500, "EUR", "month")]),
    ("Gehalt EUR 90.000-110.000", None, [(90000, 110000, "EUR", "year")]),
    ("| 40-60k€ |", None, [(40000, 60000, "EUR", "year")]),
    ("| €50-70k |", None, [(50000, 70000, "EUR", "year")]),
    ("45K€ à 55K€ selon profil", None, [(45000, 55000, "EUR", "year")]),
    ("Rémunération : entre 35 000 € et 40 000 € brut annuels", None, [(35000, 40000, "EUR", "year")]),
    ("Package entre 42 et 50K€ / an", None, [(42000, 50000, "EUR", "year")]),
    ("Salaire : 2 000EUR brut/mois", None, [(2000, 2000, "EUR", "month")]),
    ("Taux horaire brut : à partir de 13.19€", None, [(13.19, None, "EUR", "hour")]),
    ("Rémunération : 35 000,00€ à 42 000,00€ par an", None, [(35000, 42000, "EUR", "year")]),
    ("Salary CHF 120'000", None, [(120000, 120000, "CHF", "year")]),
    ("| 90k-130k CHF |", None, [(90000, 130000, "CHF", "year")]),
    ("Lön: kr 50 000/mån", "SE", [(50000, 50000, "SEK", "month")]),
    ("Salary 600 000 - 750 000 kr", "NO", [(600000, 750000, "NOK", "year")]),
    ("Salary 600 000 - 750 000 kr", None, [(600000, 750000, None, "year")]),
    ("| 570k - 800k NOK |", None, [(570000, 800000, "NOK", "year")]),
    ("Salary: 20 000 - 28 000 PLN net + VAT / month", None, [(20000, 28000, "PLN", "month")]),
    ("Salary: 20 000 - 28 000 zł per month", None, [(20000, 28000, "PLN", "month")]),
    ("£50k-£60k", None, [(50000, 60000, "GBP", "year")]),
    ("SENIOR DATA SCIENTIST\nUP TO £85,000 + BENEFITS\nLONDON", None, [(None, 85000, "GBP", "year")]),
    ("What we pay; DoE approx. £72k (neg.) + benefits", None, [(72000, 72000, "GBP", "year")]),
    ("| £50k - £100k p/a |", None, [(50000, 100000, "GBP", "year")]),
    ("Taux : de 12,80 € brut/heure jusqu'à 14,20 € brut/heure", None, [(12.8, 14.2, "EUR", "hour")]),
    ("Salaire brut/mois : 1980 €, repas fournis", None, [(1980, 1980, "EUR", "month")]),
    ("Gehalt: 52.000 € bis zu 66.000 € brutto", None, [(52000, 66000, "EUR", "year")]),
    ("bis zu 85.000 € Jahreszielgehalt", None, [(None, 85000, "EUR", "year")]),
    ("Mindestgehalt laut Kollektivvertrag € 40.000,- brutto pro Jahr", None, [(40000, None, "EUR", "year")]),
    ("Umowa: B2B 15-19k PLN lub etat", None, [(15000, 19000, "PLN", None)]),
    # India
    ("12-18 LPA", None, [(1200000, 1800000, "INR", "year")]),
    ("Salary: 12 LPA to 18 LPA", None, [(1200000, 1800000, "INR", "year")]),
    ("CTC: 8-12 Lakhs per annum", None, [(800000, 1200000, "INR", "year")]),
    ("Salary ₹25,00,000", None, [(2500000, 2500000, "INR", "year")]),
    ("Salary ₹12L - ₹18L", None, [(1200000, 1800000, "INR", "year")]),
    ("Salary INR 1,20,000", None, [(120000, 120000, "INR", None)]),
    ("Compensation: 25-50 lakhs INR per annum", None, [(2500000, 5000000, "INR", "year")]),
    ("Salary Rs. 40,000 - 60,000 per month", "IN", [(40000, 60000, "INR", "month")]),
    # China
    ("30-50万/年", None, [(300000, 500000, "CNY", "year")]),
    ("年薪30-60万", None, [(300000, 600000, "CNY", "year")]),
    ("月薪2-4万", None, [(20000, 40000, "CNY", "month")]),
    ("20k-40k*14", None, [(20000, 40000, "CNY", "month")]),
    ("15-25K·14薪", None, [(15000, 25000, "CNY", "month")]),
    ("薪资标准：13-18K * 15", None, [(13000, 18000, "CNY", "month")]),
    ("前端工程师【20 ~ 35K，18 ~ 24薪】", None, [(20000, 35000, "CNY", "month")]),
    ("薪资范围：20k-40k/月", None, [(20000, 40000, "CNY", "month")]),
    ("薪资：20-40K", None, [(20000, 40000, "CNY", None)]),
    ("薪资：30k+（面议）", None, [(30000, None, "CNY", None)]),
    ("高级前端开发工程师 20~40K", None, [(20000, 40000, "CNY", None)]),
    ("薪资月 base18K-36K，奖金另算", None, [(18000, 36000, "CNY", None)]),
    ("实习工资 300 元/天", None, [(300, 300, "CNY", "day")]),
    ("薪资 8000-12000元/月", None, [(8000, 12000, "CNY", "month")]),
    ("薪酬：2.5-3.5万元/月", None, [(25000, 35000, "CNY", "month")]),
    ("年包 50-100w", None, [(500000, 1000000, "CNY", "year")]),
    ("薪资 8000-1.2万/月", None, [(8000, 12000, "CNY", "month")]),
    ("招前端，7千-1.1万", None, [(7000, 11000, "CNY", None)]),
    ("诚聘测试工程师 14-22K。双休", None, [(14000, 22000, "CNY", None)]),
    ("## 薪资\n* 税后 9k，双休", None, [(9000, 9000, "CNY", None)]),
    # Vietnam
    ("Lương: 25 - 40 triệu", None, [(25000000, 40000000, "VND", None)]),
    ("15-20 triệu VND", None, [(15000000, 20000000, "VND", None)]),
    ("lương upto 3000$", None, [(None, 3000, None, None)]),
    ("Mức lương tới 40M", None, [(None, 40000000, "VND", None)]),
    ("Tester cần gấp. Offer upto 35M", "VN", [(None, 35000000, "VND", None)]),
    ("Thu nhập: 30 – 50 triệu/tháng", None, [(30000000, 50000000, "VND", "month")]),
    ("Lương: 35.000.000đ – 50.000.000đ", None, [(35000000, 50000000, "VND", None)]),
    ("Thu nhập 200-700 triệu/năm", None, [(200000000, 700000000, "VND", "year")]),
    ("Thu nhập từ 25 triệu trở lên", None, [(25000000, None, "VND", None)]),
    ("Tổng thu nhập từ 23 – 25 triệu/tháng Thưởng lễ, Tết", None, [(23000000, 25000000, "VND", "month")]),
    # shorthand
    ("Rate £320-380pd", None, [(320, 380, "GBP", "day")]),
    ("£480 p/day outside", None, [(480, 480, "GBP", "day")]),
    ("Lohn: CHF 6'900.– x 13", None, [(6900, 6900, "CHF", "month")]),
    ("3.900 € x 13,5", None, [(3900, 3900, "EUR", "month")]),
    ("Salary 1,10,000 per month INR", None, [(110000, 110000, "INR", "month")]),
    ("Upto 16L fixed + ESOPs", None, [(None, 1600000, "INR", "year")]),
    ("Budget: $70-90/hr", None, [(70, 90, None, "hour")]),
    ("Salary(USD): $3500 - $4500/month", None, [(3500, 4500, "USD", "month")]),
    ("Net 1800$ - 2200$", None, [(1800, 2200, None, None)]),
    ("Junior £29k, Senior £58k", None, [(29000, 29000, "GBP", "year"), (58000, 58000, "GBP", "year")]),
    ("Range Minimum $91,500.00 Range Maximum $140,600.00", None, [(91500, 140600, None, "year")]),
    ("Pay Range Start $61,300 Pay Range End $98,000", None, [(61300, 98000, None, "year")]),
    ("Salary $110-140 + equity", None, [(110000, 140000, None, "year")]),
    ("RAL 36-44k", None, [(36000, 44000, None, "year")]),
    ("薪资范围：11000～16000", None, [(11000, 16000, "CNY", None)]),
    ("月薪 1w2-1w8", None, [(12000, 18000, "CNY", "month")]),
    ("月薪 4-6k 刀", None, [(4000, 6000, "USD", "month")]),
    ("实习：220/天", None, [(220, 220, "CNY", "day")]),
    # a whole that contains the base told beside it
    ("Base: $140k - $160k; total compensation: $190k - $230k", None, [(140000, 160000, None, "year")]),
    ("$170k TC ($135k base + $35k bonus)", None, [(135000, 135000, None, "year")]),
    ("Salaire : environ 2 150 € brut par mois, soit environ 1 700 € net par mois.", "FR", [(2150, 2150, "EUR", "month")]),
    ("Starting salary is 82k € gross (54k € net for a family)", None, [(82000, 82000, "EUR", "year")]),
    ("Salaire : 1 700 € net par mois", "FR", [(1700, 1700, "EUR", "month")]),
    ("Gardener: 42k € gross. Lead gardener: 61k € net.", None, [(42000, 42000, "EUR", "year"), (61000, 61000, "EUR", "year")]),
    ("Salary: $145k ($120k base + $25k bonus)", None, [(120000, 120000, None, "year")]),
    ("Total compensation: $190k - $230k", None, [(190000, 230000, None, "year")]),
    # several bands
    (
        "SF: $180k-$220k; NYC: $170k-$210k",
        "US",
        [(180000, 220000, "USD", "year"), (170000, 210000, "USD", "year")],
    ),
    (
        "Zone A: $201,000 - $302,000 USD Zone B: $181,000 - $271,000 USD",
        None,
        [(201000, 302000, "USD", "year"), (181000, 271000, "USD", "year")],
    ),
    (
        "* Senior Engineer ($120-160k): modern stack\n* QA Engineer ($75-100k): manual",
        None,
        [(120000, 160000, None, "year"), (75000, 100000, None, "year")],
    ),
    (
        "Salary: $110,000 - $150,000 USD / 140,000 - 185,000 CAD",
        None,
        [(110000, 150000, "USD", "year"), (140000, 185000, "CAD", "year")],
    ),
    (
        "Annual salary USD 151,000 - 311,000 in Ohio // 133,000 - 287,000 in Texas",
        None,
        [(151000, 311000, "USD", "year"), (133000, 287000, "USD", "year")],
    ),
    ("| $120k-$150k |\nSalary: $120,000 - $150,000 USD per year", None, [(120000, 150000, "USD", "year")]),
    # on-target earnings contain commission: taken only where no base is stated
    ("Salary: $130k base / $260k OTE", None, [(130000, 130000, None, "year")]),
    ("Compensation: $260k OTE", None, [(260000, 260000, None, "year")]),
    (
        "The pay range for this opportunity is $150,000 to $175,000 salary with OTE $300,000 to $500,000",
        None,
        [(150000, 175000, None, "year")],
    ),
    (
        "The base range is $125,000 - $163,000 (On Target Earnings range is $180,000 - $233,000).",
        None,
        [(125000, 163000, None, "year")],
    ),
    # no sign of a currency, but plainly pay
    ("Acme | Remote | 80-120k | Full-time", None, [(80000, 120000, None, "year")]),
    ("Salary: 100-160k", None, [(100000, 160000, None, "year")]),
    ("Salary: 40-60k", None, [(40000, 60000, None, None)]),
    # business beside pay
    ("We raised $20M in Series A. $120k - $160k + equity", None, [(120000, 160000, None, "year")]),
    ("We've raised $51M (Series C) and pay $150k-$190k", None, [(150000, 190000, None, "year")]),
    ("Base salary for this Growth Manager role is $90,000 - $110,000", None, [(90000, 110000, None, "year")]),
    # words of the trade that elsewhere mean other money
    ("Director of Machine Learning ($200k - $250k + Equity)", None, [(200000, 250000, None, "year")]),
    ("Insurance Data Scientist £60k-£80k", None, [(60000, 80000, "GBP", "year")]),
    ("Seed stage, $120k-$150k", None, [(120000, 150000, None, "year")]),
    ("Pre-Sales Engineer (NYC) - $150-170k base salary", None, [(150000, 170000, None, "year")]),
    ("Starting pay for trained builders is $110k.", None, [(110000, 110000, None, "year")]),
    # addenda in brackets, markdown, slashes
    ("Salary: £45,000 - £50,000  (£neg) + benefits", None, [(45000, 50000, "GBP", "year")]),
    ("Pay: $40\\.00 \\- $50\\.00 per hour", "US", [(40, 50, "USD", "hour")]),
    ("Rémunération : 40/50k€", None, [(40000, 50000, "EUR", "year")]),
    ("£40k/£50k", None, [(40000, 50000, "GBP", "year")]),
    ("| $120k..$150k |", None, [(120000, 150000, None, "year")]),
    ("SCALA ENGINEER / 90-150k / EQUITY", None, [(90000, 150000, None, "year")]),
    ("| Full-time | 150K + Equity | On-site", None, [(150000, 150000, None, "year")]),
    ("This role offers up to 85K as a base salary", None, [(None, 85000, None, "year")]),
    ("Bezahlung ab EUR 50.000,-- brutto pro Jahr", None, [(50000, None, "EUR", "year")]),
    ("£400-£500 p/d", None, [(400, 500, "GBP", "day")]),
    ("500€ - 600€ HT / jour", None, [(500, 600, "EUR", "day")]),
    ("40-50 KEUR", None, [(40000, 50000, "EUR", "year")]),
    ("Rémunération : 3000 € brut - mensuel", None, [(3000, 3000, "EUR", "month")]),
    ("Competitive salary: 20M – 45M VND 13th month salary", None, [(20000000, 45000000, "VND", None)]),
    ("Our salary offer is £40+k depending on the candidate", None, [(40000, None, "GBP", "year")]),
    ("Mức lương: Upto ~40M gross", None, [(None, 40000000, "VND", None)]),
    ("Package: £60,000", None, [(60000, 60000, "GBP", "year")]),
    ("The range of pay is $100k - $120k", None, [(100000, 120000, None, "year")]),
    ("Rate of pay: $30-$40/hour", None, [(30, 40, None, "hour")]),
    ("The range of your base salary: $120k-$150k", None, [(120000, 150000, None, "year")]),
    # other countries' words
    ("Stundenlohn 15,50 €", None, [(15.5, 15.5, "EUR", "hour")]),
    ("Monatsbrutto ab € 3.200,-", None, [(3200, None, "EUR", "month")]),
    ("DKK 45.000-55.000 pr. måned", None, [(45000, 55000, "DKK", "month")]),
    ("Salaris tussen € 4.000 en € 5.500 bruto per maand", None, [(4000, 5500, "EUR", "month")]),
    ("€50.000 per jaar", None, [(50000, 50000, "EUR", "year")]),
    ("RAL fino a 45k €", None, [(None, 45000, "EUR", "year")]),
    ("15 000 - 20 000 PLN netto (B2B)", None, [(15000, 20000, "PLN", None)]),
    ("60 000 - 80 000 Kč / měsíc", None, [(60000, 80000, "CZK", "month")]),
    ("Từ 20 triệu đến 30 triệu đồng", None, [(20000000, 30000000, "VND", None)]),
    # yen and yuan
    ("月給30万円〜50万円", None, [(300000, 500000, "JPY", "month")]),
    ("年俸 500万円以上", None, [(5000000, None, "JPY", "year")]),
    ("年収 600万円〜1000万円", None, [(6000000, 10000000, "JPY", "year")]),
    ("Salary ¥8,000,000 - ¥10,000,000", "JP", [(8000000, 10000000, "JPY", "year")]),
    ("薪资 ¥15,000-¥20,000", None, [(15000, 20000, "CNY", None)]),
    ("日薪：300-500", None, [(300, 500, "CNY", "day")]),
    ("底薪8k+提成", None, [(8000, 8000, "CNY", None)]),
    ("北极科技招聘 H5 开发工程师，急招，20k+", None, [(20000, None, "CNY", None)]),
    ("With a package of up to £80,000 this role pays well", None, [(None, 80000, "GBP", "year")]),
    # two roles: one with a base, one with on-target earnings
    (
        "- Backend Engineer | $170-225k + equity\n" + "We build things. " * 12 + "\n- Account Exec | $120-350k OTE",
        None,
        [(170000, 225000, None, "year"), (120000, 350000, None, "year")],
    ),
]  # fmt: skip

NOT_PAY = [
    "Ad budget: $300/day",
    "Small businesses pay $3K–$9K for a website; we build them for less",
    "Plumbers are expensive here, averaging $130 / hour",
    "growing by 100k/yr users",
    "equity of $50k-$100k",
    "customers are already paying $900/month",
    "listed in 1994 (NYSE: O), the monthly pay company",
    "Hourly rate for Corp to Corp/1099",
    "bioreactors at 2L, 10L, 50L, and 200L scales",
    "a competitive salary and £5k car\nallowance",
    "超过60万+册书",
    "Gratification de stage : 1 200 € / mois",
    "Earn $2,000 for each referral",
    "~$140,000-1$70,000 is a slip: $1$70,000",
    "loans of $50k-$100k",
    "we write checks of $250k-$1M",
    "$25k-$50k RSU grant",
    "stock options worth $100k - $200k",
    "Customers pay us $50k to $100k a year",
    "$1,000-$2,000 hiring bonus",
    "$71mil raised, including $50mil last year",
    "two clients: a mill and a $2 Bln ferry line",
    "our largest subscription is $3k/month",
    "$450/month to be spent on family health insurance",
    "$6.7K Car Allowance",
    "Welfare package of 10,500,000 VND/year",
    "Premium insurance package (up to 500,000,000 VND/year)",
    "SALARY: $119 ,000 TO $155 ,000",
    "Salary up to £90, 000",
    "Bonus of 10% of your salary, up to $20k",
    "Death in service: 4x salary, up to £400k",
    "Car Allowance - Up to £6,000",
    "Billing £200k-£300k per year in a 360 role?",
    "We raised $20M in Series A",
    "We just closed a $12 million seed round",
    "Series B ($45M) led by funds",
    "with $60M in funding and a $350 million valuation",
    "just hit $1.7MM ARR",
    "with annual revenues of more than $100M",
    "$40 billion market",
    "a $16B industry",
    "we process $2B in transactions every year",
    "our cards saved customers $3B",
    "our tills see £90k in transactions each hour",
    "The bank has loaned over £3bn",
    "401k match up to $5,000",
    "medical, dental, 401K, PTO",
    "401(k) with 4% match",
    "Signing bonus: $10k",
    "a $10k sign-on bonus",
    "$5,000 annual learning stipend",
    "$1,500 a month rent stipend",
    "$1,000 for home office setup",
    "wellness allowance of $100/month",
    "Education budget: up to $2,000 per year",
    "Tuition reimbursement: up to $5,250/year",
    "Fertility HRA (up to $5,000 per year)",
    "Health plan insurance (teeth, eyes) - up to 24,000$ per year",
    "Life cover of 3 times your salary, up to $350k",
    "We pay a referral bonus of $2,000",
    "we're offering a $10k referral bounty",
    "First prize: $50,000",
    "closing $100K+ annual contracts",
    "average deal size $50k-$100k",
    "managing budgets of $500K+",
    "Experience managing monthly budgets of $500K - $800K",
    "products priced at $299",
    "plans from $10/month per user",
    "Equity: 0.5% - 1.5%",
    "0.1-0.5% equity",
    "10k+ customers and 750k downloads",
    "used by 100K-200K users",
    "over 700K small businesses",
    "2013-2018",
    "Call 555-0100 120",
    "port 8080, HTTP 404, 1080p",
    "94107 San Francisco, 10001 New York",
    "We are 50-100 people",
    "5-10k employees",
    "4K displays, 5k runs, 10K race",
    "context of 8k-32k tokens",
    "AWS EC2 p3.16xlarge, H100 80GB",
    "k8s, i18n, a16z, P100",
    "https://example.org/jobs/120k-150k",
    "https://bit.ly/36l9vRD",
    "Competitive salary, DOE",
    "Salary: negotiable",
    "Thoả thuận",
    "薪资面议",
    "you'll love it",
    "A轮融资5000万元",
    "注册用户超过300万",
    "每月餐补1000元",
    "入职奖金 5000 元",
    "意外伤害险保额20万",
    "Thưởng dự án: 3.500.000 - 5.000.000 VND/năm",
    "Phụ cấp ăn trưa: 730.000 VND/tháng",
    "thu nhập bình quân 29,5 triệu VNĐ/tháng",
    "Giải thưởng nhân viên xuất sắc tháng/năm: 02-10 triệu",
    "Bảo hiểm tai nạn cá nhân (hạn mức chi trả lên đến 600 triệu)",
    "Hỗ trợ gửi xe 300k/tháng",
    "Titres restaurant d'une valeur de 11,52 €",
    "Prime de cooptation de 500 à 4000€",
    "Weiterbildungsbudget von 1000 EUR pro Jahr",
    "budget annuel en dépenses : env. 800K d'euros",
    "lift up to 50 pounds",
    "Our platform has paid out £40k to creators",
    "We charge €900 per day plus a €300 fee",
    "Cloud bill of $20k/month",
    "You will own a $250,000 - $400,000 ad spend per month.",
    "The scholarship is $30,000 per year",
    "The median household income here is $72,000 per year.",
    "We grew from $0 to $3,000,000 net annually",
    "people with £140k + yearly billings behind them",
    "Nuit travaillée : 31€ brut",
    "Lương tốt. Gym: 350.000 VND/người/tháng",
    "Benefit package up to 18M VND/year",
    "30M+ installs, 4M DAU",
    "flats nearby go for $210,000 to $390,000",
    "Retention: £40k - £60k bonus pool",
    "薪资：3000-5000U",
    "Hoa hồng 10-20 triệu/tháng",
    "Ngân sách quảng cáo 100 - 200 triệu/tháng",
    "Investitionsvolumen 50.000 - 100.000 €",
    "Subvention de 20 000 à 40 000 €",
    "房租 2000-3000 元/月",
    "提供科研启动费 50-100 万元",
    "Competitive salary. Later you'll pay $5 for lunch",
    "open to all whatever their income: members may begin to save with no more than $7",
    "The last round is a paid trial ($450)",
    "We pay $250 for the homework",
    "for each $2 paid in, $6 more come back",
    "Pay: €15–25 per closed sale",
    "pension, holidays, $4K annually toward ongoing training",
    "年底双薪\n午餐餐标60-70元",
    "Wellness package of up to VND 25,000,000/ employee/ year",
    "Investment range: $50k - $150k",
    "Promotionsstipendium von 1.365 € monatlich",
    "Bourse de 1 500 € par mois",
    "Montant du projet : 50 000 à 80 000 €",
    "项目金额 50-100 万",
    "日活 30-50万",
    "安家费 30-50万",
    "销售额 50-100 万/月",
    "人均产值 50万/年",
    "股权激励 10-50万",
    "Salary: $0.00 /hour",
    "2024 - $9",
    "$",
    "k",
    "1,2,3",
    "",
]


ADS += [
    # both ends told apart, from the top down, or sharing the thousands
    ("Pay: $110,000 (entry) - $140,000 (senior)", "US", [(110000, 140000, "USD", "year")]),
    (
        "Pay is between $90,000 [lowest in our cheapest region] to $130,000 [highest in our dearest region].",
        "US",
        [(90000, 130000, "USD", "year")],
    ),
    ("Minimum salary: £40k, maximum salary: £50k", "GB", [(40000, 50000, "GBP", "year")]),
    ("Salary £75,000 - £60,000", "GB", [(60000, 75000, "GBP", "year")]),
    ("Salary: £60-70,000 DOE", "GB", [(60000, 70000, "GBP", "year")]),
    ("35 à 40 000 € par an", "FR", [(35000, 40000, "EUR", "year")]),
    ("Salary: $1 - $999,999", "US", []),
    ("Salary: 0 - 7500 EUR / month", "DE", [(None, 7500, "EUR", "month")]),
    # one end
    ("Minimum salary: £40k", "GB", [(40000, None, "GBP", "year")]),
    ("Mindestgehalt von 3.400 EUR brutto/Monat", "AT", [(3400, None, "EUR", "month")]),
    ("Max salary: 90k EUR", "DE", [(None, 90000, "EUR", "year")]),
    ("Salary up to circa £55,000", "GB", [(None, 55000, "GBP", "year")]),
    ("Rémunération : à partir de 34keuros bruts/an", "FR", [(34000, None, "EUR", "year")]),
    # short for a band that is told in full
    ("Salary £50,000 - £60,000. You can earn up to £60,000.", "GB", [(50000, 60000, "GBP", "year")]),
    # what the job is called, and what the list is headed by, denies nothing
    ("Founding Product Designer $120K - $150K • 0.5% • Boston", "US", [(120000, 150000, "USD", "year")]),
    ("Our perks and benefits: €48k - €70k, depending on experience", "DE", [(48000, 70000, "EUR", "year")]),
    ("$40k bonus, $160k base", "US", [(160000, 160000, "USD", "year")]),
    ("Fixgehalt 70.000 € + 10.000 € variabel", "DE", [(70000, 70000, "EUR", "year")]),
    ("60K€ - 70K€ + variable", "FR", [(60000, 70000, "EUR", "year")]),
    (
        "- Engineer | $170-225k + equity\n- Account Executive | Boston | $120-300k OTE",
        "US",
        [(170000, 225000, "USD", "year"), (120000, 300000, "USD", "year")],
    ),
    # a word may touch the sign
    ("Cash Range$138K – $180K", "US", [(138000, 180000, "USD", "year")]),
    # without a sign, by the hour
    ("Compensation: 20-25/hr", "US", [(20, 25, None, "hour")]),
    ("Pay: 65.00/hr", "US", [(65, 65, None, "hour")]),
    ("contract, up to $28/hourly", "US", [(None, 28, "USD", "hour")]),
    ("Rémunération entre 1850 € et 1960 € Brut / Mensuel", "FR", [(1850, 1960, "EUR", "month")]),
    ("14 EUR Vergütung pro Stunde", "DE", [(14, 14, "EUR", "hour")]),
    ("Stundensatz: 85-95 €", "DE", [(85, 95, "EUR", "hour")]),
    ("Freelance - 550€/j", "FR", [(550, 550, "EUR", "day")]),
    ("TJM : 400/500€", "FR", [(400, 500, "EUR", "day")]),
    ("bis zu 95.000 Euro Jahresgehalt plus Firmenwagen", "DE", [(None, 95000, "EUR", "year")]),
    ("CHF 60.-/Std., Lohn", "CH", [(60, 60, "CHF", "hour")]),
    # a currency named with the word that announces pay
    ("Salary (USD): 120k - 150k", None, [(120000, 150000, "USD", "year")]),
    ("Salary range (annual, GBP): 50,000 - 65,000", None, [(50000, 65000, "GBP", "year")]),
    # what announces pay and more
    ("Salary + Equity: $140K-$160k", "US", [(140000, 160000, "USD", "year")]),
    ("Senior | ~$157,000 to ~$236,000 + options", "US", [(157000, 236000, "USD", "year")]),
    ("Developer in Test (graduates welcome) 80k-110k", "US", [(80000, 110000, None, "year")]),
    ("Acme | Onsite | $100k+ http://example.org", "US", [(100000, None, "USD", "year")]),
    ("Base Salary: $90,000 - $120,000 Equity: 0.2% Stage: seed", "US", [(90000, 120000, "USD", "year")]),
    ("despite being a non-profit (150-200k/yr)", None, [(150000, 200000, None, "year")]),
    ("equity + $10k per-month salary", "US", [(10000, 10000, "USD", "month")]),
    # the country's sign in other places
    ("CAN$140,000 - CAN$160,000", None, [(140000, 160000, "CAD", "year")]),
    ("Remote, $US 130-200k", None, [(130000, 200000, "USD", "year")]),
    ("$85,000/yr USD or $105,000/yr CAD", None, [(85000, 85000, "USD", "year"), (105000, 105000, "CAD", "year")]),
    ("Rs.20,000-Rs.30,000 pm", "IN", [(20000, 30000, "INR", "month")]),
    ("Lương: 10.000.000 - 15.000.000", None, [(10000000, 15000000, "VND", None)]),
    ("Mức lương: 35,000,000 VND ~ UP TO 70,000,000 VND", "VN", [(35000000, 70000000, "VND", None)]),
    (
        "The minimum salary for the Technician position is $35.00 per hour"
        " and the maximum salary for the Technician position is $37.00 per hour.",
        "US",
        [(35, 37, "USD", "hour")],
    ),
    ("Salaire : 39 000€ et 42 000€", "FR", [(39000, 42000, "EUR", "year")]),
    ("mind. 45.000 € brutto p.a.", "AT", [(45000, None, "EUR", "year")]),
    # a text that lost its line breaks
    ("Salary range: $130K - $170KBuild models", "US", [(130000, 170000, "USD", "year")]),
    ("Between £50,000 and £70,000Permanent role", "GB", [(50000, 70000, "GBP", "year")]),
    # lines broken for their width
    (
        "Annual Salary USD 136,500 - 276,500 in California\n// 120,500 - 256,500 in Ohio",
        None,
        [(136500, 276500, "USD", "year"), (120500, 256500, "USD", "year")],
    ),
    # Chinese
    ("月薪 15000-25000", None, [(15000, 25000, "CNY", "month")]),
    ("**200 元/天**的实习工资", None, [(200, 200, "CNY", "day")]),
    ("PHP 开发 15-25K", None, [(15000, 25000, "CNY", None)]),
    ("1.【测试工程师x2】$3000-5000\n2.【设计师】", None, [(3000, 5000, None, None)]),
    # India
    ("Budget: 18-22 LPA (fixed)", "IN", [(1800000, 2200000, "INR", "year")]),
    ("EUR 70.000,- bis 85.000,-", "DE", [(70000, 85000, "EUR", "year")]),
    ("Gehalt 65–80 T€ plus Bonus", "DE", [(65000, 80000, "EUR", "year")]),
    ("Jahresgehalt 65 TEUR p.a.", "DE", [(65000, 65000, "EUR", "year")]),
    ("Salário: R$ 12.000 a R$ 15.000 por mês", "BR", [(12000, 15000, "BRL", "month")]),
    ("Rs. 50,000/- per month", "IN", [(50000, 50000, "INR", "month")]),
    (
        "The base pay ranges from $130,000/year in our lowest geographic market up to $220,000/year in our highest.",
        "US",
        [(130000, 220000, "USD", "year")],
    ),
]


ADS += [
    # currencies by their Chinese names, also in brackets
    ("远程，月薪 2000-4000 美元", None, [(2000, 4000, "USD", "month")]),
    ("年薪 8-12 万美元", None, [(80000, 120000, "USD", "year")]),
    ("薪资：5000-8000 新币/月", "SG", [(5000, 8000, "SGD", "month")]),
    ("薪资待遇：4200 —— 5600（美元）", "AE", [(4200, 5600, "USD", None)]),
    # Chinese pay without a sign
    ("薪资待遇：6000-8000", "CN", [(6000, 8000, "CNY", None)]),
    ("每月 15000-20000 元", "CN", [(15000, 20000, "CNY", "month")]),
    ("20K以上", "CN", [(20000, None, "CNY", None)]),
    # a number that nothing else can be
    ("Salary: 95,000", "US", [(95000, 95000, None, "year")]),
    ("Lương: 15.000.000", "VN", [(15000000, 15000000, "VND", None)]),
    # both ends told in words, or after an abbreviation's dot; a word may touch the lower
    (
        "Minimum pay for this grade is $61,000 - and the maximum pay for this grade is $68,500 annually.",
        "US",
        [(61000, 68500, "USD", "year")],
    ),
    ("Salary Range: USD $120,000.00/Yr. - USD $150,000.00/Yr.", "US", [(120000, 150000, "USD", "year")]),
    ("(débutant)Rémunération31K€ à 37K€ brut annuel", "FR", [(31000, 37000, "EUR", "year")]),
    ("Data Scientist - London - to £80k", "GB", [(None, 80000, "GBP", "year")]),
    # German and Hungarian months, the Swiss franc's short name
    ("Bruttomonatsgehalt: 3.800 € - 4.600 €", "DE", [(3800, 4600, "EUR", "month")]),
    ("Mindestgehalt laut KV: € 2.950,- brutto pro Monat", "AT", [(2950, None, "EUR", "month")]),
    ("Lohn: Fr. 8'500.- pro Monat", "CH", [(8500, 8500, "CHF", "month")]),
    ("1.200.000 - 1.800.000 Ft/hó", "HU", [(1200000, 1800000, "HUF", "month")]),
    ("Rp 10.000.000 – Rp 15.000.000 per bulan", "ID", [(10000000, 15000000, "IDR", "month")]),
    ("Rémunération 40/80 kEUR", "FR", [(40000, 80000, "EUR", "year")]),
    ("Salaire : 52?58 K€", "FR", [(52000, 58000, "EUR", "year")]),
    ("Rémunération : 33-39KE", "FR", [(33000, 39000, "EUR", "year")]),
    ("Actuary £48k - 57k Bonus + Benefits", "GB", [(48000, 57000, "GBP", "year")]),
    ("Salary £30-£35,000", "GB", [(30000, 35000, "GBP", "year")]),
    ("Taux journalier : 400 à 500 euros", "FR", [(400, 500, "EUR", "day")]),
    ("Mensuel de 2800 Euros à 3200 Euros sur 13 mois", "FR", [(2800, 3200, "EUR", "month")]),
    ("CDI : 1710 - 1850€ net", "FR", [(1710, 1850, "EUR", None)]),
    ("底薪 6000-8000 + 提成", "CN", [(6000, 8000, "CNY", None)]),
    ("4-6万新台币/月", "TW", [(40000, 60000, "TWD", "month")]),
    ("Max budget 15 LPA", "IN", [(None, 1500000, "INR", "year")]),
    ("Thu nhập (lương cứng + hoa hồng): 15-30 triệu/tháng", "VN", [(15000000, 30000000, "VND", "month")]),
    ("Salaire entre 13€10 et 15EUR25 brut de l'heure", "FR", [(13.1, 15.25, "EUR", "hour")]),
    ("Yearly salary and variable compensation is between $91,000 - $112,000", "US", [(91000, 112000, "USD", "year")]),
    (
        "- [安卓开发工程师](https://example.org/jobs/android/developer.md) 22-38K (13+1)",
        "CN",
        [(22000, 38000, "CNY", None)],
    ),
    ("Compensation:\n\n===\n\n115K - 140K ('fair')", "US", [(115000, 140000, None, "year")]),
    ("| 96k - 121k commensurate with seniority", "US", [(96000, 121000, None, "year")]),
    ("budget $62-71K, depending on your level", "US", [(62000, 71000, "USD", "year")]),
    (
        "We pay $3,000–3,500 USD/mo for juniors and $4,200–4,800 USD/mo for engineers in Spain.",
        None,
        [(3000, 3500, "USD", "month"), (4200, 4800, "USD", "month")],
    ),
    ("software that stops fraud for shops Junior Associate $3.1K - $4.2K / monthly", "US", [(3100, 4200, "USD", "month")]),
    ("Comp: $180/220k", "US", [(180000, 220000, "USD", "year")]),
    ("Good salary and generous founding equity (£62-74K)", "GB", [(62000, 74000, "GBP", "year")]),
    ("The total budget for this role is $120,000", "US", [(120000, 120000, "USD", "year")]),
    ("月综合收入 2-3 万", "CN", [(20000, 30000, "CNY", "month")]),
    ("税前 50 万起", "CN", [(500000, None, "CNY", "year")]),
    ("Lương lên đến $1,650 x 14 tháng/năm", "VN", [(None, 1650, None, "month")]),
    # other money beside pay
    ("Tech budget £1,500, salary £55K", "GB", [(55000, 55000, "GBP", "year")]),
    ("£55K salary, £1,500 tech budget", "GB", [(55000, 55000, "GBP", "year")]),
    ("Salary: up to £90k + equity (£20k-£40k)", "GB", [(None, 90000, "GBP", "year")]),
    (
        "a base of $101,000 - $118,000 and a yearly variable incentive of $40,000 - $52,000",
        "US",
        [(101000, 118000, "USD", "year")],
    ),
    ("Fixed: 10 LPA, Variable: 2 LPA", "IN", [(1000000, 1000000, "INR", "year")]),
    ("博士后年薪 25-35 万元，另提供 10 万元安家费", "CN", [(250000, 350000, "CNY", "year")]),
    ("We have 120k users and pay 90-110k EUR", "DE", [(90000, 110000, "EUR", "year")]),
    ("Hiring range: $88,400 - $101,700 (midpoint $95,050)", "US", [(88400, 101700, "USD", "year")]),
    ("£37,000 to £44,000 per annum, plus London Weighting of £3,500 per annum", "GB", [(37000, 44000, "GBP", "year")]),
    ("Salaire indicatif : 42K€ (base) + 5K€ (variable)", "FR", [(42000, 42000, "EUR", "year")]),
]


@pytest.mark.parametrize(("text", "country", "expected"), ADS, ids=[row[0][:40] for row in ADS])
def test_states_pay(text: str, country: str | None, expected: list[Band]) -> None:
    assert bands(pay(text, country=country)) == expected


@pytest.mark.parametrize("text", NOT_PAY)
def test_is_not_pay(text: str) -> None:
    assert bands(pay(text)) == []


FIELDS: list[tuple[str, str | None, list[Band]]] = [
    ("$53K-$91K (Glassdoor est.)", "US", [(53000, 91000, "USD", "year")]),
    ("$21-$29 Per Hour(Glassdoor est.)", "US", [(21, 29, "USD", "hour")]),
    ("$107K - $178K/yr", "US", [(107000, 178000, "USD", "year")]),
    ("$49 - $85 an hour", "US", [(49, 85, "USD", "hour")]),
    ("2-3 Lacs P.A.", "IN", [(200000, 300000, "INR", "year")]),
    ("Avg. salary - 9.2 LPA", "IN", [(920000, 920000, "INR", "year")]),
    ("Mensuel de 3372.0 Euros à 3372.0 Euros sur 12.0 mois", "FR", [(3372, 3372, "EUR", "month")]),
    ("Annuel de 30000.0 Euros à 40000.0 Euros", "FR", [(30000, 40000, "EUR", "year")]),
    ("Mensuel de 50000.0 Euros à 55000.0 Euros sur 12.0 mois", "FR", [(50000, 55000, "EUR", "month")]),
    ("Mensuel de 50000.0 Euros à 608000.0 Euros sur 12.0 mois", "FR", []),
    ("1660€ NET", "FR", [(1660, 1660, "EUR", None)]),
    ("A partir de 1 858,14 € Nets", "FR", [(1858.14, None, "EUR", None)]),
    ("50-80K·15薪", "CN", [(50000, 80000, "CNY", "month")]),
    ("30tr-35tr ₫/tháng", "VN", [(30000000, 35000000, "VND", "month")]),
    ("200tr-500tr ₫/năm", "VN", [(200000000, 500000000, "VND", "year")]),
    ("600-1,200 ₫/tháng", "VN", []),
    ("$ 495-760 /tháng", "VN", [(495, 760, None, "month")]),
    ("Từ $ 3,000 /tháng", "VN", [(3000, None, None, "month")]),
    ("Mức lươngTới 45 triệu", "VN", [(None, 45000000, "VND", None)]),
    ("16 - 26 triệu", "VN", [(16000000, 26000000, "VND", None)]),
    ("30 - 50M", "VN", [(30000000, 50000000, "VND", None)]),
    ("14.000.000 VND to 15.000.000 VND", "VN", [(14000000, 15000000, "VND", None)]),
    ("10000000.0-15000000.0 VND", "VN", [(10000000, 15000000, "VND", None)]),
    ("1.000 USD to 1.300 USD", "VN", [(1000, 1300, "USD", None)]),
    ("Up to $2,000", None, [(None, 2000, None, None)]),
    ("$200K – $350K • 0.05% – 0.15% • $120K – $300K Commission", "US", [(200000, 350000, "USD", "year")]),
    ("Thoả thuận", "VN", []),
    ("Negotiable", None, []),
    ("You'll love it", None, []),
    ("", None, []),
]


@pytest.mark.parametrize(("value", "country", "expected"), FIELDS, ids=[row[0][:40] for row in FIELDS])
def test_field(value: str, country: str | None, expected: list[Band]) -> None:
    found = field_pay(value, country=country, basis="field")
    assert bands(found) == expected
    assert all(band.basis == "field" and band.start is None and band.end is None for band in found)


def test_field_keeps_the_basis_of_an_estimate() -> None:
    (band,) = field_pay("$53K-$91K (Glassdoor est.)", country="US", basis="estimate")
    assert (band.basis, band.surface) == ("estimate", "$53K-$91K")


def test_title_adds_what_the_text_does_not_say() -> None:
    (band,) = pay("We build robots.", country="US", title="ML Engineer - $150k-$190k")
    assert (band.low, band.high, band.currency, band.start) == (150000, 190000, "USD", None)
    (same,) = pay("Salary: $150k-$190k", country="US", title="ML Engineer - $150k-$190k")
    assert same.start == 8
    (short,) = pay("Salary: $150k-$190k", country="US", title="ML Engineer - $190k")
    assert short.start == 8


@pytest.mark.parametrize(
    ("title", "country", "expected"),
    [
        ("Python Developer (Up to $2600)", "VN", [(None, 2600, None, None)]),
        ("Tester / Java, upto 32M", "VN", [(None, 32000000, "VND", None)]),
        ("Data Analyst - $40+bn fund", "US", []),
        ("Legal trainee (1L summer)", "US", []),
        ("Welder - $4,000 sign", "US", []),
        ("Data engineer, sign on bonus up to $9,000", "US", []),
    ],
)
def test_money_in_a_title_is_pay(title: str, country: str, expected: list[Band]) -> None:
    assert bands(pay("We build robots.", country=country, title=title)) == expected


def test_board_ad_is_for_one_job_whose_base_is_its_pay() -> None:
    text = "Salary: £21,000 basic\n" + "We train you well.\n" * 20 + "First year OTE £33k, second year OTE £46k"
    assert bands(pay(text, title="Trainee Consultant")) == [(21000, 21000, "GBP", "year")]
    assert len(pay(text)) == 3


@pytest.mark.parametrize("code", [*shelf("currencies")["currencies"]])
def test_currency_examples(code: str) -> None:
    item = shelf("currencies")["currencies"][code]
    assert len(code) == 3
    assert item["signs"]
    assert item["why"]
    least, most = item["yearly"]
    assert least < item["year_from"] < most
    assert item["examples"]
    for example in item["examples"]:
        found = [
            (b.low or "", b.high or "", b.period or "") for b in pay(example["text"]) if b.currency == code
        ]
        assert found == [tuple(band) for band in example["bands"]], example["text"]


@pytest.mark.parametrize("sign", [*shelf("currencies")["shared"]])
def test_shared_sign_examples(sign: str) -> None:
    item = shelf("currencies")["shared"][sign]
    for example in item["examples"]:
        found = pay(example["text"])
        assert [(b.low or "", b.high or "", b.period or "") for b in found] == [
            tuple(x) for x in example["bands"]
        ]
        assert all(band.currency is None for band in found)
    for country, code in item["of"].items():
        assert len(country) == 2
        assert code in currencies()
        (band,) = pay(item["examples"][0]["text"], country=country)
        assert band.currency == code


PIECES = st.sampled_from(
    ["$", "€", "£", "₹", "¥", "USD ", "120", "150", "1,20,000", "120.000", "k", "K", "万", "-", " - ", "–", "/", "/yr",
     " per hour", "+", "%", ".", ",", " ", "\n", "|", "salary", "薪", "bonus", "equity", "up to ", "from ", "月", "*14",
     "LPA", "triệu", "lương ", "à", "1", "0", "’", "\u00a0", "401k", "OTE", "(", ")", "a", "é", "️🎁"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map("".join)))
def test_every_band_is_proved_by_its_characters(text: str) -> None:
    found = pay(text)
    assert found == pay(text)
    for band in found:
        assert band.start is not None
        assert band.end is not None
        assert text[band.start : band.end] == band.surface
        assert any(character.isdigit() for character in band.surface)
        assert (band.low, band.high) != (None, None)
        assert band.low is None or band.high is None or 0 < band.low <= band.high
        assert band.currency is None or band.currency in currencies()
    starts = [band.start for band in found if band.start is not None]
    assert starts == sorted(starts)


@settings(max_examples=100, deadline=None)
@given(
    low=st.integers(40, 400),
    width=st.integers(1, 100),
    form=st.sampled_from(
        ["${}k-${}k", "${}-{}k", "${}K – {}K", "${},000 to ${},000", "{}k-{}k USD", "USD {}k - {}k"]
    ),
    before=st.sampled_from(["", "Acme | ", "Salary: ", "We raised $5M. ", "- ", "工资 "]),
)
def test_reads_any_plain_band(low: int, width: int, form: str, before: str) -> None:
    found = pay(before + form.format(low, low + width), country="US")
    assert bands(found) == [(low * 1000, (low + width) * 1000, "USD", "year")]


@pytest.mark.parametrize(
    "text",
    ["1" * 200_000, "1 " * 100_000, "$" * 200_000, "1," * 100_000, "$1k-" * 50_000, "- " * 100_000, "$100k " * 40_000,
     "salary " * 30_000, "月" * 200_000, "http://" + "1/" * 90_000, "1" + " " * 200_000, "$1" + "+" * 200_000,
     "gehalt" * 30_000 + " $100k", "+ " * 100_000 + "$1"],
    ids=lambda text: text[:9],
)  # fmt: skip
def test_hostile_text_takes_no_time(text: str) -> None:
    with at_most(1):
        pay(text)


@pytest.mark.corpora
def test_agrees_with_what_boards_declare(corpora: Path) -> None:
    """Where an ad's text states pay and its board declares it, both name the same band (or on-target earnings)."""
    texts = same = 0
    for path in sorted((corpora / "stapply-ats-2025" / "ashby").iterdir())[::6]:
        raw = path.read_bytes()
        for job in json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw).get("jobs", [])[:12]:
            declared = {
                (part["minValue"], part["maxValue"])
                for tier in (job.get("compensation") or {}).get("compensationTiers", [])
                for part in tier["components"]
                if part["compensationType"] == "Salary" and part["minValue"]
            }
            found = {(band.low, band.high) for band in pay(job.get("descriptionPlain") or "")}
            if declared and found:
                texts += 1
                same += bool(found & declared)
    assert texts >= 20
    assert same >= 0.85 * texts
