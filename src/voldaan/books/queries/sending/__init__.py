"""What leaves by another way than e-mail: where to, on which paper, with which carrier."""
