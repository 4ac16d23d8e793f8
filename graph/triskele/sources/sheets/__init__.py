"""Anybody's tables: workbooks, CSV of any make, Parquet and graph files, read as a person would read them."""
