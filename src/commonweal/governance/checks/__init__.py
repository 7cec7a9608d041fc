"""The checks of the rules on boards, policy, interests, meetings and delegation, a file for each family and subject."""
