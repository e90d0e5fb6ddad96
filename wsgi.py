"""The portal, for any WSGI server. Beside it runs `portal deliver`, which sends what waits."""

from portal import create_app

app = create_app()
