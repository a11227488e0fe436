"""The page of each answer: what stands on it and in which order, for text and Markdown alike."""
