import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type GraphQLUnionType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import type { Chance } from './random.js';
import { literal, RandomValues } from './random-values.js';

export interface RandomOperation {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Record<string, unknown>;
}

const DEPTH_MAX = 7;

type NamedType = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType;

/** A document by chance, most times a valid one, and the variables that a client may send with it. */
export function randomOperation(
  schema: GraphQLSchema,
  chance: Chance,
  known: Readonly<Record<string, readonly string[]>>,
  odd: readonly unknown[] = [],
): RandomOperation {
  const values = new RandomValues(chance, known, odd);
  const variables: Record<string, unknown> = {};
  const names = chance.percent(12) ? ['First', 'Second'] : [chance.percent(40) ? 'Only' : ''];
  const text = names.map((name) => new OperationWriter(schema, chance, values, name, variables).write()).join('\n');
  const operationName = chance.percent(names.length === 1 ? 3 : 15) ? chance.pick(['Other', '']) : names.at(-1);
  return { text, operationName: operationName === '' && names[0] === '' ? undefined : operationName, variables };
}

/** Writes one operation with its fragments, and adds what is sent for its variables. */
class OperationWriter {
  private readonly definitions: string[] = [];
  private readonly fragments = new Map<string, string>();
  private names = 0;
  private readonly directives: boolean;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly chance: Chance,
    private readonly values: RandomValues,
    private readonly name: string,
    private readonly variables: Record<string, unknown>,
  ) {
    this.directives = chance.percent(15);
  }

  write(): string {
    const { chance, schema } = this;
    const kind = chance.percent(20) ? 'mutation' : 'query';
    const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
    if (!root) throw new Error(`The schema has no ${kind}.`);
    const about = kind === 'query' && chance.percent(3) ? ' __type(name: "Grant") { name fields { name } }' : '';
    const selections = chance.percent(60)
      ? `{ ${this.field(chance.pick(Object.values(root.getFields())), 0)}${about} }`
      : this.selections(root, 0);
    const variables = this.definitions.length === 0 ? '' : `(${this.definitions.join(', ')})`;
    const fragments = [...this.fragments.values()].map((text) => `\n${text}`).join('');
    return `${kind} ${this.name}${variables} ${selections}${fragments}`;
  }

  /** A selection of what a type has, between braces. */
  private selections(type: GraphQLOutputType, depth: number): string {
    const { chance, schema } = this;
    const named = getNamedType(type);
    const parts = chance.percent(25) || isUnionType(named) ? ['__typename'] : [];
    const fields = isObjectType(named) || isInterfaceType(named) ? Object.values(named.getFields()) : [];
    for (let rounds = chance.below(depth < 3 ? 4 : 2); rounds >= 0 && fields.length > 0; rounds -= 1) {
      parts.push(this.field(chance.pick(fields), depth));
    }
    if (isUnionType(named) || isInterfaceType(named)) {
      const possible = schema.getPossibleTypes(named);
      const types = [...possible, ...possible.flatMap((one) => one.getInterfaces())];
      for (let rounds = chance.below(depth < 3 ? 4 : 2); rounds >= 0; rounds -= 1)
        parts.push(this.fragment(chance.pick(types), depth, named));
    } else if (isObjectType(named) && chance.percent(20)) {
      parts.push(this.fragment(chance.pick([named, ...named.getInterfaces()]), depth, named));
    }
    const written = parts.filter((part) => part !== '');
    return `{ ${written.length === 0 ? '__typename' : written.join('\n')} }`;
  }

  /** A fragment of a type where it may stand, or a plain one of the type that stands there. */
  private fragment(type: NamedType, depth: number, here: NamedType): string {
    if (depth >= DEPTH_MAX) return '';
    if (this.chance.percent(5)) return `...${this.directive()} ${this.selections(here, depth + 1)}`;
    if (this.chance.percent(60)) {
      return `... on ${type.name}${this.directive()} ${this.selections(type, depth + 1)}`;
    }
    const name = `${this.name}${type.name}Parts`;
    const known = this.fragments.get(name);
    // One that is being written may not spread itself.
    if (known === '') return '';
    if (known === undefined) {
      this.fragments.set(name, '');
      this.fragments.set(name, `fragment ${name} on ${type.name} ${this.selections(type, depth + 2)}`);
    }
    return `...${name}${this.directive()}`;
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const { chance } = this;
    const isDeep = isCompositeType(getNamedType(field.type));
    if (isDeep && depth >= DEPTH_MAX) return '';
    const given = field.args.filter((argument) => isRequiredArgument(argument) || chance.percent(60));
    const list = given.map((argument) => `${argument.name}: ${this.argument(argument)}`).join(', ');
    // An alias of its own keeps fields of different arguments apart; now and then one that is hard to write into code.
    const alias = given.length > 0 || chance.percent(15) ? `${this.alias()}: ` : '';
    const below = isDeep ? ` ${this.selections(field.type, depth + 1)}` : '';
    return `${alias}${field.name}${list === '' ? '' : `(${list})`}${this.directive()}${below}`;
  }

  private alias(): string {
    this.names += 1;
    if (this.chance.percent(97)) return `a${this.names}`;
    return this.chance.pick(['__proto__', 'constructor', 'toString', 'index', 'idx0', 'then', 'snake_case']);
  }

  private argument({ type, name, defaultValue }: GraphQLArgument): string {
    return this.chance.percent(50) && !isInputObjectType(getNullableType(type))
      ? this.variable(type, name, defaultValue !== undefined)
      : this.written(type, name);
  }

  /** A value written into the text; inside an object, some of it variables. */
  private written(type: GraphQLInputType, name: string): string {
    const nullable = getNullableType(type);
    if (isInputObjectType(nullable) && this.chance.percent(80)) {
      if (this.chance.percent(30)) return this.variable(type, name, false);
      const fields = Object.values(nullable.getFields()).filter(
        (field) => (isNonNullType(field.type) && field.defaultValue === undefined) || this.chance.percent(50),
      );
      return `{ ${fields.map((field) => `${field.name}: ${this.argument(field as GraphQLArgument)}`).join(', ')} }`;
    }
    return literal(this.values.fitting(type, name), type);
  }

  private variable(type: GraphQLInputType, name: string, hasDefault: boolean): string {
    const { chance, values } = this;
    this.names += 1;
    const variable = `${name}${this.name}${this.names}`;
    const nullable = getNullableType(type);
    const withDefault = chance.percent(25) ? ` = ${literal(values.fitting(type, name) ?? 1, type)}` : '';
    const isLoose = isNonNullType(type) && (hasDefault || withDefault !== '') && chance.percent(60);
    this.definitions.push(`$${variable}: ${isLoose ? nullable : type}${withDefault}`);
    const isLeftOut = chance.percent(isNonNullType(type) && withDefault === '' && !isLoose ? 5 : 35);
    if (!isLeftOut) this.variables[variable] = values.any(type, name);
    return `$${variable}`;
  }

  private directive(): string {
    const { chance } = this;
    if (!this.directives || chance.percent(60)) return '';
    const name = chance.pick(['skip', 'include']);
    if (chance.percent(40)) return ` @${name}(if: ${chance.percent(50)})`;
    this.names += 1;
    const variable = `if${this.name}${this.names}`;
    this.definitions.push(`$${variable}: ${chance.percent(70) ? 'Boolean!' : `Boolean = ${chance.percent(50)}`}`);
    if (chance.percent(93)) this.variables[variable] = chance.percent(50);
    return ` @${name}(if: $${variable})`;
  }
}
