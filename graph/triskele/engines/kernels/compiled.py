"""One decorator for all kernels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit


def kernel(function: Callable) -> Any:
    """Compile on first call, release the interpreter lock, and keep the machine code on disk.

    numba caches beside the module or, when that is not writable (an installed wheel), in the user's cache folder or
    ``NUMBA_CACHE_DIR``; where none of them can be written the code is compiled anew in each process.
    """
    try:
        return njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:
        return njit(nogil=True, error_model="numpy")(function)
