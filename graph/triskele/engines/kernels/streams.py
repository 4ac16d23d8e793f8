"""Random numbers of the kernels: every draw has a stream of its own, so results do not depend on threads."""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
LOW = np.uint64(0xFFFFFFFF)


@kernel
def word(state):
    """splitmix64 (Steele, Lea and Flood 2014): the state is one word and every seed is a good one."""
    state[0] += GOLDEN
    z = state[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@kernel
def below(state, bound):
    """A uniform integer in 0..bound-1, bound < 2^32, without bias (Lemire 2019)."""
    bound = np.uint64(bound)
    product = (word(state) & LOW) * bound
    if product & LOW < bound:
        refuse = ((LOW + np.uint64(1)) - bound) % bound
        while product & LOW < refuse:
            product = (word(state) & LOW) * bound
    return np.int64(product >> np.uint64(32))


@kernel
def shuffle(labels, state):
    for i in range(len(labels) - 1, 0, -1):
        j = below(state, i + 1)
        labels[i], labels[j] = labels[j], labels[i]
