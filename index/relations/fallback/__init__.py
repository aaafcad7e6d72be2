"""What is found where no pattern fits, or without trusting the parse; told with little confidence."""
