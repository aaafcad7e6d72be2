"""Events that verbs tell, by the patterns of ``verbs.tsv``."""
