"""The form over a plan file: the YAML text is the truth; the form reads its tree and writes it back.

`parts` are kinds of fields, `plan` the form of a whole plan made of them, `moves` adding, removing and moving rows,
`place` which field a finding belongs beside.
"""
