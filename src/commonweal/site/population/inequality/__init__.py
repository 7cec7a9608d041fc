"""The inequality page: conditions by deprivation in England and in each ICB."""
