"""`/<words>-<key>`: a good, and how it is put into the basket."""
