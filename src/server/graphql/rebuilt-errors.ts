import { type DocumentNode, type ExecutionResult, type FieldNode, GraphQLError, locatedError, visit } from 'graphql';

/**
 * The errors of compiled code as graphql-js makes them: with the nodes they come from, by which Apollo tells them
 * apart, and with the code of the error they were. Of those that make the same place null one is told, the first.
 */
export function rebuiltErrors(document: DocumentNode, { data, errors = [] }: ExecutionResult): GraphQLError[] {
  const fields = fieldsByLocation(document);
  const firsts = new Map<string, GraphQLError>();
  for (const error of errors) {
    const place = nullPlace(data, error.path ?? []).join('.');
    if (!firsts.has(place)) firsts.set(place, rebuilt(error, fields));
  }
  return [...firsts.values()];
}

function rebuilt({ message, path, locations, originalError }: GraphQLError, fields: Map<string, FieldNode>) {
  const nodes = (locations ?? []).flatMap(({ line, column }) => fields.get(`${line}:${column}`) ?? []);
  if (originalError !== undefined && originalError !== null) return locatedError(originalError, nodes, path);
  return new GraphQLError(message, { nodes, path });
}

/** The place on the way to a field at which the answer is null. */
function nullPlace(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null || value === undefined) return path.slice(0, depth);
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}

/** The fields of a document by where they begin, `line:column`. */
function fieldsByLocation(document: DocumentNode): Map<string, FieldNode> {
  const fields = new Map<string, FieldNode>();
  visit(document, {
    Field(node) {
      const start = node.loc?.startToken;
      if (start !== undefined) fields.set(`${start.line}:${start.column}`, node);
    },
  });
  return fields;
}
