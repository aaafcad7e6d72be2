"""The desk for a reader that must never wait: a child process answers numbered questions, the newest wins."""
