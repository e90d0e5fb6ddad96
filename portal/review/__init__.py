"""The Parent Carer Forum's review desk: what it reads, what state each text is in, what it signs."""
