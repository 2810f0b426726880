"""How rules are run over a table: all of them in one pass, every broken row counted."""
