"""The JSON interface: what pages show, under the same rights."""
