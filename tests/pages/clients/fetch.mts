// openapi-fetch with the types of openapi-typescript.
import createClient from "openapi-fetch";
import type { paths } from "./schema.js";

declare const process: { env: Record<string, string> };

const client = createClient<paths>({ baseUrl: process.env.BASE, headers: { "X-Api-Key": "demo-key" } });
const id = "00000000-0000-0000-0000-000000000001";
const given = "a0000000-0000-4000-8000-000000000001";

const missing = await client.GET("/v1/public/rec/accounts/{id}", { params: { path: { id } } });
const record = missing.error!.errors![0];
if (record.code !== "404" || record.title !== "Record not found") {
  throw new Error(JSON.stringify(record));
}

const refused = await client.POST("/v1/public/rec/transactions", {
  headers: { "Content-Type": "application/vnd.api+json" },
  body: { data: { attributes: { from_account: given, to_account: id, certificate: "c0000000-0000-4000-8000-000000000001", quantity: 1 } } },
});
const account = refused.error!.errors![0];
if (account.code === "unknown_account") {
  // Typed by its code: no other error has these members.
  const { name }: { name: string } = account.meta;
  console.log(`ok: 422, ${account.code}, ${name}`);
} else {
  throw new Error(JSON.stringify(account));
}

const broken = await client.GET("/v1/public/rec/reports/broken");
const status: string = broken.error!.errors![0].status;
console.log(`ok: 404, ${record.title}`);
console.log(`ok: ${status}, ${broken.error!.errors![0].code}`);
