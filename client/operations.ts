// Generated from schema.graphql and operations/ by "npm run client": the promised operations, with the types of their
// variables and answers. An app may copy this file; it needs nothing at run time.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Whose a machine is (rule D2). */
export type BindingState =
  /** Another account has; never says which. */
  | 'BOUND_TO_ANOTHER'
  /** The signed-in user has. */
  | 'BOUND_TO_ME'
  /** Nobody has bound it. */
  | 'UNBOUND';

/** Where a request comes from, by the client that the access token was issued to. */
export type Channel =
  /** The app. */
  | 'APP'
  /** The web, and every client that is not known as the app. */
  | 'WEB';

/** What became of a coupon. */
export type CouponStatus =
  /** Its days lapsed. */
  | 'EXPIRED'
  /** It can be redeemed. */
  | 'OPEN'
  /** It was redeemed on a device, for good. */
  | 'REDEEMED'
  /** Its days were used elsewhere. */
  | 'WITHDRAWN';

/** How much warranty a coupon adds (rule E6). What it costs is in the policy’s `tiers`. */
export type CouponTerm =
  /** 6 months. */
  | 'SIX_MONTHS'
  /** 3 months. */
  | 'THREE_MONTHS'
  /** 12 months. */
  | 'TWELVE_MONTHS';

/** How days are earned. */
export type DaySource =
  /** In any other campaign of the community (rule E3). */
  | 'CAMPAIGN'
  /** By signing in to check in, through one of the policy’s `checkInChannels` (rule E1). */
  | 'CHECK_IN'
  /** By showing off a new machine: a moderator awards them (rule E2). */
  | 'SHOWCASE';

/** A machine for the product registry. */
export type MachineInput = {
  /** Months of warranty it comes with, 1 to 60. */
  readonly baseWarrantyMonths: number;
  /** Of any maker; only Lenovo’s own can be bound (rule D5). */
  readonly brand: string;
  /** What kind of machine it is. */
  readonly category: ProductCategory;
  /** Whether it is a special CTO build (rule M6). */
  readonly customBuild?: boolean;
  /** Four characters on most machines, such as `82JQ`. */
  readonly machineType?: string | null | undefined;
  /** Example: `XiaoXinAir-14ARE 2020`. */
  readonly modelName: string;
  /** Machine type and model, such as `20CLA272CD`. */
  readonly mtm?: string | null | undefined;
  /** Where it was made to be sold: `CN`, another ISO country, or `OVERSEAS` (rule M7). */
  readonly salesRegion: string;
  /** As the label prints it (rule D4). */
  readonly serialNumber: string;
  /** Example: `xiaoxin`; empty if it has none. */
  readonly series: string;
  /** The date it was shipped, on which its warranty starts (rule W1); not in the future. */
  readonly shippedOn: string;
};

/** What kind of machine a product is. */
export type ProductCategory =
  /** A desktop, all-in-ones included. */
  | 'DESKTOP'
  /** A notebook. */
  | 'LAPTOP'
  /** Anything else. */
  | 'OTHER'
  /** A phone. */
  | 'PHONE'
  /** A tablet. */
  | 'TABLET'
  /** A 2-in-1 tablet. */
  | 'TWO_IN_ONE';

/** What a year of redemptions is (rule R3). */
export type RedemptionYear =
  /** From 1 January to 31 December. */
  | 'CALENDAR_YEAR'
  /** The year back from the day, as rule R2 counts it. */
  | 'ROLLING_YEAR';

/** What helps against a refusal. */
export type Remedy =
  /** Something the member can do; the message says what. */
  | 'ACT'
  /** Nothing: this will not change. */
  | 'NONE'
  /** Time alone: see `eligibleOn`. */
  | 'WAIT';

/** Whether an account takes part. */
export type UserStatus =
  /** It can do all that members can. */
  | 'ACTIVE'
  /** It can read, but not check in, bind, redeem or be awarded days (rule R6). */
  | 'SUSPENDED';

/** Where an extension comes from. */
export type WarrantyExtensionKind =
  /** Bought from the maker (rule W7). Recording one is not offered yet. */
  | 'PURCHASED'
  /** From a coupon (rule W5). */
  | 'REDEEMED';

/** Where a warranty starts. */
export type WarrantyStartBasis =
  /** On the purchase date of an accepted invoice (rule W2). Submitting one is not offered yet. */
  | 'INVOICE'
  /** On the date the machine was shipped (rule W1). */
  | 'SHIPPED';

