"""The interface as it describes itself at ``/openapi.json``: what each path answers, what it is for, how it fails."""
