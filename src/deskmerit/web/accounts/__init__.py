"""Signing in, sessions, personal tokens, one's own data."""
