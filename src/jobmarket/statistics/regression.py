"""Logistic and linear regression whose errors are clustered by employer.  Never chooses what to adjust for.

Logistic fits use Firth's penalty (1993): a source or year without a single event has a finite effect instead
of breaking the fit, and small samples are less biased.  Variances are CR3, the cluster jackknife in its
linearised form (MacKinnon, Nielsen and Webb 2023), and in logistic fits never below those of independent ads:
where a group has hardly an event, its residuals are all small and every robust variance collapses.  Degrees of
freedom are those of the employers that really carry a coefficient (Carter, Schnepel and Steigerwald 2017).
Without these two, one in a hundred tests of a small group gave p < 0.0006 with nothing there (jobmarket.simulation).
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

# With more employers than this, one that carries less than this of the information is left out by the first two
# terms of the series for the inverse without it, not by the inverse itself.
EXACT_UP_TO, LIGHT = 400, 0.05
STEPS = 60


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted regression, seen from its ``targets`` (the last columns).

    ``coefficients`` and ``covariance`` are those of the targets, NaN where one is not identified;
    ``df``, one a target, are for their t tests, ``joint_df`` for the test of all; ``ads`` and ``clusters`` are
    what the fit rests on.
    """

    coefficients: Floats
    covariance: Floats
    df: Floats
    joint_df: float
    ads: int
    clusters: int

    def estimate(self, index: int = 0, *, null: float = 0.0) -> Estimate:
        """One target with its interval and its p against ``null``."""
        error = float(np.sqrt(self.covariance[index, index]))
        return wald(
            float(self.coefficients[index]),
            error,
            float(self.df[index]),
            null=null,
            ads=self.ads,
            clusters=self.clusters,
        )

    def contrast(self, weights: Floats) -> Estimate:
        """A weighted sum of targets with its interval and its p against 0."""
        error = float(np.sqrt(weights @ self.covariance @ weights))
        df = float(self.df[weights != 0].min(initial=np.inf))
        return wald(float(weights @ self.coefficients), error, df, ads=self.ads, clusters=self.clusters)

    def joint_p(self) -> float:
        """p of "all targets are zero": Hotelling's T², which pays for having estimated the covariance."""
        known = np.isfinite(self.coefficients)
        k = int(known.sum())
        df = self.joint_df - k + 1
        if k == 0 or df <= 0:
            return 1.0
        b, v = self.coefficients[known], self.covariance[np.ix_(known, known)]
        f = float(b @ np.linalg.pinv(v) @ b) / k * df / (df + k - 1)
        return float(stats.f.sf(f, k, df))


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

    Degrees of freedom: one less than the employers that carry the rarer outcome, or than those that carry the
    coefficient where these are fewer; that is what a robust error really rests on.
    """
    k = targets.shape[1]
    n = int(hit.size)
    full = columns(np.ones(n), *nuisance, targets) if n else np.zeros((0, 1 + k))
    cluster = compact(cluster)
    rows, index = _distinct(full)
    kept = independent(rows) if n else []
    wanted = list(range(full.shape[1] - k, full.shape[1]))
    if n == 0 or hit.all() or not hit.any() or not set(wanted) & set(kept):
        return Fit(np.full(k, np.nan), np.full((k, k), np.nan), np.zeros(k), 0.0, n, count_distinct(cluster))
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
    covariance, carriers = _clustered(design[row], residual, size * weight[row], who, g, floor=1.0)
    rare = hit if hit.mean() <= 0.5 else ~hit
    most = float(count_distinct(cluster[rare]))
    return _fit(beta, covariance, kept, wanted, (np.minimum(carriers, most), most), n, g)


def linear(y: Floats, targets: Floats, nuisance: Sequence[Floats], cluster: Codes) -> Fit:
    """Least squares of ``y`` on an intercept, ``nuisance`` and ``targets``; arguments as in `logistic`."""
    k, n = targets.shape[1], int(y.size)
    full = columns(np.ones(n), *nuisance, targets) if n else np.zeros((0, 1 + k))
    cluster = compact(cluster)
    kept = independent(full) if n else []
    wanted = list(range(full.shape[1] - k, full.shape[1]))
    g = int(cluster.max()) + 1 if n else 0
    if n <= len(kept) or not set(wanted) & set(kept):
        return Fit(np.full(k, np.nan), np.full((k, k), np.nan), np.zeros(k), 0.0, n, g)
    design = full[:, kept]
    square = design.T @ design
    beta: Floats = np.linalg.solve(square, design.T @ y).astype(np.float64)
    # One step of refinement takes back what squaring the design cost in digits.
    beta += np.linalg.solve(square, design.T @ (y - design @ beta))
    covariance, carriers = _clustered(design, y - design @ beta, np.ones(n), cluster, g, floor=0.0)
    return _fit(beta, covariance, kept, wanted, (carriers, float(g)), n, g)


def _fit(
    beta: Floats,
    covariance: Floats,
    kept: list[int],
    wanted: list[int],
    carriers: tuple[Floats, float],
    n: int,
    g: int,
) -> Fit:
    """The targets' part of a fit; ``carriers``: the employers that carry each coefficient, and all of them."""
    place = {column: position for position, column in enumerate(kept)}
    at = [place.get(column, -1) for column in wanted]
    b = np.array([beta[p] if p >= 0 else np.nan for p in at])
    v = np.array([[covariance[p, q] if p >= 0 and q >= 0 else np.nan for q in at] for p in at])
    each, most = carriers
    df = np.array([each[p] - 1 if p >= 0 else 0.0 for p in at])
    return Fit(b, v, df, most - 1, n, g)


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
        hat = weight * ((design @ inverse) * design).sum(axis=1)
        step = inverse @ (design.T @ (events - trials * chance + hat * (0.5 - chance)))
        largest = float(np.abs(step).max())
        beta = beta + step * min(1.0, 3.0 / largest if largest > 0 else 1.0)
        if largest < 1e-8:
            break
    return beta


