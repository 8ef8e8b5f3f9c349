"""Say what a Neo4j server or its driver complains about, in words of samverkan.

The driver's own exceptions are told apart by their codes and names, so that this needs no driver. What they say
is shown only where nothing better is known; a password never stands in it.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

from samverkan.errors import SamverkanError, StoreError, UsageError

# The end of a server's status code, and what it means here.
_CODES = {
    "Security.AuthenticationRateLimit": "neo4j.too-many-tries",
    "Security.CredentialsExpired": "neo4j.password-expired",
    "Security.Forbidden": "neo4j.not-allowed",
    "Database.DatabaseNotFound": "neo4j.no-database",
    "Database.DatabaseUnavailable": "neo4j.database-down",
    "General.DatabaseUnavailable": "neo4j.database-down",
    "General.MemoryPoolOutOfMemoryError": "neo4j.out-of-memory",
    "General.OutOfMemoryError": "neo4j.out-of-memory",
    "General.TransactionOutOfMemoryError": "neo4j.out-of-memory",
    "General.StackOverFlowError": "store.too-large",
    "General.WriteOnReadOnlyAccessDatabase": "neo4j.read-only",
    "General.ForbiddenOnReadOnlyDatabase": "neo4j.read-only",
    "Cluster.NotALeader": "neo4j.read-only",
    "Statement.AccessMode": "neo4j.read-only",
    "Transaction.TransactionTimedOut": "neo4j.too-slow",
    "Transaction.TransactionTimedOutClientConfiguration": "neo4j.too-slow",
    "Transaction.LockAcquisitionTimeout": "neo4j.busy",
    "Transaction.DeadlockDetected": "neo4j.busy",
    "Transaction.LockClientStopped": "neo4j.busy",
    "Statement.ParameterMissing": "neo4j.missing-value",
}
# The names of the driver's own exceptions.
_NAMES = {
    "IncompleteCommit": "neo4j.unsure",
    "UnsupportedServerProduct": "neo4j.too-old",
    "ConfigurationError": "neo4j.bad-address",
    "TokenExpired": "neo4j.wrong-password",
    "OverflowError": "neo4j.number-too-large",
}


def to_error(error: BaseException, *, address: str, database: str, password: bool, connected: bool) -> SamverkanError:
    """Return what an exception of the driver means.

    `password` tells whether one was given, `connected` whether the server had answered before.
    """
    code = getattr(error, "code", None) or ""
    values = {"address": address, "database": database, "code": code, "reason": _find_reason(error)}
    if code.startswith("Neo.ClientError.Statement.") and code.partition(".Statement.")[2] not in (
        "AccessMode",
        "ParameterMissing",
    ):
        return UsageError("store.not-understood", **values)
    key = _find_key(error, code, password, connected)
    return UsageError(key, **values) if key == "neo4j.bad-address" else StoreError(key, **values)


def _find_key(error: BaseException, code: str, password: bool, connected: bool) -> str:
    tail = ".".join(code.split(".")[2:])
    name = type(error).__name__
    if tail in _CODES:
        return _CODES[tail]
    if name in _NAMES:
        return "neo4j.too-old" if "Bolt Protocol" in str(error) else _NAMES[name]
    if code.startswith("Neo.ClientError.Security."):
        return "neo4j.wrong-password" if password else "neo4j.no-password"
    if code:
        return "neo4j.failed"
    return "neo4j.gone" if connected else _find_connection_key(error)


def _find_connection_key(error: BaseException) -> str:
    """Tell why no connection came about, by what lies behind the driver's exception."""
    causes = list(_causes(error))
    kinds: tuple[tuple[type[BaseException], str], ...] = (
        (socket.gaierror, "neo4j.unknown-host"),
        (ssl.SSLCertVerificationError, "neo4j.bad-certificate"),
        (ssl.SSLError, "neo4j.tls-mismatch"),
        (ConnectionRefusedError, "neo4j.nothing-listens"),
        (TimeoutError, "neo4j.no-answer"),
    )
    for kind, key in kinds:
        if any(isinstance(cause, kind) for cause in causes):
            return key
    if any("looks like HTTP" in str(cause) for cause in causes):
        return "neo4j.not-bolt"
    return "neo4j.no-connection"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception and everything that it comes from, groups included."""
    if error is None:
        return
    yield error
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _causes(inner)
    yield from _causes(error.__cause__ or error.__context__)


def _find_reason(error: BaseException) -> str:
    """Return the first line of what the server says."""
    said = getattr(error, "message", None) or str(error)
    return said.strip().splitlines()[0] if said.strip() else type(error).__name__
