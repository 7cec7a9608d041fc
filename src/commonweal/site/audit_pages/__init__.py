"""The audit chain as pages: what was done, by whom and when, and whether the chain is whole.

The chain stands below the accounts, which write to it. Its pages stand above them, because they ask who may read.
"""
