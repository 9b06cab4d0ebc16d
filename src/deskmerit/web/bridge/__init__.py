"""The only web code that runs the chain: records in, runs, evidence, consequences and previews out."""
