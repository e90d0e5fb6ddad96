"""What stands behind the portal command, a module for each thing that it does."""
