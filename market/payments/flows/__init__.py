"""What calls another machine, or must keep a try counted whatever the answer: it commits between its steps."""
