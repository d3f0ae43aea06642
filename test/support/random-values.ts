import {
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import type { Chance } from './random.js';

/** A text of GraphQL that stands for a value. */
export function literal(value: unknown, type: GraphQLInputType): string {
  if (value === null) return 'null';
  if (isNonNullType(type)) return literal(value, type.ofType);
  if (Array.isArray(value)) {
    const item = isListType(type) ? type.ofType : type;
    return `[${value.map((one) => literal(one, item)).join(', ')}]`;
  }
  if (isListType(type)) return literal(value, type.ofType);
  if (isInputObjectType(type)) {
    const fields = Object.entries(value as object).map(([name, one]) => {
      const field = type.getFields()[name];
      return `${name}: ${field === undefined ? JSON.stringify(one) : literal(one, field.type)}`;
    });
    return `{ ${fields.join(', ')} }`;
  }
  return isEnumType(type) && typeof value === 'string' ? value : JSON.stringify(value);
}

const MISFITS = [0, -1, 1.5, 2 ** 31, 1e21, '', '5', 'NOT_ONE', '2023-02-29', true, [], [null], {}, { first: 1 }];

/** Values for arguments, by what is known to be there and by what is wrong with others. */
export class RandomValues {
  constructor(
    private readonly chance: Chance,
    private readonly known: Readonly<Record<string, readonly string[]>>,
    /** Further values that are wrong for most arguments. */
    private readonly odd: readonly unknown[] = [],
  ) {}

  /** A value that fits its type; whether it makes sense is another matter. */
  fitting(type: GraphQLInputType, name: string): unknown {
    const { chance } = this;
    if (isNonNullType(type)) return this.fitting(type.ofType, name);
    if (isListType(type)) {
      const one = () => this.fitting(type.ofType, name);
      return chance.percent(20) ? one() : Array.from({ length: chance.below(3) }, one);
    }
    if (isEnumType(type)) return chance.pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isRequiredInputField(field) || chance.percent(50),
      );
      return Object.fromEntries(fields.map((field) => [field.name, this.fitting(field.type, field.name)]));
    }
    if (type.name === 'Int') return chance.pick([0, 1, 2, 5, 20, 100, 101, 2023, 1989, -1, 2 ** 31 - 1]);
    if (type.name === 'Boolean') return chance.percent(50);
    if (type.name === 'Date') return chance.pick(['2023-04-01', '2023-06-30', '2024-02-29', '2016-01-01']);
    const there = this.known[name];
    if (there !== undefined && there.length > 0 && chance.percent(75)) return chance.pick(there);
    if (name === 'after' && chance.percent(50)) return null;
    return chance.pick([
      '',
      'unknown',
      'é‎',
      ' PF00 0001',
      'dev_01JZZZZZZZZZZZZZZZZZZZZZZZ',
      '\'"\\ \u2028',
      '12345678',
      ...this.odd.filter((value) => typeof value === 'string'),
    ]);
  }

  /** A value that a client may send: one that fits, null, or anything. */
  any(type: GraphQLInputType, name: string): unknown {
    if (this.chance.percent(80)) return this.fitting(type, name);
    return this.chance.percent(30) ? null : this.chance.pick([...MISFITS, ...this.odd]);
  }
}
