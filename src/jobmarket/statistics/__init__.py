"""Numbers in, intervals out: paired comparisons, shares, trends, pay, pooling.

Knows nothing of ads, claims, tables or files.  Every function is deterministic: where chance is
needed (bootstrap) the generator has a fixed seed.  Ads of one employer are never taken as independent:
every function that takes ads takes ``cluster``, one code an ad.
"""
