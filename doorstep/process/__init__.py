"""What every long-running process has, whatever its work is."""
