"""Events told by what somebody says, asks, threatens or claims in a clause of its own."""
