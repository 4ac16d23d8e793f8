"""One decorator for all kernels: compiled where numba is installed, the same code run by Python where it is not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

try:
    from numba import njit
except ModuleNotFoundError as missing:
    if missing.name != "numba":
        raise
    njit = None  # type: ignore[assignment]  # the name stands for "not there"


def _blas_when_needed() -> None:
    """numba asks for BLAS when the first kernel is loaded, by importing scipy.linalg: 0.2 s for products of matrices
    that no kernel forms. It asks again when somebody's does, so the first question may be left out."""
    from numba.np import linalg

    ask = getattr(linalg, "ensure_blas", None)
    if ask is None:  # a version of numba that asks otherwise, if at all
        return
    linalg.ensure_blas = lambda: None
    try:
        from numba.np import arraymath
    finally:
        linalg.ensure_blas = ask
    arraymath.ensure_blas = ask


if njit is not None:
    _blas_when_needed()


def kernel(function: Callable) -> Any:
    """Compile on first call, release the interpreter lock, and keep the machine code on disk.

    Service and command line keep it in the data folder (:func:`triskele.settings.keep_kernels`), Python of one's own
    beside the module or, when that is not writable (an installed wheel), in the user's cache folder; where none of them
    can be written the code is compiled anew in each process. Without numba the function stays Python, a hundred times
    slower: same random numbers, same results.
    """
    if njit is None:
        return _by_python(function)
    try:
        return njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:
        return njit(nogil=True, error_model="numpy")(function)


def _by_python(function: Callable) -> Callable:
    """Whole numbers wrap round and divisions by 0 give inf or nan, as in machine code."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        with np.errstate(all="ignore"):
            return function(*args, **kwargs)

    return run
