"""Redis: the one store. The only place that imports redis; every change that must be whole is one script."""
