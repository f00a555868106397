"""The project's own commands; not shipped. `python -m dockwright_dev` lists them."""
