"""Why a stranger may buy here: what is promised and kept, and the rules, which an operator writes."""
