"""Logistic and linear regression whose errors are clustered by employer.  Never chooses what to adjust for.

Logistic fits use Firth's penalty (1993): a source or year without a single event has a finite effect instead
of breaking the fit, and small samples are less biased.  Variances are CR3 (the cluster jackknife in its
linearised form, MacKinnon, Nielsen and Webb 2023) up to 400 clusters and CR1 beyond, where the two agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from jobmarket.statistics.estimates import (
    Codes,
    Estimate,
    Flags,
    Floats,
    compact,
    count_distinct,
    distinct,
    wald,
)

JACKKNIFE_UP_TO = 400
STEPS = 60


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted regression, seen from its ``targets`` (the last columns).

    ``coefficients`` and ``covariance`` are those of the targets, NaN where one is not identified;
    ``df`` is for their t tests; ``ads`` and ``clusters`` are what the fit rests on.
    """

    coefficients: Floats
    covariance: Floats
    df: float
    ads: int
    clusters: int

    def estimate(self, index: int = 0, *, null: float = 0.0) -> Estimate:
        """One target with its interval and its p against ``null``."""
        error = float(np.sqrt(self.covariance[index, index]))
        return wald(
            float(self.coefficients[index]), error, self.df, null=null, ads=self.ads, clusters=self.clusters
        )

    def contrast(self, weights: Floats) -> Estimate:
        """A weighted sum of targets with its interval and its p against 0."""
        error = float(np.sqrt(weights @ self.covariance @ weights))
        return wald(float(weights @ self.coefficients), error, self.df, ads=self.ads, clusters=self.clusters)

    def joint_p(self) -> float:
        """p of "all targets are zero": Wald's F with (targets, df) degrees of freedom."""
        known = np.isfinite(self.coefficients)
        k = int(known.sum())
        if k == 0 or self.df <= 0:
            return 1.0
        b, v = self.coefficients[known], self.covariance[np.ix_(known, known)]
        f = float(b @ np.linalg.pinv(v) @ b) / k
        return float(stats.f.sf(f, k, self.df))


def effects(codes: NDArray[np.generic]) -> Floats:
    """One 0/1 column a level, the most frequent level left out as the reference.  Shape (ads, levels − 1)."""
    levels, inverse, count = np.unique(codes, return_inverse=True, return_counts=True)
    keep = [k for k in range(levels.size) if k != int(np.argmax(count))]
    columns: Floats = (inverse.reshape(-1, 1) == np.asarray(keep, dtype=np.int64).reshape(1, -1)).astype(
        float
    )
    return columns


def columns(*parts: Floats | Flags) -> Floats:
    """Vectors and matrices of one length side by side as one float matrix."""
    blocks = [np.asarray(part, dtype=float).reshape(len(part), -1) for part in parts]
    return np.concatenate(blocks, axis=1)


def independent(matrix: Floats) -> list[int]:
    """The columns that are no combination of those before them, by Gram and Schmidt."""
    kept: list[int] = []
    basis: list[Floats] = []
    for index in range(matrix.shape[1]):
        rest = matrix[:, index].astype(float)
        size = float(np.linalg.norm(rest))
        for direction in basis:
            rest = rest - (direction @ rest) * direction
        left = float(np.linalg.norm(rest))
        if size > 0 and left > 1e-8 * size:
            kept.append(index)
            basis.append(rest / left)
    return kept


def logistic(hit: Flags, targets: Floats, nuisance: Sequence[Floats], cluster: Codes) -> Fit:
    """Logistic regression of ``hit`` on an intercept, ``nuisance`` effects and ``targets``.

    Args:
        hit: one flag an ad.
        targets: (ads, k), the columns asked about; a column that the nuisance explains comes back NaN.
        nuisance: matrices of (ads, any) columns adjusted for (source and year effects, ad length).
        cluster: employer code an ad.

    Degrees of freedom: one less than the employers that carry the rarer outcome, which is what a robust
    error really rests on when events are few.
    """
    k = targets.shape[1]
    n = int(hit.size)
    full = columns(np.ones(n), *nuisance, targets) if n else np.zeros((0, 1 + k))
    cluster = compact(cluster)
    rows, index = _distinct(full)
    kept = independent(rows) if n else []
    wanted = list(range(full.shape[1] - k, full.shape[1]))
    if n == 0 or hit.all() or not hit.any() or not set(wanted) & set(kept):
        return Fit(np.full(k, np.nan), np.full((k, k), np.nan), 0.0, n, count_distinct(cluster))
    design = rows[:, kept]
    trials = np.bincount(index, minlength=len(rows)).astype(float)
    events: Floats = np.bincount(index, weights=hit.astype(float), minlength=len(rows)).astype(float)
    beta = _firth(design, trials, events)
    chance = 1 / (1 + np.exp(-np.clip(design @ beta, -35, 35)))
    weight = chance * (1 - chance)
    g = int(cluster.max()) + 1
    pairs, inverse = distinct(cluster * len(rows) + index)
    pair = pairs.astype(np.int64)
    who, row = pair // len(rows), pair % len(rows)
    size = np.bincount(inverse).astype(float)
    residual = np.bincount(inverse, weights=hit.astype(float)) - size * chance[row]
    covariance = _clustered(design[row], residual, size * weight[row], who, g)
    rare = hit if hit.mean() <= 0.5 else ~hit
    df = float(count_distinct(cluster[rare]) - 1)
    return _fit(beta, covariance, kept, wanted, df, n, g)


