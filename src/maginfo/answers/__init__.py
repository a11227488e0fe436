"""One record per question, with the field names of the JSON contract; `render` shows it in the format asked for."""
