"""What must hold of a finished site; one module for each kind of file, and one for the links between all of them."""
