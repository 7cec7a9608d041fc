"""Lists of patients some years ahead, from published figures; segments and need follow from a system's own tables."""
