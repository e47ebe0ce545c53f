"""Nodes of the syntax tree, by subject. `aselepo.agreement.model` shows them all in one place."""
