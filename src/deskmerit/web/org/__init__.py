"""People, teams, postings, roles and deputies, each with dates; who may see whom."""
