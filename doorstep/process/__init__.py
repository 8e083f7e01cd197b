"""Parts of long-running processes: readiness, background loops, HTTP listeners."""
