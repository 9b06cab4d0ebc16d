"""The canonical tables by subject: tickets, people, quality, results."""
