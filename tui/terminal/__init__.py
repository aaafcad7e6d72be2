"""The last door out: what is shown passes here, and loses what a terminal would obey."""
