"""`/shop/{id}/money/bank`: money sent to the bank account of the household."""
