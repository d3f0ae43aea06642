import { randomBytes, randomUUID } from 'node:crypto';
import {
  AwardDaysDocument,
  BindDeviceDocument,
  CheckInDocument,
  LookUpDeviceDocument,
  MyAccountDocument,
  QuoteRedemptionDocument,
  RedeemCouponDocument,
  RegisterMachinesDocument,
  WarrantyDocument,
  WhyNotYetDocument,
} from '../client/operations.js';
import { Sandbox } from './sandbox.js';
import { type Session, send } from './send.js';

/**
 * The programme's story as an app would live it, told line by line: a member with 89 days checks in, binds a machine, is
 * told from when it can redeem, and on that date redeems once, though it is asked for twice.
 */
export async function tellStory(url: string, tell: (line: string) => void): Promise<void> {
  const sandbox = new Sandbox(url);
  const member: Session = { url, token: await sandbox.token(`member-${randomUUID()}`) };
  const serialNumber = `PF${randomBytes(3).toString('hex').toUpperCase()}`;
  try {
    await prepare(sandbox, member, serialNumber);
    await checkIn(member, tell);
    await bind(member, serialNumber, tell);
    const from = await whyNotYet(member, tell);
    tell(`The sandbox moves on to ${await sandbox.moveTo(from)}.`);
    await redeem(member, tell);
    const { warranty } = await send({ url }, WarrantyDocument, { serialNumber });
    if (warranty?.__typename === 'Warranty') tell(`Anyone sees it: the warranty runs until ${warranty.endsOn}.`);
  } finally {
    await sandbox.moveTo(null);
  }
}

/** Staff register a machine and award 89 days. */
async function prepare(sandbox: Sandbox, member: Session, serialNumber: string): Promise<void> {
  const { today, me } = await send(member, MyAccountDocument);
  const operator = { ...member, token: await sandbox.token('operator', ['OPERATOR']) };
  const machine = {
    serialNumber,
    brand: 'Lenovo',
    series: 'xiaoxin',
    modelName: 'XiaoXinPro 14 IRH8',
    category: 'LAPTOP',
    salesRegion: 'CN',
    shippedOn: today,
    baseWarrantyMonths: 24,
  } as const;
  await send(operator, RegisterMachinesDocument, { machines: [machine], reason: 'Delivery' });
  const moderator = { ...member, token: await sandbox.token('moderator', ['MODERATOR']) };
  const award = { userId: me?.id ?? '', source: 'CAMPAIGN', days: 89, reason: 'Front page pick' } as const;
  await send(moderator, AwardDaysDocument, { ...award, idempotencyKey: randomUUID() });
}

async function checkIn(member: Session, tell: (line: string) => void): Promise<void> {
  const { checkIn: answer } = await send(member, CheckInDocument);
  switch (answer?.__typename) {
    case 'CheckInSuccess':
      tell(`Checked in: ${answer.user.balance.availableDays} days.`);
      for (const { term, expiresOn } of answer.issuedCoupons) tell(`A coupon of ${term}, good until ${expiresOn}.`);
      break;
    case 'AlreadyCheckedIn':
      tell(`Checked in already; the next is due on ${answer.nextCheckInOn}.`);
      break;
    default:
      // Errors that this version of the app doesn't know have a message too.
      tell(`Not checked in: ${answer?.message}`);
  }
}

/** Binding can't be undone, so the machine is looked up before. */
async function bind(member: Session, serialNumber: string, tell: (line: string) => void): Promise<void> {
  const { deviceLookup } = await send(member, LookUpDeviceDocument, { serialNumber });
  if (deviceLookup?.__typename !== 'DeviceLookup') throw new Error(deviceLookup?.message);
  const { product, warranty, violations } = deviceLookup;
  tell(`${product.modelName}, in warranty until ${warranty?.endsOn}; ${violations.length} rules against it.`);
  const { bindDevice } = await send(member, BindDeviceDocument, { serialNumber });
  tell(bindDevice?.__typename === 'BindDeviceSuccess' ? 'Bound.' : `Not bound: ${bindDevice?.message}`);
}

/** Tells why the machine can't redeem yet; gives the date from which it can. */
async function whyNotYet(member: Session, tell: (line: string) => void): Promise<string> {
  const { me } = await send(member, WhyNotYetDocument);
  const shortest = me?.devices[0]?.eligibility?.[0];
  for (const { rule, message } of shortest?.violations ?? []) tell(`${rule}: ${message}`);
  if (!shortest?.eligibleOn) throw new Error('Waiting would not help.');
  return shortest.eligibleOn;
}

/** Quotes, redeems just what was quoted, and asks once more as after a lost reply: the same redemption answers. */
async function redeem(member: Session, tell: (line: string) => void): Promise<void> {
  const { me } = await send(member, WhyNotYetDocument);
  const chosen = { couponId: me?.coupons[0]?.id ?? '', deviceId: me?.devices[0]?.id ?? '' };
  const { quoteRedemption: quote } = await send(member, QuoteRedemptionDocument, chosen);
  if (quote?.__typename !== 'RedemptionQuote') throw new Error(quote?.message);
  tell(`Quoted: ${quote.costDays} days move the warranty to ${quote.warrantyEndsOnAfter}.`);
  // One key for one intention: kept with the screen, and sent again by every retry.
  const intention = { ...chosen, idempotencyKey: randomUUID(), quoteToken: quote.token };
  for (const attempt of ['Redeemed', 'Asked again, the same']) {
    const { redeemCoupon: answer } = await send(member, RedeemCouponDocument, intention);
    switch (answer?.__typename) {
      case 'RedeemCouponSuccess':
        tell(`${attempt}: ${answer.redemption.id}, ${answer.user.balance.availableDays} days left.`);
        break;
      case 'QuoteOutdated':
        tell(`${answer.message} Now: ${answer.quote.warrantyEndsOnAfter}.`);
        break;
      default:
        tell(`Refused: ${answer?.message}`);
    }
  }
}
