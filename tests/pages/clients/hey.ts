// The SDK of hey-api.
import { client } from "./hey/client.gen";
import { account, broken, transfer } from "./hey/sdk.gen";
import type { RegistryErrorEnvelope } from "./hey/types.gen";

declare const process: { env: Record<string, string> };

async function main() {
  client.setConfig({ baseUrl: process.env.BASE as never, headers: { "X-Api-Key": "demo-key" } });
  const id = "00000000-0000-0000-0000-000000000001";
  const given = "a0000000-0000-4000-8000-000000000001";

  const missing = await account({ path: { id } });
  const record = (missing.error as RegistryErrorEnvelope).errors[0];
  if (record.code !== "404" || record.title !== "Record not found") {
    throw new Error(JSON.stringify(record));
  }
  console.log(`ok: 404, ${record.title}`);

  const refused = await transfer({
    headers: { "Content-Type": "application/vnd.api+json" },
    body: { data: { attributes: { from_account: given, to_account: id, certificate: "c0000000-0000-4000-8000-000000000001", quantity: 1 } } },
  });
  const error = (refused.error as RegistryErrorEnvelope).errors[0];
  if (error.code === "unknown_account") {
    const { name }: { name: string } = error.meta;
    console.log(`ok: 422, ${error.code}, ${name}`);
  } else {
    throw new Error(JSON.stringify(error));
  }

  const failed = await broken();
  console.log(`ok: ${(failed.error as RegistryErrorEnvelope).errors[0].status}`);
}

main();
