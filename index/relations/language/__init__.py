"""What the tables in ``index/relations/data`` say of English: words, senses, patterns, base forms."""
