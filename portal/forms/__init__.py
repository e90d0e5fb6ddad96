"""Forms, made from what the content says: validation and messages, no markup."""