def linear(y: Floats, targets: Floats, nuisance: Sequence[Floats], cluster: Codes) -> Fit:
    """Least squares of ``y`` on an intercept, ``nuisance`` and ``targets``; arguments as in `logistic`."""
    k, n = targets.shape[1], int(y.size)
    full = columns(np.ones(n), *nuisance, targets) if n else np.zeros((0, 1 + k))
    cluster = compact(cluster)
    kept = independent(full) if n else []
    wanted = list(range(full.shape[1] - k, full.shape[1]))
    g = int(cluster.max()) + 1 if n else 0
    if n <= len(kept) or not set(wanted) & set(kept):
        return Fit(np.full(k, np.nan), np.full((k, k), np.nan), 0.0, n, g)
    design = full[:, kept]
    beta: Floats = np.linalg.lstsq(design, y, rcond=None)[0].astype(np.float64)
    covariance = _clustered(design, y - design @ beta, np.ones(n), cluster, g)
    return _fit(beta, covariance, kept, wanted, float(g - 1), n, g)


def _fit(
    beta: Floats, covariance: Floats, kept: list[int], wanted: list[int], df: float, n: int, g: int
) -> Fit:
    place = {column: position for position, column in enumerate(kept)}
    at = [place.get(column, -1) for column in wanted]
    b = np.array([beta[p] if p >= 0 else np.nan for p in at])
    v = np.array([[covariance[p, q] if p >= 0 and q >= 0 else np.nan for q in at] for p in at])
    return Fit(b, v, df, n, g)


def _distinct(matrix: Floats) -> tuple[Floats, Codes]:
    """The distinct rows and each row's place among them (rows are hashed by a fixed random projection)."""
    if matrix.shape[0] == 0:
        return matrix, np.zeros(0, dtype=np.int64)
    key = matrix @ np.random.default_rng(20260630).standard_normal(matrix.shape[1])
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    return matrix[first], inverse.astype(np.int64).reshape(-1)


def _firth(design: Floats, trials: Floats, events: Floats) -> Floats:
    """Coefficients by damped Newton steps on Firth's modified score."""
    beta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(design @ beta, -35, 35)))
        weight = trials * chance * (1 - chance)
        inverse = np.linalg.pinv((design * weight[:, None]).T @ design)
        hat = weight * np.einsum("ij,jk,ik->i", design, inverse, design)
        step = inverse @ (design.T @ (events - trials * chance + hat * (0.5 - chance)))
        largest = float(np.abs(step).max())
        beta = beta + step * min(1.0, 3.0 / largest if largest > 0 else 1.0)
        if largest < 1e-8:
            break
    return beta


def _clustered(design: Floats, residual: Floats, weight: Floats, cluster: Codes, g: int) -> Floats:
    """The cluster-robust covariance of the coefficients; rows may stand for several ads."""
    k = design.shape[1]
    bread = np.linalg.pinv((design * weight[:, None]).T @ design)
    score = np.stack(
        [np.bincount(cluster, weights=design[:, j] * residual, minlength=g) for j in range(k)], axis=1
    )
    if g > JACKKNIFE_UP_TO:
        meat = score.T @ score * (g / (g - 1))
        covariance: Floats = bread @ meat @ bread
        return covariance
    information = np.zeros((g, k, k))
    np.add.at(information, cluster, np.einsum("i,ij,ik->ijk", weight, design, design))
    without: Floats = (np.linalg.pinv(bread)[None] - information).astype(np.float64)
    shifts: Floats = np.einsum("gij,gj->gi", _inverses(without, bread.astype(np.float64)), score)
    jackknife: Floats = shifts.T @ shifts * ((g - 1) / g)
    return jackknife


def _inverses(matrices: Floats, whole: Floats) -> Floats:
    """The inverse of each matrix; the pseudo-inverse where one has (nearly) none.

    ``whole`` is the inverse with every employer in: where leaving one out makes it a million times larger, that
    employer alone carried a coefficient, and the direction is left out instead.
    """
    k = matrices.shape[1]
    scale = np.abs(matrices).max(axis=(1, 2), keepdims=True)
    inverses: Floats = np.linalg.inv(matrices + 1e-13 * scale * np.eye(k)[None])
    wild = ~(np.abs(inverses).max(axis=(1, 2)) < 1e6 * np.abs(whole).max())
    if wild.any():
        inverses[wild] = np.linalg.pinv(matrices[wild], hermitian=True, rcond=1e-10)
    return inverses
