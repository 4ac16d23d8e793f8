"""Compiled functions over arrays. Importing one of these modules imports numba; nothing here knows a graph class.

Throughout: ``indptr`` and ``indices`` are CSR rows with ascending columns, nodes are positions 0..n-1, an undirected
tie is two arcs and a self-tie one.
"""
