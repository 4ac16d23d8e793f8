"""Notebooks. ``./run docs`` runs their cells and writes what they show beside them; tests run them again."""
