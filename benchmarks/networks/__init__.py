"""Network benchmarks: a synthetic ecosystem and ratios against the libraries of the trade, side by side in one run."""
