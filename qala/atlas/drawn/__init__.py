"""Maps drawn on the server: a release becomes SVG, typst makes a picture or a PDF of it."""