export type AwardDaysMutationVariables = Exact<{
  userId: string | number;
  source: DaySource;
  days: number;
  reason: string;
  idempotencyKey?: string | null | undefined;
}>;


export type AwardDaysMutation = { readonly awardDays:
    | { readonly __typename: 'AccountSuspended', readonly message: string }
    | { readonly __typename: 'AwardDaysSuccess', readonly grant: { readonly requestedDays: number, readonly grantedDays: number, readonly cancelledDays: number, readonly expiresOn: string, readonly notice:
          | { readonly message: string }
          | { readonly message: string }
         | null }, readonly issuedCoupons: ReadonlyArray<{ readonly term: CouponTerm, readonly expiresOn: string | null }>, readonly user: { readonly balance: { readonly availableDays: number } } }
    | { readonly __typename: 'DaysOutOfRange', readonly message: string }
    | { readonly __typename: 'IdempotencyKeyReused', readonly message: string }
    | { readonly __typename: 'UserNotFound', readonly message: string }
   | null };

export type BindDeviceMutationVariables = Exact<{
  serialNumber: string;
}>;


export type BindDeviceMutation = { readonly bindDevice:
    | { readonly __typename: 'AccountSuspended', readonly message: string }
    | { readonly __typename: 'BindDeviceSuccess', readonly device: { readonly id: string, readonly serialNumber: string, readonly boundOn: string } }
    | { readonly __typename: 'DeviceAlreadyBound', readonly message: string, readonly device: { readonly id: string, readonly boundOn: string } }
    | { readonly __typename: 'DeviceBoundToAnotherUser', readonly message: string }
    | { readonly __typename: 'DeviceLimitReached', readonly message: string }
    | { readonly __typename: 'InvalidSerialNumber', readonly message: string }
    | { readonly __typename: 'NotLenovoProduct', readonly message: string }
    | { readonly __typename: 'SerialNumberNotFound', readonly message: string }
   | null };

export type CheckInMutationVariables = Exact<{ [key: string]: never; }>;


export type CheckInMutation = { readonly checkIn:
    | { readonly __typename: 'AccountSuspended', readonly message: string }
    | { readonly __typename: 'AlreadyCheckedIn', readonly message: string, readonly nextCheckInOn: string }
    | { readonly __typename: 'CheckInSuccess', readonly grant: { readonly grantedDays: number, readonly expiresOn: string } | null, readonly notice:
        | { readonly message: string }
        | { readonly message: string }
       | null, readonly status: { readonly streak: number, readonly nextCheckInOn: string }, readonly issuedCoupons: ReadonlyArray<{ readonly term: CouponTerm, readonly costDays: number, readonly expiresOn: string | null }>, readonly user: { readonly balance: { readonly availableDays: number } } }
   | null };

export type LookUpDeviceQueryVariables = Exact<{
  serialNumber: string;
}>;


export type LookUpDeviceQuery = { readonly deviceLookup:
    | { readonly __typename: 'DeviceLookup', readonly binding: BindingState, readonly acceptedSources: ReadonlyArray<DaySource>, readonly product: { readonly brand: string, readonly modelName: string, readonly category: ProductCategory, readonly salesRegion: string }, readonly warranty: { readonly startsOn: string, readonly endsOn: string, readonly ceilingOn: string, readonly inWarranty: boolean } | null, readonly violations: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'InvalidSerialNumber', readonly message: string }
    | { readonly __typename: 'NotLenovoProduct', readonly message: string }
    | { readonly __typename: 'SerialNumberNotFound', readonly message: string }
   | null };

export type MyAccountQueryVariables = Exact<{ [key: string]: never; }>;


export type MyAccountQuery = { readonly today: string, readonly me: { readonly id: string, readonly status: UserStatus, readonly suspension: { readonly since: string, readonly reason: string } | null, readonly balance: { readonly availableDays: number, readonly bySource: ReadonlyArray<{ readonly source: DaySource, readonly days: number }>, readonly lapsing: ReadonlyArray<{ readonly on: string, readonly days: number }> }, readonly year: { readonly earnedDays: number, readonly cancelledDays: number, readonly earnableDays: number, readonly redeemedDays: number, readonly redeemableDays: number }, readonly checkInStatus: { readonly checkedInToday: boolean, readonly streak: number, readonly nextCheckInOn: string, readonly notice:
        | { readonly message: string }
        | { readonly message: string }
       | null }, readonly coupons: ReadonlyArray<{ readonly id: string, readonly term: CouponTerm, readonly costDays: number, readonly expiresOn: string | null }>, readonly devices: ReadonlyArray<{ readonly id: string, readonly serialNumber: string, readonly boundOn: string, readonly fundableDays: number, readonly product: { readonly modelName: string }, readonly warranty: { readonly endsOn: string, readonly ceilingOn: string } | null }> } | null };

