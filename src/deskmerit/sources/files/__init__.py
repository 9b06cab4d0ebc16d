"""Files as people export them, read into sheets of cells: one reader per kind of file."""
