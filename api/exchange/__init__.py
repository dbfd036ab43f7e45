"""What enters from and leaves to other systems (begins with the issue on exchange)."""
