"""Contains all the data models used in inputs/outputs"""

from .accepted_invitation import AcceptedInvitation
from .account import Account
from .account_change import AccountChange
from .acr import Acr
from .added_client import AddedClient
from .added_client_jwks_type_0 import AddedClientJwksType0
from .app_code_body import AppCodeBody
from .auth_method import AuthMethod
from .authenticator import Authenticator
from .authenticator_facts import AuthenticatorFacts
from .client import Client
from .client_change import ClientChange
from .client_change_jwks_type_0 import ClientChangeJwksType0
from .client_jwks_type_0 import ClientJwksType0
from .client_kind import ClientKind
from .client_secret import ClientSecret
from .code_body import CodeBody
from .code_email import CodeEmail
from .continue_ import Continue
from .continue_stage import ContinueStage
from .credentials import Credentials
from .email import Email
from .email_status import EmailStatus
from .end_sessions import EndSessions
from .enrollment import Enrollment
from .enrollment_stage import EnrollmentStage
from .erase_member import EraseMember
from .event import Event
from .event_detail import EventDetail
from .event_kind import EventKind
from .first_factor import FirstFactor
from .forgotten_password import ForgottenPassword
from .group import Group
from .group_name import GroupName
from .invitation import Invitation
from .language import Language
from .list_events_kind import ListEventsKind
from .list_members_role import ListMembersRole
from .list_members_two_step import ListMembersTwoStep
from .list_subjects_two_step import ListSubjectsTwoStep
from .login import Login
from .login_stage import LoginStage
from .me import Me
from .member import Member
from .member_change import MemberChange
from .member_name import MemberName
from .new_client import NewClient
from .new_client_jwks_type_0 import NewClientJwksType0
from .new_email import NewEmail
from .new_member import NewMember
from .new_secret import NewSecret
from .new_subject import NewSubject
from .nothing import Nothing
from .open_session import OpenSession
from .own_change import OwnChange
from .page_client import PageClient
from .page_event import PageEvent
from .page_group import PageGroup
from .page_member import PageMember
from .page_open_session import PageOpenSession
from .page_running_login import PageRunningLogin
from .page_running_setup import PageRunningSetup
from .page_subject import PageSubject
from .password_change import PasswordChange
from .password_reset import PasswordReset
from .pending_address import PendingAddress
from .problem import Problem
from .problem_errors_item import ProblemErrorsItem
from .problem_reason import ProblemReason
from .problem_stage import ProblemStage
from .problem_type import ProblemType
from .reason import Reason
from .recovered_password import RecoveredPassword
from .recovery_stage import RecoveryStage
from .reset_email import ResetEmail
from .reset_reason import ResetReason
from .role import Role
from .running_login import RunningLogin
from .running_setup import RunningSetup
from .scope import Scope
from .session import Session
from .session_facts import SessionFacts
from .signing_algorithm import SigningAlgorithm
from .step_up import StepUp
from .subject import Subject
from .two_step import TwoStep
from .verification import Verification

__all__ = (
    "AcceptedInvitation",
    "Account",
    "AccountChange",
    "Acr",
    "AddedClient",
    "AddedClientJwksType0",
    "AppCodeBody",
    "AuthMethod",
    "Authenticator",
    "AuthenticatorFacts",
    "Client",
    "ClientChange",
    "ClientChangeJwksType0",
    "ClientJwksType0",
    "ClientKind",
    "ClientSecret",
    "CodeBody",
    "CodeEmail",
    "Continue",
    "ContinueStage",
    "Credentials",
    "Email",
    "EmailStatus",
    "EndSessions",
    "Enrollment",
    "EnrollmentStage",
    "EraseMember",
    "Event",
    "EventDetail",
    "EventKind",
    "FirstFactor",
    "ForgottenPassword",
    "Group",
    "GroupName",
    "Invitation",
    "Language",
    "ListEventsKind",
    "ListMembersRole",
    "ListMembersTwoStep",
    "ListSubjectsTwoStep",
    "Login",
    "LoginStage",
    "Me",
    "Member",
    "MemberChange",
    "MemberName",
    "NewClient",
    "NewClientJwksType0",
    "NewEmail",
    "NewMember",
    "NewSecret",
    "NewSubject",
    "Nothing",
    "OpenSession",
    "OwnChange",
    "PageClient",
    "PageEvent",
    "PageGroup",
    "PageMember",
    "PageOpenSession",
    "PageRunningLogin",
    "PageRunningSetup",
    "PageSubject",
    "PasswordChange",
    "PasswordReset",
    "PendingAddress",
    "Problem",
    "ProblemErrorsItem",
    "ProblemReason",
    "ProblemStage",
    "ProblemType",
    "Reason",
    "RecoveredPassword",
    "RecoveryStage",
    "ResetEmail",
    "ResetReason",
    "Role",
    "RunningLogin",
    "RunningSetup",
    "Scope",
    "Session",
    "SessionFacts",
    "SigningAlgorithm",
    "StepUp",
    "Subject",
    "TwoStep",
    "Verification",
)
