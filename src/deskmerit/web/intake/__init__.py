"""Records brought in: uploads, typed rows, sources, corrections."""
