"""Tables of one's own: delegation orders, contact lists and action plans, recognised by their headings."""
