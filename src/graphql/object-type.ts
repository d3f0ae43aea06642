import { type ClassType, ObjectType as objectType } from 'type-graphql';

interface Options {
  readonly description: string;
  /** The interface that it implements. */
  readonly implements?: ClassType | (abstract new () => object);
}

/**
 * A GraphQL object type, by default named as its class. Its fields are what the object has under their names, read as
 * they are: only a `@FieldResolver` or a method runs code, so that a page of entries costs no call for each of their
 * fields.
 */
export function ObjectType(...given: [name: string, options: Options] | [options: Options]): ClassDecorator {
  const [name, options] = given.length === 1 ? [undefined, given[0]] : given;
  const simple = { ...options, simpleResolvers: true };
  return name === undefined ? objectType(simple) : objectType(name, simple);
}
