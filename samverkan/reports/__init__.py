"""An answer in words, once: sections, lines and cells of one language, which terminal, page and document render."""
