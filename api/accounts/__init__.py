"""Citizens, officers, roles, one-time codes and sessions."""
