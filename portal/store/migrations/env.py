"""Run migrations on the connection that the portal hands over, in its transaction."""

from alembic import context

from portal.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite alters a table by making it anew
)
context.run_migrations()
