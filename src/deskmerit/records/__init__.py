"""The canonical tables: columns, documentation, validation, adjustments."""
