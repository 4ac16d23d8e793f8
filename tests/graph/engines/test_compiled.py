"""Kernels work where nothing can be written, load late, and stand aside when numba is missing."""

import subprocess
import sys

NO_CACHE = """
from numba.core import caching
caching.CacheImpl._locator_classes = caching.CompileResultCacheImpl._locator_classes = []
import networkx as nx
from triskele.networks.csr import Network
assert nx.core_number(Network.from_arrays("abc", [0, 1], [1, 2])) == {"a": 1, "b": 1, "c": 1}
from triskele.engines.dispatch import calls
assert calls["core_number", "kernel"] == 1
import sys
assert "scipy.linalg" not in sys.modules, "scipy.linalg"
import numba, numpy as np
assert numba.njit(lambda a, b: np.dot(a, b))(np.eye(2), np.ones((2, 2))).tolist() == [[1, 1], [1, 1]]
"""
LATE = """
import sys
import networkx as nx
from triskele.networks.csr import Network
G = Network.from_arrays("abc", [0, 1], [1, 2])
nx.pagerank(G), nx.degree_centrality(G)
assert "numba" not in sys.modules, "numba"
assert "networkit" not in sys.modules, "networkit"
"""
WITHOUT = """
import logging, sys
sys.modules["numba"] = None
logging.basicConfig(level=logging.INFO, stream=sys.stdout)
import networkx as nx
from triskele.networks.csr import Network
G = Network.from_arrays("abc", [0, 1], [1, 2])
assert nx.betweenness_centrality(G) == {"a": 0.0, "b": 1.0, "c": 0.0}
assert list(nx.connected_components(G)) == [{"a", "b", "c"}]
"""


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_kernels_compile_where_no_cache_can_be_written_and_ask_for_blas_when_somebody_needs_it():
    run(NO_CACHE)


def test_numba_is_imported_by_the_first_kernel_only():
    run(LATE)


def test_without_numba_networkx_answers_and_the_log_says_why():
    assert "betweenness_centrality: the fast path is not taken: numba is not installed" in run(WITHOUT)
