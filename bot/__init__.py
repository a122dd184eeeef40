"""The direct dialogue between leaders and citizens, as a program."""
