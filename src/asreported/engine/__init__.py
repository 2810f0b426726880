"""How rules are run over a table: in one pass, part by part, every broken row counted."""
