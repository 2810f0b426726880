"""Single corruptions of the shipped package: what is changed, and which rules may rightly catch it."""
