"""The evaluation cycle from opening to settlement, its panel, checklist and runs."""
