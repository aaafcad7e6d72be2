"""Events that nouns tell, and who does them to whom."""
