"""One module per kind of output; each is a pure function of its inputs."""
