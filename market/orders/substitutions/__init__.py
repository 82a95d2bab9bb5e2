"""What a household cannot send after all: its buyer is offered another's equal good, or has the money back."""
