"""Analysis: articles in, their mentions and relations out, in batches, in the background, on all cores."""
