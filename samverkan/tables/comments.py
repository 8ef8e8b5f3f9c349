"""Tell whether a map file has comments, which writing it anew would lose."""

from __future__ import annotations

from pathlib import Path

import yaml

from samverkan.tables.map_formats.form import find_map_format


def has_comments(path: Path) -> bool:
    """Tell whether a map file has comments; not every form can have them.

    Raises OSError when the file cannot be read. A file that is no YAML is taken to have some as soon as it has a #.
    """
    if not find_map_format(path).comments:
        return False
    text = path.read_bytes().decode("utf-8-sig", "replace")
    if "#" not in text:
        return False
    try:
        return _is_between_tokens(text)
    except yaml.YAMLError:
        return True


def _is_between_tokens(text: str) -> bool:
    """Tell whether a # stands outside every token: the parser leaves out nothing but space and comments."""
    parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    end = 0
    while (token := parser.get_token()) is not None:
        start = token.start_mark.index
        if "#" in text[end:start] or _has_commented_head(token, text, start):
            return True
        end = token.end_mark.index
        if isinstance(token, yaml.StreamEndToken):
            break
    return "#" in text[end:]


def _has_commented_head(token: yaml.Token, text: str, start: int) -> bool:
    """Tell whether a block of text (| or >) has a comment on its first line."""
    is_block = isinstance(token, yaml.ScalarToken) and token.style in ("|", ">")
    return is_block and "#" in text[start:].partition("\n")[0]
