"""What the published studies take, and what training their trials together saves."""
