"""What a person does on a page: one verb per file, as in the room above.

These lean on the actions beside this folder and add what a page needs around them: the
words before a release, the quiet after a call, a correction, a document, a settled credit.
"""
