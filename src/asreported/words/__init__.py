"""The words that the package knows, as tables: one folder a language, one table a purpose, one word a row.

`loader` reads the tables, and nothing else does; `notation` says how a cell is written, `lookup` finds its phrases in a
text, `lexicon` and `wording` are what the reader and the suggestions know of one language, `needs` what a language
has to have: `python -m asreported.words check de` lists what is lacking. README.md tells how to add a word.
"""
