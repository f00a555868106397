"""Rules about what a build fetches: curl, wget, git, gpg, checksums and what is left lying about."""
