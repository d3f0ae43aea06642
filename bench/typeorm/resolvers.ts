import { IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import { DeviceEntity } from '../../src/devices/device.entity.js';
import { MachineEntity } from '../../src/devices/machine.entity.js';
import { GrantEntity } from '../../src/earning/grant.entity.js';
import { LotEntity } from '../../src/earning/lot.entity.js';
import { RedemptionEntity } from '../../src/redemption/redemption.entity.js';
import { warrantyOf } from '../../src/warranty/warranty.js';
import { WarrantyExtensionEntity } from '../../src/warranty/warranty-extension.entity.js';
import { checkIn } from './check-in.js';
import type { OrmContext } from './context.js';
import { extensionRecords } from './facts.js';
import { redeem } from './redeem.js';

/** The part of the schema that the workloads ask for. */
export const typeDefs = `#graphql
  type Query { me: User }
  type Mutation {
    redeemCoupon(input: RedeemCouponInput!): RedeemCouponResult
    checkIn: CheckInResult
  }
  input RedeemCouponInput { couponId: ID!, deviceId: ID!, idempotencyKey: String! }
  union RedeemCouponResult = RedeemCouponSuccess | Refused
  union CheckInResult = CheckInSuccess | Refused
  type RedeemCouponSuccess { redemption: Redemption! }
  type CheckInSuccess { grant: Grant }
  type Refused { rule: String! }
  type User {
    balance: DayBalance!
    devices: [Device!]!
    grants(first: Int! = 20): GrantConnection!
    redemptions(first: Int! = 20): RedemptionConnection!
  }
  type DayBalance { availableDays: Int! }
  type Device { id: ID!, serialNumber: String!, boundOn: String!, warranty: Warranty }
  type Warranty { endsOn: String!, inWarranty: Boolean! }
  type GrantConnection { edges: [GrantEdge!]! }
  type GrantEdge { node: Grant! }
  type Grant {
    id: ID!, source: String!, requestedDays: Int!, grantedDays: Int!, earnedOn: String!, expiresOn: String!
  }
  type RedemptionConnection { edges: [RedemptionEdge!]! }
  type RedemptionEdge { node: Redemption! }
  type Redemption {
    id: ID!, redeemedOn: String!, costDays: Int!, warrantyEndsOnBefore: String!, warrantyEndsOnAfter: String!
    device: Device!
  }
`;

interface Page {
  readonly first: number;
}

const edgesOf = <Node>(nodes: readonly Node[]) => ({ edges: nodes.map((node) => ({ node })) });

/** Each field finds what it needs when it is asked. */
export const resolvers = {
  Query: { me: (_: unknown, __: unknown, { user }: OrmContext) => user },
  Mutation: { redeemCoupon: redeem, checkIn },
  User: {
    async balance({ id }: { id: string }, _: unknown, { dataSource, moment: { today } }: OrmContext) {
      const lots = await dataSource.getRepository(LotEntity).findBy({
        userId: id,
        redemptionId: IsNull(),
        expiresOn: MoreThan(today),
        earnedOn: LessThanOrEqual(today),
      });
      return { availableDays: lots.reduce((sum, { days }) => sum + days, 0) };
    },
    devices: ({ id }: { id: string }, _: unknown, { dataSource }: OrmContext) =>
      dataSource.getRepository(DeviceEntity).find({ where: { userId: id }, order: { slot: 'ASC' } }),
    async grants({ id }: { id: string }, { first }: Page, { dataSource }: OrmContext) {
      const order = { earnedOn: 'DESC', id: 'DESC' } as const;
      return edgesOf(await dataSource.getRepository(GrantEntity).find({ where: { userId: id }, order, take: first }));
    },
    async redemptions({ id }: { id: string }, { first }: Page, { dataSource }: OrmContext) {
      const order = { redeemedOn: 'DESC', id: 'DESC' } as const;
      const repository = dataSource.getRepository(RedemptionEntity);
      return edgesOf(await repository.find({ where: { userId: id }, order, take: first }));
    },
  },
  Device: {
    async warranty({ serialNumber }: DeviceEntity, _: unknown, { dataSource, moment: { today } }: OrmContext) {
      const machine = await dataSource.getRepository(MachineEntity).findOneByOrFail({ serialNumber });
      const extensions = await dataSource
        .getRepository(WarrantyExtensionEntity)
        .find({ where: { serialNumber }, order: { sequence: 'ASC' } });
      const { startsOn, endsOn } = warrantyOf(machine, extensionRecords(extensions));
      return { endsOn, inWarranty: startsOn <= today && today <= endsOn };
    },
  },
  Redemption: {
    device: ({ deviceId }: RedemptionEntity, _: unknown, { dataSource }: OrmContext) =>
      dataSource.getRepository(DeviceEntity).findOneByOrFail({ id: deviceId }),
  },
};
