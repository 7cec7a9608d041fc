"""The finder of unmet need: areas ranked by the people who are on no register though practices alike record them."""
