"""The ribbon: what each of its commands is called, and what runs when one is chosen."""
