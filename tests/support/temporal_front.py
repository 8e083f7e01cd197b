"""A gateway in front of a real Temporal server, as Temporal Cloud has one.

It can speak TLS, ask for client certificates or an API key, and refuse methods, or
answer some with an error of its own.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.message import Message
from grpc import StatusCode
from temporalio.api.common.v1 import GrpcStatus

_DETAILS = "grpc-status-details-bin"
OPERATOR = "/temporal.api.operatorservice.v1.OperatorService/"


@dataclass
class Refusal:
    """An answer of the gateway itself."""

    status: StatusCode
    message: str = "refused by the gateway"
    details: tuple[Message, ...] = ()


@dataclass
class Front:
    """`refusals` by the beginnings of methods; `api_keys` are those accepted, if any
    key is asked for. Both may change while it runs. `presented` are the keys and the
    names in certificates that calls came with.
    """

    refusals: dict[str, Refusal] = field(default_factory=dict)
    api_keys: set[str] | None = None
    presented: list[str] = field(default_factory=list)
    port: int = 0
    refused_times: int | None = None
    """How often it still refuses; without end where it is None."""

    @property
    def address(self) -> str:
        return f"localhost:{self.port}"

    def refusal(self, method: str, metadata: dict[str, Any]) -> Refusal | None:
        key = str(metadata.get("authorization", "")).removeprefix("Bearer ")
        if self.api_keys is not None and key not in self.api_keys:
            return Refusal(StatusCode.UNAUTHENTICATED, "Request unauthorized.")
        found = (self.refusals[each] for each in self.refusals if each in method)
        refusal = next(found, None)
        if refusal is None or self.refused_times is None:
            return refusal
        if not self.refused_times:
            return None
        self.refused_times -= 1
        return refusal


@dataclass(frozen=True)
class Tls:
    """The certificate with its key, in one file, and the authority of clients that
    have to present one.
    """

    certificate: Path
    clients: Path | None = None

    def credentials(self) -> grpc.ServerCredentials:
        pem = self.certificate.read_bytes()
        authority = self.clients.read_bytes() if self.clients else None
        return grpc.ssl_server_credentials(
            [(pem, pem)], authority, require_client_auth=self.clients is not None
        )


@asynccontextmanager
async def temporal_front(address: str, tls: Tls | None = None) -> AsyncIterator[Front]:
    front = Front()
    async with grpc.aio.insecure_channel(address) as channel:
        server = grpc.aio.server()
        server.add_generic_rpc_handlers((_Forwarding(front, channel),))
        if tls:
            front.port = server.add_secure_port("127.0.0.1:0", tls.credentials())
        else:
            front.port = server.add_insecure_port("127.0.0.1:0")
        await server.start()
        try:
            yield front
        finally:
            await server.stop(grace=None)


class _Forwarding(grpc.GenericRpcHandler):  # type: ignore[misc]  # grpc has no types
    """Hands every method on as bytes: it need not know the messages."""

    def __init__(self, front: Front, channel: Any) -> None:
        self._front = front
        self._channel = channel

    def service(self, details: Any) -> Any:
        method = details.method
        forward = self._channel.unary_unary(method)
        return grpc.unary_unary_rpc_method_handler(self._answer(method, forward))

    def _answer(self, method: str, forward: Any) -> Callable[..., Any]:
        async def answer(request: bytes, context: Any) -> bytes:
            metadata = dict(context.invocation_metadata())
            self._front.presented.append(_presented(metadata, context))
            if refusal := self._front.refusal(method, metadata):
                await _abort(context, refusal)
            try:
                answered: bytes = await forward(
                    request, timeout=context.time_remaining()
                )
            except grpc.aio.AioRpcError as error:
                await context.abort(
                    error.code(), error.details(), tuple(error.trailing_metadata())
                )
            return answered

        return answer


def _presented(metadata: dict[str, Any], context: Any) -> str:
    if names := context.auth_context().get("x509_common_name"):
        return str(names[0].decode())
    return str(metadata.get("authorization", "")).removeprefix("Bearer ")


async def _abort(context: Any, refusal: Refusal) -> None:
    packed = []
    for detail in refusal.details:
        packed.append(AnyMessage())
        packed[-1].Pack(detail)
    status = GrpcStatus(
        code=refusal.status.value[0], message=refusal.message, details=packed
    )
    trailing = ((_DETAILS, status.SerializeToString()),)
    await context.abort(refusal.status, refusal.message, trailing)
