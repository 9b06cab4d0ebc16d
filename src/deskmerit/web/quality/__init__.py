"""Quality checks: forms, samples, reviews, confirmations, disputes."""
