"""What a clerk does at a meeting: each act says which rows it writes, and ``actions.change_rows`` writes them."""
