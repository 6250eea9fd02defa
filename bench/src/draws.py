"""The peer of the row "draws": the same draws and ranks with numpy. One JSON line in, one out for every further line read."""
import hashlib
import json
import sys
import time

import numpy as np

given = json.loads(sys.stdin.readline())
x = np.array(given["values"])  # indicator by org unit
weights, inputs = np.array(given["weights"]), np.array(given["inputs"], dtype=np.uint64)
draws, units = given["draws"], x.shape[1]


def uniform(draw, place):
    """Philox4x32-10 at (draw, 0, input, 0)."""
    c0, c2 = np.broadcast_arrays(draw.astype(np.uint64), place)
    c1 = c3 = np.zeros_like(c0)
    k0, k1, mask = given["seed"] & 0xFFFFFFFF, given["seed"] >> 32, np.uint64(0xFFFFFFFF)
    for _ in range(10):
        p0, p1 = c0 * np.uint64(0xD2511F53), c2 * np.uint64(0xCD9E8D57)
        c0, c1, c2, c3 = (p1 >> np.uint64(32)) ^ c1 ^ np.uint64(k0), p1 & mask, (p0 >> np.uint64(32)) ^ c3 ^ np.uint64(k1), p0 & mask
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return ((c0 >> np.uint64(6)).astype(float) * 2**26 + (c1 >> np.uint64(6)).astype(float) + 0.5) / 2**52


def work():
    low, high = x.min(axis=1, keepdims=True), x.max(axis=1, keepdims=True)
    min_max = 100 * (x - low) / (high - low)
    z_score = 50 + 25 * (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, ddof=1, keepdims=True)
    percent = np.array([100 * (np.searchsorted(np.sort(row), row) / (units - 1)) for row in x])
    normalised = [min_max, min_max, z_score, percent]
    every = np.arange(draws, dtype=np.uint64)[:, None]
    drawn = weights * (1 + given["spread"] * (2 * uniform(every, inputs[None, :]) - 1))
    drawn /= drawn.sum(axis=1, keepdims=True)
    which = np.floor(uniform(every[:, 0], np.uint64(given["normalisation"])) * 4).astype(int)
    scores = np.empty((draws, units))
    for how in range(4):
        scores[which == how] = drawn[which == how] @ normalised[how]
    keys = np.sort(np.floor(scores * given["step"] + 0.5) * given["room"] + np.arange(units), axis=1)
    score = np.floor(keys / given["room"])
    unit = (keys - score * given["room"]).astype(np.int64)
    first = np.ones((draws, units), dtype=bool)
    first[:, :-1] = score[:, :-1] != score[:, 1:]
    placed = np.where(first, units - np.arange(units), 0)
    placed = np.maximum.accumulate(placed[:, ::-1], axis=1)[:, ::-1]
    ranks = np.empty((draws, units), dtype=np.uint32)
    np.put_along_axis(ranks, unit, placed.astype(np.uint32), axis=1)
    return ranks


for _ in sys.stdin:
    began = time.perf_counter()
    ranks = work()
    took = (time.perf_counter() - began) * 1000
    print(json.dumps({"ms": took, "digest": hashlib.sha256(ranks.tobytes()).hexdigest(), "numpy": np.__version__}), flush=True)
