"""Who is who across articles, and what a reader decided about them."""
