"""The performance interview: brief, record, signatures."""
