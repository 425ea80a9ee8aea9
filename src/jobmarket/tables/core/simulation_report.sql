/*
about = "How the method fares where the truth is planted: one row a scenario, statistic and figure of the published simulation."
key = ["scenario", "statistic", "figure", "target"]
may_be_empty = true

[columns]
scenario = "what was planted, and in how much evidence"
statistic = "the statistic under test, or the family of all claims"
figure = "what was counted: false verdicts, coverage, power, power over all claims"
replications = "how many times it could have happened"
value = "the share of times it did"
low = "lower end of the share's 95 % interval (Wilson)"
high = "upper end"
target = "what is demanded, in words; empty where the figure is told, not demanded"
met = "whether the target is met; NULL where there is none"

[[always]]
that = "a figure is a share inside its interval"
sql = "value BETWEEN 0 AND 1 AND low <= value + 1e-4 AND value <= high + 1e-4"

[[always]]
that = "something was simulated"
sql = "replications > 0"

[[always]]
that = "what is demanded is judged"
sql = "(target = '') = (met IS NULL)"
*/
SELECT scenario, statistic, figure, replications, value, low, high, target, met
FROM raw_simulation
ORDER BY figure, scenario, statistic, target
