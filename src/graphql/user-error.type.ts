import { Field, InterfaceType } from 'type-graphql';

@InterfaceType('UserError', {
  description:
    'What every expected failure says. Tell failures apart by `__typename`; clients that meet one they don’t know fall back on `... on UserError { message }`.',
})
export abstract class UserError {
  @Field({ description: 'For people, in the language of `Accept-Language` (zh-CN or en). Never parse it.' })
  message: string;
}