export type MyHistoryQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  redemptionsAfter?: string | null | undefined;
  couponsAfter?: string | null | undefined;
}>;


export type MyHistoryQuery = { readonly me: { readonly grants: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly source: DaySource, readonly title: string | null, readonly requestedDays: number, readonly grantedDays: number, readonly cancelledDays: number, readonly remainingDays: number, readonly usedDays: number, readonly lapsedDays: number, readonly earnedOn: string, readonly expiresOn: string, readonly notice:
            | { readonly message: string }
            | { readonly message: string }
           | null } }> }, readonly redemptions: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly redeemedOn: string, readonly term: CouponTerm, readonly warrantyEndsOnBefore: string, readonly warrantyEndsOnAfter: string, readonly device: { readonly serialNumber: string }, readonly drawn: ReadonlyArray<{ readonly days: number, readonly grant: { readonly source: DaySource, readonly earnedOn: string } }> } }> }, readonly couponHistory: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly term: CouponTerm, readonly status: CouponStatus, readonly issuedOn: string, readonly closedOn: string | null } }> } } | null };

export type ProgrammeQueryVariables = Exact<{
  on?: string | null | undefined;
}>;


export type ProgrammeQuery = { readonly today: string, readonly policy: { readonly version: number, readonly effectiveFrom: string, readonly timeZone: string, readonly annualEarningCapDays: number, readonly annualRedemptionCapDays: number, readonly redemptionsPerYear: number, readonly redemptionYear: RedemptionYear, readonly dayValidityYears: number, readonly maxDevices: number, readonly bindingWaitDays: number, readonly warrantyCeilingYears: number, readonly checkInDays: number, readonly checkInChannels: ReadonlyArray<Channel>, readonly tiers: ReadonlyArray<{ readonly term: CouponTerm, readonly months: number, readonly costDays: number }>, readonly sourceRestrictions: ReadonlyArray<{ readonly brand: string | null, readonly series: string | null, readonly acceptedSources: ReadonlyArray<DaySource> }> } | null, readonly exclusions: ReadonlyArray<{ readonly id: string, readonly reason: string, readonly since: string, readonly until: string | null }> | null };

export type QuoteRedemptionQueryVariables = Exact<{
  couponId: string | number;
  deviceId: string | number;
}>;


