import { beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, graphql } from 'graphql';
import {
  Arg,
  Authorized,
  buildSchema,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  UseMiddleware,
} from 'type-graphql';
import { callDirectly, Instances } from '../../src/api/direct-calls.js';

interface Context {
  readonly name: string;
  readonly passed: string[];
}

@InputType('ProbeInput')
class ProbeInput {
  @Field(() => Int)
  count: number;

  twice(): number {
    return 2 * this.count;
  }
}

@ObjectType('ProbePart')
class ProbePart {
  @Field(() => Int)
  size: number;
}

@Resolver(() => ProbePart)
class ProbePartResolver {
  @FieldResolver(() => String)
  async grown(@Arg('by', () => Int, { defaultValue: 1 }) by: number, @Root() { size }: ProbePart): Promise<string> {
    return `${size + by}`;
  }
}

@Resolver()
class ProbeResolver {
  private readonly greeting = 'Hello';

  @Query(() => String)
  greet(@Arg('mark', () => String, { nullable: true }) mark: string | null = '!', @Ctx() { name }: Context): string {
    return `${this.greeting}, ${name}${mark}`;
  }

  @Query(() => ProbePart)
  part(): ProbePart {
    return Object.assign(new ProbePart(), { size: 3 });
  }

  @Query(() => Int)
  doubled(@Arg('input', () => ProbeInput) input: ProbeInput): number {
    return input.twice();
  }

  @Query(() => Int)
  @UseMiddleware(async ({ context }, next) => {
    (context as Context).passed.push('middleware');
    return next();
  })
  watched(): number {
    return 1;
  }

  @Query(() => Int, { nullable: true })
  @Authorized('STAFF')
  guarded(): number {
    return 1;
  }

  @Mutation(() => Int)
  change(): number {
    return 1;
  }
}

let schema: GraphQLSchema;
let resolversOf: (type: string) => Record<string, unknown>;

beforeAll(async () => {
  const instances = new Instances();
  schema = await buildSchema({
    resolvers: [ProbeResolver, ProbePartResolver],
    container: instances,
    validate: false,
    authChecker: () => false,
    authMode: 'null',
  });
  resolversOf = (type) => {
    const parent = schema.getType(type);
    if (parent === undefined || !('getFields' in parent)) return {};
    return Object.fromEntries(
      Object.entries(parent.getFields()).map(([name, field]) => [name, (field as { resolve?: unknown }).resolve]),
    );
  };
});

async function ask(source: string): Promise<{ data: unknown; passed: string[] }> {
  const contextValue: Context = { name: 'Ann', passed: [] };
  const { data, errors } = await graphql({ schema, source, contextValue });
  expect(errors).toBeUndefined();
  return { data, passed: contextValue.passed };
}

describe('a schema whose resolvers are called directly', () => {
  let before: Record<string, unknown>;
  let after: Record<string, unknown>;

  beforeAll(() => {
    before = { ...resolversOf('Query'), ...resolversOf('ProbePart'), ...resolversOf('Mutation') };
    callDirectly(schema, new Instances());
    after = { ...resolversOf('Query'), ...resolversOf('ProbePart'), ...resolversOf('Mutation') };
  });

  test('leaves to TypeGraphQL what asks for more than to be called', () => {
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(changed.sort()).toEqual(['greet', 'grown', 'part']);
  });

  test('gives a method what its parameters name, in their order, and its own instance', async () => {
    expect((await ask('{ greet }')).data).toEqual({ greet: 'Hello, Ann!' });
    expect((await ask('{ greet(mark: "?") }')).data).toEqual({ greet: 'Hello, Ann?' });
    expect((await ask('{ part { size one: grown two: grown(by: 2) } }')).data).toEqual({
      part: { size: 3, one: '4', two: '5' },
    });
  });

  test('keeps inputs, middleware and roles', async () => {
    expect((await ask('{ doubled(input: { count: 4 }) }')).data).toEqual({ doubled: 8 });
    expect(await ask('{ watched }')).toEqual({ data: { watched: 1 }, passed: ['middleware'] });
    expect((await ask('{ guarded }')).data).toEqual({ guarded: null });
  });
});
