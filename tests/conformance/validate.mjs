// Validates JSON:API documents by the npm package `jsonapi-validator`:
//
//     node validate.mjs FOLDER FILE
//
// FOLDER has the package in its `node_modules`; FILE is an array of `{"name": ..., "body": ...}`, where
// `body` is the text of a document. What is wrong is printed, one line a mistake, and the exit code is 1.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, file] = process.argv.slice(2);
const require = createRequire(resolve(folder, "package.json"));
const { Validator } = require("jsonapi-validator");
const schema = require("jsonapi-validator/lib/schema.json");

// The package knows JSON:API 1.0. Where 1.1 allows more, or the package forbids what neither does, its
// schema is amended, here and nowhere else:
const { failure, jsonapi, link } = schema.definitions;

// Nothing forbids two error objects that are equal ("Error Objects"): the same mistake twice is two.
delete failure.properties.errors.uniqueItems;

// 1.1 adds two members to the JSON:API object ("JSON:API Object").
const uris = { type: "array", items: { type: "string", format: "uri" } };
jsonapi.properties.ext = uris;
jsonapi.properties.profile = uris;

// 1.1 allows `null` as a link ("Links").
link.oneOf.push({ type: "null" });

// `links.type` and `source.header`, also of 1.1, pass: the package leaves the members of both open.

const validator = new Validator(schema);
const documents = JSON.parse(readFileSync(file, "utf8"));
for (const { name, body } of documents) {
  try {
    validator.validate(JSON.parse(body));
  } catch (error) {
    process.exitCode = 1;
    const mistakes = error.errors ?? [error];
    for (const { dataPath = "", message } of mistakes) {
      console.log(`${name}: ${dataPath} ${message}: ${body}`);
    }
  }
}
console.log(`${documents.length} documents`);
