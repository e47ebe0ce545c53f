"""Reading a text: tokens, a cursor over them, and the sentences by subject."""
