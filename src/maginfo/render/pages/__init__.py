"""The pages: what stands on each and in which order, for text, Markdown and HTML alike.

One module a command, called as the command's own in `cli`; `vocabulary` has the data's words as people read them.
"""
