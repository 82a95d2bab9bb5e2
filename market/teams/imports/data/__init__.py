"""What is recognised and what is held: headers, rules and their sentences, read from the files beside this one."""
