import { type DocumentNode, execute, type GraphQLSchema } from 'graphql';
import { admitUser } from '../../../src/accounts/admit-user.js';
import type { Role } from '../../../src/accounts/role.js';
import { RequestContext } from '../../../src/api/request-context.js';
import { createSchema } from '../../../src/api/schema.js';
import { createService, type Service } from '../../../src/api/service.js';
import { auditDatabase } from '../../../src/audit/audit-database.js';
import { MovableClock } from '../../../src/shared/clock.js';
import { type Engine, openTestDatabase } from '../../support/database.js';

const SET_SIZE_MAX = 64;
const STAFF: ReadonlySet<Role> = new Set<Role>(['MODERATOR', 'SUPPORT', 'OPERATOR']);

/** The service in this process, with a clock that can be moved, and people who send it operations. */
export class Bench {
  private subjects = 0;

  private constructor(
    private readonly database: Awaited<ReturnType<typeof openTestDatabase>>,
    private readonly service: Service,
    readonly schema: GraphQLSchema,
    readonly clock: MovableClock,
  ) {}

  static async open(engine: Engine): Promise<Bench> {
    const database = await openTestDatabase(engine);
    const clock = new MovableClock('Asia/Shanghai');
    const service = createService(database.database, clock, SET_SIZE_MAX);
    return new Bench(database, service, await createSchema(), clock);
  }

  newSubject(): string {
    this.subjects += 1;
    return `member-${this.subjects}`;
  }

  async userId(subject: string): Promise<string> {
    return (await admitUser(this.service.database, subject, this.clock)).userId;
  }

  /** What the only field of an operation is answered. */
  async send(subject: string, document: DocumentNode, input?: object, channel: 'APP' | 'WEB' = 'APP'): Promise<Answer> {
    const identity = await admitUser(this.service.database, subject, this.clock);
    const roles = subject === 'staff' ? STAFF : new Set<Role>();
    const contextValue = new RequestContext(this.service, 'en', { identity, roles, channel });
    const { data, errors } = await execute({ schema: this.schema, document, contextValue, variableValues: { input } });
    if (errors !== undefined) throw errors[0]?.originalError ?? errors[0];
    return Object.values(data as Record<string, Answer>)[0] as Answer;
  }

  /** Makes the service go by another number than the rules do. */
  async misread(number: string, value: number): Promise<void> {
    await this.database.database.transaction(async (transaction) => {
      const [policy] = await transaction.rows<{ terms: string }>('SELECT terms FROM policies WHERE version = 1');
      const terms = { ...JSON.parse(policy?.terms ?? '{}'), [number]: value };
      await transaction.run('UPDATE policies SET terms = ? WHERE version = 1', [JSON.stringify(terms)]);
    });
  }

  audit(): ReturnType<typeof auditDatabase> {
    return auditDatabase(this.database.database);
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

// biome-ignore lint/suspicious/noExplicitAny: an answer has the shape that its document asked for.
export type Answer = any;
