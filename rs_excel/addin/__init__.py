"""The Excel add-in: put together from text, installed, and read back."""
