"""What the review desk works out: patches, words that wait for a signature."""
