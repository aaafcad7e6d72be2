"""Whether an event is so: asserted, reported, hypothetical or negated, and through which words."""
