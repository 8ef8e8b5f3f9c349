"""The edit: the only way that a map changes. Changes are applied field by field, checked, logged, and taken back.

`apply_edit(map, edit)` is the whole of it; `find_changes(old, new)` makes the changes that lead from one map to
another, `invert` turns a revision around, `fold_back` returns a map as it stood.
"""

from samverkan.edits.applying import apply_edit
from samverkan.edits.blanking import Blank, blank_revisions, count_purged
from samverkan.edits.change import HEADER, Change, Conflict, ConflictError, Edit, Key, Revision, key_of_thing
from samverkan.edits.checking import check_edit, find_new_problems
from samverkan.edits.difference import find_changes
from samverkan.edits.folding import find_last_standing, find_standing, fold_back, invert
from samverkan.edits.merging import merge_maps
from samverkan.edits.renaming import rename_things

__all__ = [
    "HEADER",
    "Blank",
    "Change",
    "Conflict",
    "ConflictError",
    "Edit",
    "Key",
    "Revision",
    "apply_edit",
    "blank_revisions",
    "check_edit",
    "count_purged",
    "find_changes",
    "find_last_standing",
    "find_new_problems",
    "find_standing",
    "fold_back",
    "invert",
    "key_of_thing",
    "merge_maps",
    "rename_things",
]
