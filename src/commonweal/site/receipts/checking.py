"""The four findings on a receipt, as far as a site that anyone can reach may work them out.

A receipt names a calculation and carries its inputs, so verifying one runs it. Here that is done only for receipts that
were signed by this installation: a file that somebody wrote themselves must neither keep the machine busy nor ask
questions of data that is held here. On one's own machine `commonweal receipt verify` runs any receipt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from commonweal.answers import Answer, Finding, Receipt, Registry, SigningKey, Verdict, Verification, verify
from commonweal.home import home
from commonweal.site.audit import actions
from commonweal.wiring import today

_NOT_RUN = (
    "It was not run: only receipts that this installation signed are run here. "
    "On your own machine, `commonweal receipt verify` runs it."
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found.

    Args:
        receipt: The receipt.
        found: The four findings.
        was_run: Whether it was run again and compared with today.
    """

    receipt: Receipt
    found: Verification
    was_run: bool

    @property
    def answer(self) -> Answer:
        """The findings as one Answer."""
        return self.found.as_answer()


def own_key() -> SigningKey:
    """The key with which this installation signs."""
    return SigningKey.of_installation(home())


def check(receipt: Receipt) -> Checked:
    """Say what a receipt proves; run it again only when this installation signed it."""
    # Nothing is run with a registry that holds no calculation.
    found = verify(receipt, known_keys=frozenset({own_key().public}), is_registered=is_registered, registry=Registry())
    was_run = found.intact.verdict is Verdict.PASS
    if was_run:
        found = today(receipt, is_registered=is_registered)
        if receipt.body["audience"] == "public" and found.registered.verdict is not Verdict.PASS:
            found = replace(found, registered=_of_its_original(receipt, found.registered))
    else:
        found = replace(
            found,
            replayed=Finding(found.replayed.name, Verdict.INSUFFICIENT_DATA, _NOT_RUN),
            today=Finding(found.today.name, None, "It was not compared, for the same reason."),
        )
    return Checked(receipt, found, was_run)


def is_registered(digest: str) -> bool:
    """Whether the audit chain holds a digest; what is no digest is not registered."""
    try:
        return actions.is_registered(digest)
    except ValueError:
        return False


def _of_its_original(receipt: Receipt, finding: Finding) -> Finding:
    """A copy for the public is not entered itself; this installation signed which receipt it was made from."""
    if is_registered(str(receipt.body.get("made_from", ""))):
        return Finding(finding.name, Verdict.PASS, "The audit chain holds the digest of the receipt it was made from.")
    return finding
