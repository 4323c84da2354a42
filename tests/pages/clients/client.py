"""The client of openapi-python-client."""

import os
from uuid import UUID

from registry_client import AuthenticatedClient
from registry_client.api.default import account, broken, transfer
from registry_client.models import (
    FieldErrorUnknownAccount,
    PagesInputErrorsEnvelope,
    RecordNotFoundRecordNotFound,
    RegistryErrorDatabase,
    RegistryErrorEnvelope,
    Resource,
    Transfer,
    TransferAttributes,
)

client = AuthenticatedClient(
    base_url=os.environ["BASE"], token="demo-key", auth_header_name="X-Api-Key", prefix=""
)
UNKNOWN = UUID("00000000-0000-0000-0000-000000000001")

answer = account.sync(UNKNOWN, client=client)
assert isinstance(answer, PagesInputErrorsEnvelope), answer
match answer.errors[0]:
    case RecordNotFoundRecordNotFound(title=title):
        print(f"ok: 404, {title}")
    case other:
        raise AssertionError(other)

attributes = TransferAttributes(
    from_account=UUID("a0000000-0000-4000-8000-000000000001"),
    to_account=UNKNOWN,
    certificate=UUID("c0000000-0000-4000-8000-000000000001"),
    quantity=1,
)
refused = transfer.sync(client=client, body=Transfer(data=Resource(attributes=attributes)))
assert isinstance(refused, PagesInputErrorsEnvelope), refused
match refused.errors[0]:
    case FieldErrorUnknownAccount(meta=meta):
        print(f"ok: 422, {meta.name} {meta.id}")
    case unexpected:
        raise AssertionError(unexpected)

failed = broken.sync(client=client)
assert isinstance(failed, RegistryErrorEnvelope), failed
assert isinstance(failed.errors[0], RegistryErrorDatabase), failed
print(f"ok: {failed.errors[0].status}")
