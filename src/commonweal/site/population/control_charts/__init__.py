"""The control-chart page: is access to care changing by more than its usual variation?"""
