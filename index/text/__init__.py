"""Plain text as all rooms treat it: cleaning, layout (headings, lists, paragraphs) and sentences."""
