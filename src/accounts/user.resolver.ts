import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, requireViewer } from '../api/request-context.js';
import { suspensionOn } from './account.js';
import type { Role } from './role.js';
import { RoleEnum } from './role.type.js';
import { presentUser, SuspensionType, type UserStatus, UserStatusEnum, UserType } from './user.type.js';

@Resolver(() => UserType)
export class UserResolver {
  @Query(() => UserType, {
    nullable: true,
    description: 'The signed-in user; null with an UNAUTHENTICATED error otherwise.',
  })
  me(@Ctx() context: RequestContext): UserType {
    return presentUser(requireViewer(context).identity);
  }

  @Query(() => [RoleEnum], { description: 'What the access token allows beyond one’s own account; empty for members.' })
  roles(@Ctx() context: RequestContext): Role[] {
    return [...(context.viewer?.roles ?? [])];
  }

  @FieldResolver(() => UserStatusEnum, { description: 'Whether the account takes part.' })
  async status(@Root() { id }: UserType, @Ctx() context: RequestContext): Promise<UserStatus> {
    return (await suspensionOf(id, context)) === null ? 'ACTIVE' : 'SUSPENDED';
  }

  @FieldResolver(() => SuspensionType, {
    nullable: true,
    description: 'Since when and why it is suspended; null while it is active.',
  })
  suspension(@Root() { id }: UserType, @Ctx() context: RequestContext): Promise<SuspensionType | null> {
    return suspensionOf(id, context);
  }
}

async function suspensionOf(userId: string, { loaders, today }: RequestContext): Promise<SuspensionType | null> {
  const account = await loaders.account(userId);
  if (account === null) throw new Error(`${userId} is no account.`);
  return suspensionOn(account, today);
}