export type QuoteRedemptionQuery = { readonly quoteRedemption:
    | { readonly __typename: 'AccountSuspended', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'AnnualCapReached', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'AnnualRedemptionLimitReached', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'CouponNotOpen', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'CustomBuildNotSupported', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'DaySourceNotAccepted', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'DeviceNotBoundLongEnough', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'DeviceNotFound', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'DeviceOutOfWarranty', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'DeviceRedeemedWithinYear', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'InsufficientDays', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'ModelNotSupported', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'OverseasModelNotSupported', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'RedemptionQuote', readonly token: string, readonly costDays: number, readonly balanceAfter: number, readonly warrantyEndsOnBefore: string, readonly warrantyEndsOnAfter: string, readonly deviceNextRedeemableOn: string, readonly drawn: ReadonlyArray<{ readonly days: number, readonly grant: { readonly source: DaySource, readonly earnedOn: string, readonly expiresOn: string } }> }
    | { readonly __typename: 'WarrantyCeilingReached', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
   | null };

export type RedeemCouponMutationVariables = Exact<{
  couponId: string | number;
  deviceId: string | number;
  idempotencyKey: string;
  quoteToken?: string | null | undefined;
}>;


export type RedeemCouponMutation = { readonly redeemCoupon:
    | { readonly __typename: 'AccountSuspended', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly reference: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'AnnualCapReached', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly reference: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'AnnualRedemptionLimitReached', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly reference: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'CouponNotOpen', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly reference: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'CustomBuildNotSupported', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly reference: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'DaySourceNotAccepted', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly reference: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'DeviceNotBoundLongEnough', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly reference: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'DeviceNotFound', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly reference: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'DeviceOutOfWarranty', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly reference: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'DeviceRedeemedWithinYear', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly reference: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'IdempotencyKeyReused', readonly message: string }
    | { readonly __typename: 'InsufficientDays', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly reference: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'ModelNotSupported', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly reference: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'OverseasModelNotSupported', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly reference: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
    | { readonly __typename: 'QuoteOutdated', readonly message: string, readonly quote: { readonly token: string, readonly costDays: number, readonly warrantyEndsOnAfter: string, readonly balanceAfter: number, readonly deviceNextRedeemableOn: string } }
    | { readonly __typename: 'RedeemCouponSuccess', readonly redemption: { readonly id: string, readonly redeemedOn: string, readonly costDays: number, readonly warrantyEndsOnBefore: string, readonly warrantyEndsOnAfter: string, readonly device: { readonly warranty: { readonly endsOn: string } | null } }, readonly user: { readonly balance: { readonly availableDays: number }, readonly coupons: ReadonlyArray<{ readonly term: CouponTerm }> } }
    | { readonly __typename: 'WarrantyCeilingReached', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null, readonly reference: string | null, readonly others: ReadonlyArray<
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        | { readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
      > }
   | null };

export type RegisterMachinesMutationVariables = Exact<{
  machines: ReadonlyArray<MachineInput> | MachineInput;
  reason: string;
}>;


export type RegisterMachinesMutation = { readonly registerMachines:
    | { readonly __typename: 'MachinesRejected', readonly message: string, readonly rejected: ReadonlyArray<{ readonly index: number, readonly serialNumber: string, readonly message: string }> }
    | { readonly __typename: 'RegisterMachinesSuccess', readonly registered: number, readonly updated: number }
   | null };

export type ReinstateUserMutationVariables = Exact<{
  userId: string | number;
  reason: string;
}>;


export type ReinstateUserMutation = { readonly reinstateUser:
    | { readonly __typename: 'ReinstateUserSuccess', readonly user: { readonly id: string, readonly status: UserStatus } }
    | { readonly __typename: 'UserNotFound', readonly message: string }
   | null };

export type SuspendUserMutationVariables = Exact<{
  userId: string | number;
  reason: string;
}>;


export type SuspendUserMutation = { readonly suspendUser:
    | { readonly __typename: 'SuspendUserSuccess', readonly user: { readonly id: string, readonly status: UserStatus, readonly suspension: { readonly since: string, readonly reason: string } | null } }
    | { readonly __typename: 'UserNotFound', readonly message: string }
   | null };

export type WarrantyQueryVariables = Exact<{
  serialNumber: string;
}>;


export type WarrantyQuery = { readonly warranty:
    | { readonly __typename: 'InvalidSerialNumber', readonly message: string }
    | { readonly __typename: 'SerialNumberNotFound', readonly message: string }
    | { readonly __typename: 'Warranty', readonly startBasis: WarrantyStartBasis, readonly startsOn: string, readonly baseEndsOn: string, readonly endsOn: string, readonly ceilingOn: string, readonly inWarranty: boolean, readonly product: { readonly modelName: string }, readonly extensions: ReadonlyArray<{ readonly kind: WarrantyExtensionKind, readonly months: number, readonly extendedOn: string, readonly endsOnBefore: string, readonly endsOnAfter: string }> }
   | null };

export type WhyNotYetQueryVariables = Exact<{
  on?: string | null | undefined;
}>;


export type WhyNotYetQuery = { readonly today: string, readonly me: { readonly coupons: ReadonlyArray<{ readonly id: string, readonly term: CouponTerm, readonly costDays: number, readonly expiresOn: string | null }>, readonly devices: ReadonlyArray<{ readonly id: string, readonly serialNumber: string, readonly eligibility: ReadonlyArray<{ readonly term: CouponTerm, readonly eligible: boolean, readonly eligibleOn: string | null, readonly violations: ReadonlyArray<
          | { readonly __typename: 'AccountSuspended', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
          | { readonly __typename: 'AnnualCapReached', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
          | { readonly __typename: 'AnnualRedemptionLimitReached', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
          | { readonly __typename: 'CouponNotOpen', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
          | { readonly __typename: 'CustomBuildNotSupported', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
          | { readonly __typename: 'DaySourceNotAccepted', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
          | { readonly __typename: 'DeviceNotBoundLongEnough', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
          | { readonly __typename: 'DeviceNotFound', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
          | { readonly __typename: 'DeviceOutOfWarranty', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
          | { readonly __typename: 'DeviceRedeemedWithinYear', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
          | { readonly __typename: 'InsufficientDays', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
          | { readonly __typename: 'ModelNotSupported', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
          | { readonly __typename: 'OverseasModelNotSupported', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
          | { readonly __typename: 'WarrantyCeilingReached', readonly rule: string, readonly message: string, readonly remedy: Remedy, readonly eligibleOn: string | null }
        > }> | null }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const AwardDaysDocument = new TypedDocumentString(`
    mutation AwardDays($userId: ID!, $source: DaySource!, $days: Int!, $reason: String!, $idempotencyKey: String) {
  awardDays(
    input: {userId: $userId, source: $source, days: $days, reason: $reason, idempotencyKey: $idempotencyKey}
  ) {
    __typename
    ... on AwardDaysSuccess {
      grant {
        requestedDays
        grantedDays
        cancelledDays
        expiresOn
        notice {
          message
        }
      }
      issuedCoupons {
        term
        expiresOn
      }
      user {
        balance {
          availableDays
        }
      }
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<AwardDaysMutation, AwardDaysMutationVariables>;
export const BindDeviceDocument = new TypedDocumentString(`
    mutation BindDevice($serialNumber: String!) {
  bindDevice(input: {serialNumber: $serialNumber}) {
    __typename
    ... on BindDeviceSuccess {
      device {
        id
        serialNumber
        boundOn
      }
    }
    ... on DeviceAlreadyBound {
      message
      device {
        id
        boundOn
      }
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<BindDeviceMutation, BindDeviceMutationVariables>;
export const CheckInDocument = new TypedDocumentString(`
    mutation CheckIn {
  checkIn {
    __typename
    ... on CheckInSuccess {
      grant {
        grantedDays
        expiresOn
      }
      notice {
        message
      }
      status {
        streak
        nextCheckInOn
      }
      issuedCoupons {
        term
        costDays
        expiresOn
      }
      user {
        balance {
          availableDays
        }
      }
    }
    ... on AlreadyCheckedIn {
      message
      nextCheckInOn
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CheckInMutation, CheckInMutationVariables>;
export const LookUpDeviceDocument = new TypedDocumentString(`
    query LookUpDevice($serialNumber: String!) {
  deviceLookup(serialNumber: $serialNumber) {
    __typename
    ... on DeviceLookup {
      product {
        brand
        modelName
        category
        salesRegion
      }
      binding
      acceptedSources
      warranty {
        startsOn
        endsOn
        ceilingOn
        inWarranty
      }
      violations {
        rule
        message
        remedy
        eligibleOn
      }
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<LookUpDeviceQuery, LookUpDeviceQueryVariables>;
export const MyAccountDocument = new TypedDocumentString(`
    query MyAccount {
  today
  me {
    id
    status
    suspension {
      since
      reason
    }
    balance {
      availableDays
      bySource {
        source
        days
      }
      lapsing {
        on
        days
      }
    }
    year {
      earnedDays
      cancelledDays
      earnableDays
      redeemedDays
      redeemableDays
    }
    checkInStatus {
      checkedInToday
      streak
      nextCheckInOn
      notice {
        message
      }
    }
    coupons {
      id
      term
      costDays
      expiresOn
    }
    devices {
      id
      serialNumber
      product {
        modelName
      }
      boundOn
      fundableDays
      warranty {
        endsOn
        ceilingOn
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MyAccountQuery, MyAccountQueryVariables>;
export const MyHistoryDocument = new TypedDocumentString(`
    query MyHistory($first: Int! = 10, $after: String, $redemptionsAfter: String, $couponsAfter: String) {
  me {
    grants(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          source
          title
          requestedDays
          grantedDays
          cancelledDays
          remainingDays
          usedDays
          lapsedDays
          earnedOn
          expiresOn
          notice {
            message
          }
        }
      }
    }
    redemptions(first: $first, after: $redemptionsAfter) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          redeemedOn
          term
          warrantyEndsOnBefore
          warrantyEndsOnAfter
          device {
            serialNumber
          }
          drawn {
            days
            grant {
              source
              earnedOn
            }
          }
        }
      }
    }
    couponHistory(first: $first, after: $couponsAfter) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          term
          status
          issuedOn
          closedOn
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MyHistoryQuery, MyHistoryQueryVariables>;
export const ProgrammeDocument = new TypedDocumentString(`
    query Programme($on: Date) {
  today
  policy(on: $on) {
    version
    effectiveFrom
    timeZone
    tiers {
      term
      months
      costDays
    }
    annualEarningCapDays
    annualRedemptionCapDays
    redemptionsPerYear
    redemptionYear
    dayValidityYears
    maxDevices
    bindingWaitDays
    warrantyCeilingYears
    checkInDays
    checkInChannels
    sourceRestrictions {
      brand
      series
      acceptedSources
    }
  }
  exclusions(on: $on) {
    id
    reason
    since
    until
  }
}
    `) as unknown as TypedDocumentString<ProgrammeQuery, ProgrammeQueryVariables>;
export const QuoteRedemptionDocument = new TypedDocumentString(`
    query QuoteRedemption($couponId: ID!, $deviceId: ID!) {
  quoteRedemption(input: {couponId: $couponId, deviceId: $deviceId}) {
    __typename
    ... on RedemptionQuote {
      token
      costDays
      balanceAfter
      warrantyEndsOnBefore
      warrantyEndsOnAfter
      deviceNextRedeemableOn
      drawn {
        days
        grant {
          source
          earnedOn
          expiresOn
        }
      }
    }
    ... on RedemptionViolation {
      rule
      message
      remedy
      eligibleOn
      others {
        rule
        message
        remedy
        eligibleOn
      }
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<QuoteRedemptionQuery, QuoteRedemptionQueryVariables>;
export const RedeemCouponDocument = new TypedDocumentString(`
    mutation RedeemCoupon($couponId: ID!, $deviceId: ID!, $idempotencyKey: String!, $quoteToken: String) {
  redeemCoupon(
    input: {couponId: $couponId, deviceId: $deviceId, idempotencyKey: $idempotencyKey, quoteToken: $quoteToken}
  ) {
    __typename
    ... on RedeemCouponSuccess {
      redemption {
        id
        redeemedOn
        costDays
        warrantyEndsOnBefore
        warrantyEndsOnAfter
        device {
          warranty {
            endsOn
          }
        }
      }
      user {
        balance {
          availableDays
        }
        coupons {
          term
        }
      }
    }
    ... on QuoteOutdated {
      message
      quote {
        token
        costDays
        warrantyEndsOnAfter
        balanceAfter
        deviceNextRedeemableOn
      }
    }
    ... on RedemptionViolation {
      rule
      message
      remedy
      eligibleOn
      others {
        rule
        message
        remedy
        eligibleOn
      }
      reference
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RedeemCouponMutation, RedeemCouponMutationVariables>;
export const RegisterMachinesDocument = new TypedDocumentString(`
    mutation RegisterMachines($machines: [MachineInput!]!, $reason: String!) {
  registerMachines(input: {machines: $machines, reason: $reason}) {
    __typename
    ... on RegisterMachinesSuccess {
      registered
      updated
    }
    ... on MachinesRejected {
      message
      rejected {
        index
        serialNumber
        message
      }
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RegisterMachinesMutation, RegisterMachinesMutationVariables>;
export const ReinstateUserDocument = new TypedDocumentString(`
    mutation ReinstateUser($userId: ID!, $reason: String!) {
  reinstateUser(input: {userId: $userId, reason: $reason}) {
    __typename
    ... on ReinstateUserSuccess {
      user {
        id
        status
      }
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ReinstateUserMutation, ReinstateUserMutationVariables>;
export const SuspendUserDocument = new TypedDocumentString(`
    mutation SuspendUser($userId: ID!, $reason: String!) {
  suspendUser(input: {userId: $userId, reason: $reason}) {
    __typename
    ... on SuspendUserSuccess {
      user {
        id
        status
        suspension {
          since
          reason
        }
      }
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SuspendUserMutation, SuspendUserMutationVariables>;
export const WarrantyDocument = new TypedDocumentString(`
    query Warranty($serialNumber: String!) {
  warranty(serialNumber: $serialNumber) {
    __typename
    ... on Warranty {
      product {
        modelName
      }
      startBasis
      startsOn
      baseEndsOn
      endsOn
      ceilingOn
      inWarranty
      extensions {
        kind
        months
        extendedOn
        endsOnBefore
        endsOnAfter
      }
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<WarrantyQuery, WarrantyQueryVariables>;
export const WhyNotYetDocument = new TypedDocumentString(`
    query WhyNotYet($on: Date) {
  today
  me {
    coupons {
      id
      term
      costDays
      expiresOn
    }
    devices {
      id
      serialNumber
      eligibility(on: $on) {
        term
        eligible
        eligibleOn
        violations {
          __typename
          rule
          message
          remedy
          eligibleOn
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WhyNotYetQuery, WhyNotYetQueryVariables>;
