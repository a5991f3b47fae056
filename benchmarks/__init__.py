"""The build against its peers, on a publication that is made for it: see README.md."""
