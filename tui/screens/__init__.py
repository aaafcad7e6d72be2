"""Whole screens: the desk with its panes, and the list of keys."""
