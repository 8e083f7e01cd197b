"""The Admin Center."""

from api.pages.admin import (
    account_settings,
    actions,
    applications,
    audit_trail,
    groups,
    invitations,
    member_access,
    pages,
    requirement,
    running_enrollments,
)

ROUTERS = (
    invitations.router,
    pages.router,
    actions.router,
    member_access.router,
    requirement.router,
    running_enrollments.router,
    audit_trail.router,
    account_settings.router,
    applications.router,
    groups.router,
)
