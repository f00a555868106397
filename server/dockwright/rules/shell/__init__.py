"""Rules about RUN and the shell."""
