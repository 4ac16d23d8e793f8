"""Profiles: what a release knows of a region or a cluster, in one document; several side by side.

Nothing is counted here that another room counts: members come from the selection's places and clusters, ties from its
rule, records from the catalogue, numbers from metrics. This room puts them beside each other.
"""
