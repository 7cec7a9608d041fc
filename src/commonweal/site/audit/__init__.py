"""The audit chain: every act that changes something, in an order that cannot be altered unseen.

Each event carries the hash of the one before it. The database refuses to change or delete a row, ``commonweal audit
verify`` finds it when one was changed all the same, and the head of the chain (how many events, and the last hash) is
kept outside the database too, so that the loss of the last events shows.
"""
