"""In-app inbox and outgoing messages, written in the transaction that causes them."""
