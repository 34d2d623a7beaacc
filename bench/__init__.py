"""The project's own benchmark: the whole venue against small peers on this machine, measured by a load generator in C.

    python -m bench                      the table of docs/benchmark.md, from this machine
    python -m bench --quick              the same in about a minute, roughly
    python -m bench plot                 draw the stored official result

Server and Redis share one core, the load generator has another; CPU counts server and Redis. Linux only.
"""
