"""The reader line by line, for screen readers, braille lines and terminals that only print."""
