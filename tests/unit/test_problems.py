"""A problem is one sentence that ends once."""

from commonweal.problems import Problem


def test_what_to_do_may_be_a_question():
    assert str(Problem("there is no rule with this id", do="did you mean allocations.core.policy?")) == (
        "There is no rule with this id. Did you mean allocations.core.policy?"
    )
    assert str(Problem("the file is empty", do="choose another.")) == "The file is empty. Choose another."
