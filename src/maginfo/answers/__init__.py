"""One record a question, with the field names of the JSON contract; `render` shows it in whatever form is asked."""
