"""The shape of a plan file, said once: from it follow reading (with every message), writing and the list of keys."""
