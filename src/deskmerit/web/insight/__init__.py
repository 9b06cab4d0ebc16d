"""Home, my page, the team page, search."""
