"""What travels in a pack: a checker that needs python3 and `cryptography` only."""
