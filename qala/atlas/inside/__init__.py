"""What is inside an area that somebody draws: each dataset counted and added up."""
