import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType('Node', { description: 'Anything with an id of its own, to be found again by `node`.' })
export abstract class Node {
  @Field(() => ID, { description: 'Opaque: compare it, keep it, send it back; its form may change.' })
  id: string;
}
