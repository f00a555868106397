"""Floor 6: the command line. It never imports the protocol: a lint run does not pay for a server."""
