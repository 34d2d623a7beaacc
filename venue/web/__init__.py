"""HTTP: the door, the websocket endpoint, pages, assets, metrics, health and the wire's documentation.

What every answer has in common (security headers) is `security`; who is asking is `asking`; what an event looks like
from here is `site`. Routes are put together in `routes`.
"""
