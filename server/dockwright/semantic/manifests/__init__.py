"""Which files an installation of dependencies reads, so that they can be copied before the rest of the sources."""
