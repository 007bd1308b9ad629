"""Small programs of the build and the checks of the house."""
