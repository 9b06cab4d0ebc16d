"""What several metrics share, computed once: people, months, postings, tickets, histories, solves, talks, clocks."""
