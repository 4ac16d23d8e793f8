"""Would the candidates for new ties have been right? The last fifth of the dates hidden, on networks of others."""
