"""networkx's interface at compiled speed: a backend over the arrays of :class:`triskele.networks.csr.Network`.

``dispatch`` is what networkx loads, ``info`` what it reads at import. One module a family of functions takes graphs
(``centrality``, ``cohesion``, ``communities``, ``distances``, ``mixing``, ``structure``); ``kernels``, ``permutation``
and ``rewiring`` take arrays only and know no graph.
"""
