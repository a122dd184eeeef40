"""What is right: frozen values and pure functions, standard library only."""
