"""Workers: how they sign in, and in which order requests wait for them."""
