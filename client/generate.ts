import { readdirSync, readFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as documentsPlugin from '@graphql-codegen/typed-document-node';
import * as operationsPlugin from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';

const HEADING = `// Generated from schema.graphql and operations/ by "npm run client": the promised operations, with the types of their
// variables and answers. An app may copy this file; it needs nothing at run time.
`;

const config = {
  /** Documents are plain strings, so that an app carries no GraphQL parser. */
  documentMode: 'string',
  /** A union of strings, not an enum: what the service says is what the code says. */
  enumType: 'string-literal',
  immutableTypes: true,
  /** An operation that meets a scalar without a type fails, instead of being typed `any`. */
  strictScalars: true,
  scalars: { Date: 'string', DateTime: 'string' },
  useTypeImports: true,
};

/** The typed documents of `operations/`, one for each operation. */
export async function generateOperations(): Promise<string> {
  const names = readdirSync('operations').sort();
  const source = await codegen({
    filename: 'client/operations.ts',
    schema: parse(readFileSync('schema.graphql', 'utf8')),
    documents: names.map((name) => ({ location: name, document: parse(readFileSync(`operations/${name}`, 'utf8')) })),
    config,
    plugins: [{ operations: {} }, { documents: {} }],
    pluginMap: { operations: operationsPlugin, documents: documentsPlugin },
  });
  return `${HEADING}${source}\n`;
}
