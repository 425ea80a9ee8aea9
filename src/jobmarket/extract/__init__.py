"""What an ad says: pure functions from text to facts.  No network, no database, no clock."""
