"""The rules that look beyond one row: at the package, its files, and several tables together."""
