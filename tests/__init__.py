"""The tests, floor by floor as in server/dockwright."""
