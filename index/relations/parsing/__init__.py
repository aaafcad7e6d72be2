"""Sentences to trees: what the parser is given, and what it gets wrong and is mended."""
