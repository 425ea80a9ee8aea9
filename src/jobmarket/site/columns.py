"""Headings for the columns of the marts, the same on every page.  Holds no figures."""

from __future__ import annotations

from jobmarket.charts import Column

FRAMEWORK = Column("framework", "Framework", "name")
SHARE = (
    Column("share", "Share", "share"),
    Column("share_low", "from", "share"),
    Column("share_high", "to", "share"),
)
COUNTS = (
    Column("openings", "Openings", "count"),
    Column("employers", "Employers", "count"),
    Column("ads", "Ads", "count"),
)
OF_DL = Column("dl_openings", "of deep-learning openings", "count")
OF_ALL = (
    Column("share_of_all", "Share of all", "share"),
    Column("share_of_all_low", "from", "share"),
    Column("share_of_all_high", "to", "share"),
    Column("openings", "Openings", "count"),
    Column("all_openings", "of all openings", "count"),
)
PAIR = (
    *SHARE,
    Column("first_only", "name only the first", "count"),
    Column("second_only", "name only the second", "count"),
    Column("both", "name both", "count"),
    Column("first_employers", "Employers, first", "count"),
    Column("second_employers", "Employers, second", "count"),
)
PAY = (
    Column("median_usd", "Median", "usd"),
    Column("median_low_usd", "from", "usd"),
    Column("median_high_usd", "to", "usd"),
    Column("p10_usd", "10th percentile", "usd"),
    Column("p25_usd", "Lower quartile", "usd"),
    Column("p75_usd", "Upper quartile", "usd"),
    Column("p90_usd", "90th percentile", "usd"),
    Column("openings", "Priced openings", "count"),
    Column("employers", "Employers", "count"),
)
EVIDENCE = (
    Column("label", "Evidence"),
    Column("employers", "Employers", "count"),
    Column("postings", "Ads", "count"),
)
