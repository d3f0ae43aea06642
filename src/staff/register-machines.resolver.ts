import { Arg, Ctx, createUnionType, Field, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { type RequestContext, requireRole } from '../api/request-context.js';
import type { ProductCategory } from '../devices/product.js';
import { ProductCategoryEnum } from '../devices/product.type.js';
import { BadInput } from '../graphql/bad-input.js';
import { ObjectType } from '../graphql/object-type.js';
import { DateScalar, instanceOf } from '../graphql/scalars.js';
import { UserError } from '../graphql/user-error.type.js';
import { type Language, messageIn } from '../messages/messages.js';
import type { CalendarDate } from '../shared/calendar.js';
import { requireReason } from './reason.js';
import {
  BASE_WARRANTY_MONTHS_MAX,
  type RegisterOutcome,
  type Rejection,
  registerMachines,
} from './register-machines.js';

/** Machines that one request registers at most. */
const MACHINES_MAX = 1_000;

@InputType({ description: 'A machine for the product registry.' })
export class MachineInput {
  @Field({ description: 'As the label prints it (rule D4).' })
  serialNumber: string;

  @Field(() => String, { nullable: true, description: 'Four characters on most machines, such as `82JQ`.' })
  machineType: string | null;

  @Field(() => String, { nullable: true, description: 'Machine type and model, such as `20CLA272CD`.' })
  mtm: string | null;

  @Field({ description: 'Of any maker; only Lenovo’s own can be bound (rule D5).' })
  brand: string;

  @Field({ description: 'Example: `xiaoxin`; empty if it has none.' })
  series: string;

  @Field({ description: 'Example: `XiaoXinAir-14ARE 2020`.' })
  modelName: string;

  @Field(() => ProductCategoryEnum, { description: 'What kind of machine it is.' })
  category: ProductCategory;

  @Field({ description: 'Where it was made to be sold: `CN`, another ISO country, or `OVERSEAS` (rule M7).' })
  salesRegion: string;

  @Field({ defaultValue: false, description: 'Whether it is a special CTO build (rule M6).' })
  customBuild: boolean;

  @Field(() => DateScalar, {
    description: 'The date it was shipped, on which its warranty starts (rule W1); not in the future.',
  })
  shippedOn: CalendarDate;

  @Field(() => Int, { description: 'Months of warranty it comes with, 1 to 60.' })
  baseWarrantyMonths: number;
}

@InputType({ description: 'Machines for the product registry.' })
export class RegisterMachinesInput {
  @Field(() => [MachineInput], { description: '1 to 1,000 machines.' })
  machines: MachineInput[];

  @Field({ description: 'Why, 1 to 500 characters, for the audit trail.' })
  reason: string;
}

@ObjectType({ description: 'All machines were taken.' })
class RegisterMachinesSuccess {
  @Field(() => Int, { description: 'Machines that are new to the registry.' })
  registered: number;

  @Field(() => Int, { description: 'Machines that were known and unbound, and were updated.' })
  updated: number;
}

@ObjectType({ description: 'A machine that can’t be taken.' })
class RejectedMachine {
  @Field(() => Int, { description: 'Its place in the list, from 0.' })
  index: number;

  @Field({ description: 'Its serial number as it was sent.' })
  serialNumber: string;

  @Field({ description: 'Why, in the language of `Accept-Language`.' })
  message: string;
}

@ObjectType({ implements: UserError, description: 'Returned when machines can’t be taken; then none is.' })
class MachinesRejected extends UserError {
  @Field(() => [RejectedMachine], { description: 'One for each machine that can’t be taken.' })
  rejected: RejectedMachine[];
}

export const RegisterMachinesResult = createUnionType({
  name: 'RegisterMachinesResult',
  description: 'How many were taken, or which can’t be.',
  types: () => [RegisterMachinesSuccess, MachinesRejected] as const,
});

@Resolver()
export class RegisterMachinesResolver {
  @Mutation(() => RegisterMachinesResult, {
    nullable: true,
    description:
      'OPERATOR. All or nothing, up to 1,000 machines; a serial number that is known is updated while unbound.',
  })
  async registerMachines(
    @Arg('input', () => RegisterMachinesInput, { description: 'The machines, and why.' }) input: RegisterMachinesInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof RegisterMachinesResult> {
    const actorId = requireRole(context, 'OPERATOR').identity.userId;
    const reason = requireReason(input.reason);
    if (input.machines.length < 1 || input.machines.length > MACHINES_MAX) {
      throw new BadInput('input.machines', `must have 1 to ${MACHINES_MAX} machines.`);
    }
    const machines = input.machines.map((machine) => ({
      ...machine,
      machineType: machine.machineType ?? null,
      mtm: machine.mtm ?? null,
    }));
    const { database, clock } = context.service;
    const command = { machines, actorId, reason };
    const outcome = await context.change(
      database.transaction((transaction) => registerMachines(transaction, command, clock)),
    );
    return presentOutcome(outcome, context.language);
  }
}

function presentOutcome(outcome: RegisterOutcome, language: Language): typeof RegisterMachinesResult {
  if (outcome.kind === 'REGISTERED') {
    const { registered, updated } = outcome;
    return instanceOf(RegisterMachinesSuccess, { registered, updated });
  }
  const message = messageIn(language, 'MachinesRejected', { count: outcome.rejections.length });
  return instanceOf(MachinesRejected, {
    message,
    rejected: outcome.rejections.map((rejection) => presentRejection(rejection, language)),
  });
}

function presentRejection({ index, serialNumber, cause }: Rejection, language: Language): RejectedMachine {
  const message = messageIn(language, `RejectedMachine.${cause}`, { months: BASE_WARRANTY_MONTHS_MAX });
  return instanceOf(RejectedMachine, { index, serialNumber, message });
}