def _clustered(
    design: Floats, residual: Floats, weight: Floats, cluster: Codes, g: int, *, floor: float
) -> tuple[Floats, Floats]:
    """The cluster-robust covariance of the coefficients, and how many employers carry each of them.

    Rows may stand for several ads.  ``floor``: no variance falls below this many times that of independent ads
    of unit dispersion.
    """
    k = design.shape[1]
    bread: Floats = np.linalg.pinv((design * weight[:, None]).T @ design).astype(np.float64)
    score = _sums(design * residual[:, None], cluster, g)
    # What a cluster moves the coefficients by: bread·score, and the next term of the inverse without it.
    shifts = score @ bread
    again = weight * np.einsum("ij,ij->i", design, shifts[cluster])
    moved = design @ bread
    leverage = np.bincount(cluster, weights=weight * (moved * design).sum(axis=1), minlength=g)
    shifts = shifts + _sums(design * again[:, None], cluster, g) @ bread
    heavy = np.flatnonzero(leverage > (LIGHT if g > EXACT_UP_TO else -1.0))
    if heavy.size:
        place = np.full(g, -1)
        place[heavy] = np.arange(heavy.size)
        rows = np.flatnonzero(place[cluster] >= 0)
        information = np.zeros((heavy.size, k, k))
        some = design[rows]
        np.add.at(information, place[cluster[rows]], np.einsum("i,ij,ik->ijk", weight[rows], some, some))
        without: Floats = (np.linalg.pinv(bread)[None] - information).astype(np.float64)
        shifts[heavy] = np.einsum("gij,gj->gi", _inverses(without, bread), score[heavy])
    covariance: Floats = shifts.T @ shifts * ((g - 1) / g)
    own = np.sqrt(np.maximum(np.diag(bread) * floor / np.maximum(np.diag(covariance), 1e-300), 1.0))
    carried = _sums(weight[:, None] * moved**2, cluster, g)
    carriers: Floats = carried.sum(axis=0) ** 2 / np.maximum((carried**2).sum(axis=0), 1e-300)
    return covariance * np.outer(own, own), carriers


def _sums(rows: Floats, cluster: Codes, g: int) -> Floats:
    """Column sums a cluster."""
    sums: Floats = np.stack(
        [np.bincount(cluster, weights=column, minlength=g) for column in rows.T], axis=1
    ).astype(np.float64)
    return sums


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
