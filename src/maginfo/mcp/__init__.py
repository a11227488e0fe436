"""A door for assistants: a server of the Model Context Protocol that answers as the command line does."""
