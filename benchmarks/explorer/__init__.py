"""How fast the explorer is: sizes, first view, search, and ten thousand actors drawn without a GPU."""
