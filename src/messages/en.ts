/** What the service says in English, in ICU message format. The keys are the names of the types that say it. */
export const en = {
  AccountSuspended:
    'This account has been suspended since {on} (“{reason}”). It can read, but not earn, bind or redeem. To appeal, write to support.',
  DeviceNotFound: 'None of your devices has this id.',
  CouponNotOpen: `{status, select,
    REDEEMED {This coupon has been redeemed already. Choose another.}
    WITHDRAWN {This coupon was withdrawn when its days were used elsewhere, and a newer one stands in its place. Choose that.}
    EXPIRED {This coupon expired when its days lapsed, and a newer one stands in its place. Choose that.}
    other {None of your coupons has this id. Choose one of your open coupons.}}`,
  ModelNotSupported: '{reason}',
  CustomBuildNotSupported: 'Special custom builds (CTO) take no part in the extension programme.',
  OverseasModelNotSupported:
    'This machine was made for sale overseas ({salesRegion}). Such machines take no part in the extension programme.',
  DaySourceNotAccepted:
    'This device takes only days from: {acceptedSources}. You have {acceptedDays} of them and the coupon costs {requiredDays}: earn more of these. Your other days can be used on other devices.',
  DeviceNotBoundLongEnough:
    'A device can redeem from {requiredDays} days after it was bound. This one was bound on {boundOn}, {boundDays, plural, =0 {today} one {# day ago} other {# days ago}}; it can redeem from {eligibleOn}.',
  DeviceOutOfWarranty: `{remedy, select,
    WAIT {The warranty of this device starts on {eligibleOn}.}
    ACT {The warranty of this device ended on {warrantyEndedOn}. It is counted from the shipping date; an invoice in your name can move it to the date of purchase.}
    other {The warranty of this device ended on {warrantyEndedOn}, counted from the date on its invoice.}}`,
  WarrantyCeilingReached: `{longestTerm, select,
    none {The warranty of this device ends on {warrantyEndsOn} and can reach {ceilingOn} at the most: no coupon fits any more.}
    other {The warranty of this device ends on {warrantyEndsOn} and can reach {ceilingOn} at the most. The longest coupon that fits is the one of {longestTerm, select, THREE_MONTHS {3 months} SIX_MONTHS {6 months} TWELVE_MONTHS {12 months} other {a shorter term}}.}}`,
  DeviceRedeemedWithinYear: 'This device redeemed a coupon on {lastRedeemedOn}. It can redeem again from {eligibleOn}.',
  AnnualRedemptionLimitReached:
    'One person redeems at most {limit} coupons a year, over all accounts; {used} were redeemed. The next from {eligibleOn}.',
  AnnualCapReached:
    'At most {capDays} days are redeemed in a calendar year. You have redeemed {redeemedDays}, and this coupon costs {requestedDays}. The count starts again on {resetsOn}.',
  InsufficientDays:
    'This coupon costs {requiredDays} days and you have {availableDays}: earn more. Days lapse when they are not used in time, and a redemption uses them.',
  IdempotencyKeyReused: 'This idempotency key was used for another request. Choose a new key for a new request.',
  QuoteOutdated: 'Redeeming would no longer do what the quote said. Look at the new quote and decide again.',
  AlreadyCheckedIn: 'You have checked in today. The next check-in is on {nextCheckInOn}.',
  InvalidSerialNumber:
    'This is not a serial number. It has 7, 8, 10 or 14 letters A to Z and digits; you find it on the label, after S/N.',
  SerialNumberNotFound: 'No machine with this serial number is registered. Compare it with the label on the machine.',
  NotLenovoProduct: 'This is a product of {brand}. Only Lenovo’s own products take part.',
  DeviceAlreadyBound: 'You have bound this device already.',
  DeviceBoundToAnotherUser: 'This device is bound to another account. A binding can’t be undone or moved.',
  DeviceLimitReached: 'An account binds at most {limit} devices, for good.',
  UserNotFound: 'No user has this id.',
  DaysOutOfRange: 'An award gives from {minimum} to {maximum} days.',
  MachinesRejected:
    '{count, plural, one {One machine} other {# machines}} can’t be taken, so none was. Each is listed with its reason.',
  AnnualEarningCapReached:
    'At most {capDays} days are earned in a calendar year, and you have earned {earnedDays}. What is over is cancelled; earning resumes on {resumesOn}.',
  ChannelEarnsNoDays:
    'You are checked in by {channel, select, APP {the app} other {the web}} and your streak goes on, but only a check-in in {earningChannels} earns days.',

  'RejectedMachine.SERIAL_MALFORMED': 'Not a serial number: 7, 8, 10 or 14 letters A to Z and digits.',
  'RejectedMachine.SERIAL_REPEATED': 'The same serial number stands earlier in this list.',
  'RejectedMachine.SERIAL_BOUND': 'The machine is bound to an account; what is bound is not updated.',
  'RejectedMachine.BRAND_INVALID': 'The brand must have 1 to 64 characters.',
  'RejectedMachine.SERIES_INVALID': 'The series must have at most 64 characters.',
  'RejectedMachine.MODEL_INVALID': 'The model name must have 1 to 128 characters.',
  'RejectedMachine.MACHINE_TYPE_INVALID': 'The machine type must have 1 to 32 characters, or be left out.',
  'RejectedMachine.MTM_INVALID': 'The MTM must have 1 to 32 characters, or be left out.',
  'RejectedMachine.REGION_INVALID': 'The sales region must be an ISO country of two capital letters, or OVERSEAS.',
  'RejectedMachine.SHIPPED_IN_FUTURE': 'The shipping date lies in the future.',
  'RejectedMachine.WARRANTY_OUT_OF_RANGE': 'The base warranty must be from 1 to {months} months.',

  'DaySource.CHECK_IN': 'check-ins',
  'DaySource.SHOWCASE': 'showcases',
  'DaySource.CAMPAIGN': 'campaigns',
  'Channel.APP': 'the app',
  'Channel.WEB': 'the web',
};
