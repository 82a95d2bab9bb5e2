"""`/o/…`: what is offered for goods that are not there, answered by one press, signed in or not."""
