import type { en } from './en.js';

/** What the service says in Chinese, in ICU message format; every key of the English messages is here. */
export const zhCN: Record<keyof typeof en, string> = {
  AccountSuspended:
    '此账号自 {on} 起被封禁（“{reason}”）。封禁期间可以查看，但不能签到、绑定设备或兑换。如有异议，请联系客服申诉。',
  DeviceNotFound: '您的账号下没有这台设备。',
  CouponNotOpen: `{status, select,
    REDEEMED {这张延保券已经兑换过，请选择其他延保券。}
    WITHDRAWN {这张延保券的天数已用于其他兑换，已由新的延保券代替，请选择新券。}
    EXPIRED {这张延保券的天数已过期，已由新的延保券代替，请选择新券。}
    other {您的账号下没有这张延保券，请选择一张可用的延保券。}}`,
  ModelNotSupported: '{reason}',
  CustomBuildNotSupported: '特殊 CTO 定制机不支持延保兑换。',
  OverseasModelNotSupported: '这台设备是销往海外的机型（{salesRegion}），不支持延保兑换。',
  DaySourceNotAccepted:
    '这台设备只接受以下方式获得的天数：{acceptedSources}。您有 {acceptedDays} 天，而这张券需要 {requiredDays} 天，请再获得一些这类天数；其余天数可用于其他设备。',
  DeviceNotBoundLongEnough:
    '设备绑定满 {requiredDays} 天后才能兑换。这台设备于 {boundOn} 绑定，至今 {boundDays} 天，{eligibleOn} 起可以兑换。',
  DeviceOutOfWarranty: `{remedy, select,
    WAIT {这台设备的保修自 {eligibleOn} 起开始。}
    ACT {这台设备的保修已于 {warrantyEndedOn} 到期。保修从出库日期起算；提交个人抬头发票后，可改为从购买日期起算。}
    other {这台设备的保修已于 {warrantyEndedOn} 到期（按发票日期起算）。}}`,
  WarrantyCeilingReached: `{longestTerm, select,
    none {这台设备的保修到 {warrantyEndsOn} 为止，最长只能到 {ceilingOn}，已没有可以兑换的延保券。}
    other {这台设备的保修到 {warrantyEndsOn} 为止，最长只能到 {ceilingOn}。最长可以兑换 {longestTerm, select, THREE_MONTHS {3 个月} SIX_MONTHS {6 个月} TWELVE_MONTHS {12 个月} other {更短期限}}的延保券。}}`,
  DeviceRedeemedWithinYear: '这台设备已于 {lastRedeemedOn} 兑换过延保，{eligibleOn} 起可再次兑换。',
  AnnualRedemptionLimitReached:
    '每个真实用户一年内最多兑换 {limit} 次，您已兑换 {used} 次，{eligibleOn} 起可再次兑换。',
  AnnualCapReached:
    '一个自然年内最多兑换 {capDays} 天延保。您今年已兑换 {redeemedDays} 天，这张券需要 {requestedDays} 天。{resetsOn} 起重新计算。',
  InsufficientDays:
    '这张延保券需要 {requiredDays} 天，您现有 {availableDays} 天，请再获得一些天数。获得的天数到期未用即失效，兑换后即被使用。',
  IdempotencyKeyReused: '这个幂等键已用于另一个请求。新的请求请使用新的键。',
  QuoteOutdated: '现在兑换的结果与之前的预览不同。请查看新的预览后再决定。',
  AlreadyCheckedIn: '您今天已经签到。下次签到日期：{nextCheckInOn}。',
  InvalidSerialNumber: '这不是有效的主机 S/N。S/N 由 7、8、10 或 14 位字母和数字组成，见机身标签。',
  SerialNumberNotFound: '没有找到这个主机 S/N。请与机身标签核对。',
  NotLenovoProduct: '这是 {brand} 的产品。只有联想产品可以参加延保福利。',
  DeviceAlreadyBound: '您已经绑定过这台设备。',
  DeviceBoundToAnotherUser: '这台设备已被另一个账号绑定。设备绑定后不可换绑或解绑。',
  DeviceLimitReached: '一个账号最多绑定 {limit} 台设备，绑定后不可解绑。',
  UserNotFound: '没有这个用户。',
  DaysOutOfRange: '每次发放 {minimum} 至 {maximum} 天。',
  MachinesRejected: '有 {count} 台设备无法登记，因此全部未登记。每台的原因已列出。',
  AnnualEarningCapReached:
    '一个自然年内最多获得 {capDays} 天延保，您今年已获得 {earnedDays} 天，超过的部分自动取消。{resumesOn} 起可继续获得。',
  ChannelEarnsNoDays:
    '您已通过{channel, select, APP {联想APP} other {网页}}签到，连续签到天数照常累计，但只有通过{earningChannels}签到才能获得延保天数。',

  'RejectedMachine.SERIAL_MALFORMED': '不是有效的 S/N：应为 7、8、10 或 14 位字母和数字。',
  'RejectedMachine.SERIAL_REPEATED': '同一 S/N 在列表中已出现过。',
  'RejectedMachine.SERIAL_BOUND': '设备已被账号绑定，不再更新。',
  'RejectedMachine.BRAND_INVALID': '品牌应为 1 至 64 个字符。',
  'RejectedMachine.SERIES_INVALID': '系列最多 64 个字符。',
  'RejectedMachine.MODEL_INVALID': '型号名称应为 1 至 128 个字符。',
  'RejectedMachine.MACHINE_TYPE_INVALID': '机器类型应为 1 至 32 个字符，或不填。',
  'RejectedMachine.MTM_INVALID': 'MTM 应为 1 至 32 个字符，或不填。',
  'RejectedMachine.REGION_INVALID': '销售地区应为两个大写字母的 ISO 国家代码，或 OVERSEAS。',
  'RejectedMachine.SHIPPED_IN_FUTURE': '出库日期晚于今天。',
  'RejectedMachine.WARRANTY_OUT_OF_RANGE': '基础保修应为 1 至 {months} 个月。',

  'DaySource.CHECK_IN': '签到',
  'DaySource.SHOWCASE': '晒单',
  'DaySource.CAMPAIGN': '活动',
  'Channel.APP': '联想APP',
  'Channel.WEB': '网页',
};
