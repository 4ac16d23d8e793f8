"""One identity: which records of several sources are of one body. Proposals say why; a person decides; builds obey."""
