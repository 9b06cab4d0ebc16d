"""The lake: records as Delta tables with a manifest that names the version of each, on disk or object storage."""
