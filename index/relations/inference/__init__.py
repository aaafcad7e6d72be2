"""What an event becomes by the words around it, and what else it tells beside its own word."""
