"""The demonstration: the simulated centre with its cycles played through the application's own actions."""
