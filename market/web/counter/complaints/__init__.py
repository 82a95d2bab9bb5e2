"""`/counter/{office}/complaints`: what lies with a post office to be answered."""
