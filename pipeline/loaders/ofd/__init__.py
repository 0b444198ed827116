"""What is inside an OFD, by noun."""
