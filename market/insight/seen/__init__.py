"""How far those who look at shops come: a page opened, a good looked at, put in a basket. Counted without persons."""
