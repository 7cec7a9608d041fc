"""Statistics of public health on whole tables: arrays in, arrays out, whatever engine made the arrays.

Each file is one method. Functions take anything that NumPy reads as numbers, and integer group codes where rows are
to be summed first. What cannot be used is a `commonweal.problems.BadInput` that names every argument and row; what
can be used but must not be shown is not-a-number beside a `commonweal.population.statistics.estimates.Reason`.
"""
