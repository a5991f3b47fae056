"""`serve`: the publication as it is being written, in the browser of who writes it."""
