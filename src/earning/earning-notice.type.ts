import { Field, Int, InterfaceType } from 'type-graphql';
import { ObjectType } from '../graphql/object-type.js';
import { DateScalar, instanceOf } from '../graphql/scalars.js';
import { type Language, listIn, messageIn } from '../messages/messages.js';
import type { Channel } from '../policy/policy.js';
import { ChannelEnum } from '../policy/policy.type.js';
import type { CalendarDate } from '../shared/calendar.js';
import type { Notice } from './notice.js';

@InterfaceType('EarningNotice', { description: 'Why an earning gave fewer days than it asked for.' })
export abstract class EarningNotice {
  @Field({ description: 'For people, in the language of `Accept-Language`.' })
  message: string;
}

@ObjectType('AnnualEarningCapReached', {
  implements: EarningNotice,
  description: 'The year’s earnings are at the cap: what was over is cancelled (rule E4).',
})
export class AnnualEarningCapReached extends EarningNotice {
  @Field(() => Int, { description: 'Days that can be earned in a calendar year.' })
  capDays: number;

  @Field(() => Int, { description: 'Days earned in that year, with this earning.' })
  earnedDays: number;

  @Field(() => DateScalar, { description: 'The first date on which days can be earned again: the next 1 January.' })
  resumesOn: CalendarDate;
}

@ObjectType('ChannelEarnsNoDays', {
  implements: EarningNotice,
  description: 'Checked in, but this channel earns no days; the streak goes on (rule E1).',
})
export class ChannelEarnsNoDays extends EarningNotice {
  @Field(() => ChannelEnum, { description: 'The channel of this request.' })
  channel: Channel;

  @Field(() => [ChannelEnum], { description: 'The channels whose check-ins earn days.' })
  earningChannels: readonly Channel[];
}

/** A notice as clients see it, with a message in the reader's language. */
export function presentNotice(notice: Notice, language: Language): EarningNotice {
  switch (notice.notice) {
    case 'AnnualEarningCapReached': {
      const { capDays, earnedDays, resumesOn } = notice;
      const numbers = { capDays, earnedDays, resumesOn };
      return instanceOf(AnnualEarningCapReached, {
        message: messageIn(language, 'AnnualEarningCapReached', numbers),
        ...numbers,
      });
    }
    case 'ChannelEarnsNoDays': {
      const { channel, earningChannels } = notice;
      const values = { channel, earningChannels: listIn(language, 'Channel', earningChannels) };
      const message = messageIn(language, 'ChannelEarnsNoDays', values);
      return instanceOf(ChannelEarnsNoDays, { message, channel, earningChannels });
    }
  }
}
