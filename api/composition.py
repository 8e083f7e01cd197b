"""Builds the parts that routes and pages work with."""

from api.actions.account import AccountAdministration
from api.actions.address_changes import AddressChangeActions
from api.actions.audit_trail import AuditTrail
from api.actions.authenticators import Authenticators
from api.actions.authorizations import Authorizations, authorizations_of
from api.actions.calling_clients import ClientCalls
from api.actions.clients import ClientAdministration
from api.actions.enrollment_refusals import EnrollmentRefusals
from api.actions.enrollments import EnrollmentActions
from api.actions.groups import GroupAdministration
from api.actions.health import Health
from api.actions.invitations import InvitationActions
from api.actions.inviting import InvitingMembers
from api.actions.login_refusals import LoginRefusals
from api.actions.logins import LoginActions
from api.actions.member_access import MemberAccess
from api.actions.member_lists import MemberLists
from api.actions.missed_endings import MissedEndings
from api.actions.oauth import OAuthActions, oauth_actions
from api.actions.own_id_tokens import OwnIdTokens
from api.actions.own_language import OwnLanguage
from api.actions.own_password import OwnPassword
from api.actions.password_budget import PasswordBudget
from api.actions.recoveries import RecoveryActions
from api.actions.running_enrollments import RunningEnrollments
from api.actions.sessions import SessionActions
from api.actions.sign_outs import SignOuts
from api.actions.signing_in import SigningIn
from api.actions.starts import Starts
from api.actions.step_up import StepUpActions
from api.actions.subjects import SubjectActions
from api.actions.verifications import Verifications
from api.concurrency import OneAtATime
from api.edge.door import Door
from api.edge.idempotency import Replays
from api.flows import Flows
from api.parts import ApplicationParts, Parts
from doorstep.clock import Clock
from doorstep.db.pool import Pool
from doorstep.rules.seal import KeyRing
from doorstep.settings.processes import ApiSettings
from doorstep.transactions.clients import ClientRegistry
from doorstep.transactions.kept_answers import KeptAnswers


def build_parts(
    settings: ApiSettings,
    ring: KeyRing,
    flows: Flows,
    *,
    budget: PasswordBudget,
    door: Door,
) -> Parts:
    pool, clock, idle = budget.pool, budget.clock, settings.session_idle
    logins, setups, moves = _flow_actions(settings, pool, ring, clock, flows, budget)
    applications = _applications(settings, logins.signing_in, door)
    kept = KeptAnswers(pool, ring, clock, idle, budget.limits.answer)
    oauth, authorizations, sign_outs = _of_clients(settings, ring, kept, applications)
    return Parts(
        settings=settings,
        clock=clock,
        door=door,
        logins=logins,
        authorizations=authorizations,
        enrollments=setups,
        authenticators=Authenticators(ring, clock),
        sessions=SessionActions(pool, clock, idle),
        applications=applications,
        sign_outs=sign_outs,
        own_language=OwnLanguage(pool, clock),
        own_password=OwnPassword(pool, clock, flows, budget),
        recoveries=RecoveryActions(pool, ring, clock, flows, budget, settings),
        addresses=moves,
        invitations=InvitationActions(pool, clock, flows, budget.passwords),
        account=_account(settings, ring, flows, moves, budget),
        member_lists=MemberLists(pool, clock),
        groups=GroupAdministration(pool, clock),
        clients=_clients(settings, ring, flows, budget),
        member_access=MemberAccess(pool, clock, flows, idle),
        step_up=StepUpActions(pool, ring, clock, flows, budget),
        running_enrollments=_running(settings, flows, setups, budget),
        audit_trail=AuditTrail(pool),
        replays=Replays(kept),
        oauth=oauth,
    )


def _account(
    settings: ApiSettings,
    ring: KeyRing,
    flows: Flows,
    moves: AddressChangeActions,
    budget: PasswordBudget,
) -> AccountAdministration:
    inviting = InvitingMembers.of(budget, flows, ring, settings)
    idle = settings.session_idle
    return AccountAdministration(inviting, budget.passwords, idle, moves)


def _clients(
    settings: ApiSettings, ring: KeyRing, flows: Flows, budget: PasswordBudget
) -> ClientAdministration:
    registry = ClientRegistry(budget.pool, ring, settings.public_url)
    return ClientAdministration(registry, budget.clock, flows)


def _running(
    settings: ApiSettings,
    flows: Flows,
    setups: EnrollmentActions,
    budget: PasswordBudget,
) -> RunningEnrollments:
    pool, clock, policy = budget.pool, budget.clock, settings.enrollment_policy
    return RunningEnrollments(pool, clock, flows, setups, policy)


def _of_clients(
    settings: ApiSettings, ring: KeyRing, kept: KeptAnswers, parts: ApplicationParts
) -> tuple[OAuthActions, Authorizations, SignOuts]:
    oauth = oauth_actions(settings, kept)
    id_tokens = OwnIdTokens(settings.public_url, oauth.signing)
    authorizations = authorizations_of(ring, id_tokens, parts.verifications)
    return oauth, authorizations, SignOuts(id_tokens, authorizations.waiting)


def _flow_actions(  # noqa: PLR0917  called once, above
    settings: ApiSettings,
    pool: Pool,
    ring: KeyRing,
    clock: Clock,
    flows: Flows,
    budget: PasswordBudget,
) -> tuple[LoginActions, EnrollmentActions, AddressChangeActions]:
    idle, single = settings.session_idle, OneAtATime()
    missed = MissedEndings(pool, clock, flows)
    enrollments = EnrollmentActions(
        pool, ring, clock, flows, single, missed, EnrollmentRefusals(clock)
    )
    signing_in = _signing_in(settings, pool, clock, flows, budget)
    of_login = LoginRefusals(pool, clock, flows)
    logins = LoginActions(
        pool, ring, clock, flows, single, signing_in, missed, of_login, idle
    )
    addresses = AddressChangeActions(pool, ring, clock, flows, settings)
    return logins, enrollments, addresses


def _applications(
    settings: ApiSettings, signing_in: SigningIn, door: Door
) -> ApplicationParts:
    pool, clock, flows = signing_in.pool, signing_in.clock, signing_in.flows
    sessions = SessionActions(pool, clock, settings.session_idle)
    subjects = SubjectActions(pool, clock, flows)
    return ApplicationParts(
        calls=ClientCalls(pool, clock, sessions, door.networks),
        subjects=subjects,
        verifications=Verifications(signing_in, subjects),
        health=Health(pool, clock, flows, settings.task_queue),
    )


def _signing_in(
    settings: ApiSettings,
    pool: Pool,
    clock: Clock,
    flows: Flows,
    budget: PasswordBudget,
) -> SigningIn:
    return SigningIn(
        pool,
        clock,
        flows,
        budget,
        settings.login_policy,
        settings.session_idle,
        Starts(pool, clock),
    )
