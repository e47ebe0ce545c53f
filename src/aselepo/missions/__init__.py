"""Shipped missions: agreement, recipe and data of real truces; licences in data/README.md."""
