"""The panes of the reader, a file a widget. They show what they are given and say what the person wants."""
