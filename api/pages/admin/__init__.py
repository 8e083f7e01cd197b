"""The Admin Center."""

from api.pages.admin import (
    account_settings,
    actions,
    audit_trail,
    pages,
    running_enrollments,
)

ROUTERS = (
    pages.router,
    actions.router,
    running_enrollments.router,
    audit_trail.router,
    account_settings.router,
)
