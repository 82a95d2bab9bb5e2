"""A team member at work: `/team`, her households and what each needs, and the lists that come in as files."""
