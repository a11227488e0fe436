"""Pages: which blocks each answer has, and in which order, for text, Markdown and HTML alike."""
