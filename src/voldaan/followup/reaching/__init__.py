"""How a client is reached: the channel of a step, and what an unanswered call leads to."""
