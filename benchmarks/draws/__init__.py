"""Do verdicts stand when ten times as many draws are made? Every metric at its defaults, over many seeds."""
