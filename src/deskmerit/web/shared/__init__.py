"""What every folder uses: base templates, the clock, fields, charts, PDF."""
