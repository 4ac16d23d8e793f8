"""Pages for people: the explorer's shell, and in it what a reader without JavaScript sees."""
