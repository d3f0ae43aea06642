import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { jwtVerify } from 'jose';
import { UserEntity } from '../../src/accounts/user.entity.js';
import { readConfig } from '../../src/config.js';
import { dataSourceAt } from '../../src/database/data-source.js';
import { SystemClock } from '../../src/shared/clock.js';
import type { OrmContext } from '../typeorm/context.js';
import { resolvers, typeDefs } from '../typeorm/resolvers.js';
import { ready } from './ready.js';

/** The way most would write it: Apollo's standalone server, resolvers that find and save entities. */
const { databaseUrl, jwtSecret, timeZone } = readConfig(process.env);
const dataSource = await (await dataSourceAt(databaseUrl)).initialize();
const clock = new SystemClock(timeZone);
const secret = new TextEncoder().encode(jwtSecret);
const server = new ApolloServer<OrmContext>({ typeDefs, resolvers });
const { url } = await startStandaloneServer(server, {
  listen: { port: 0, host: '127.0.0.1' },
  context: async ({ req }) => {
    const token = req.headers.authorization?.slice('Bearer '.length) ?? '';
    const { payload } = await jwtVerify(token, secret, { algorithms: ['HS256'] });
    const user = await dataSource.getRepository(UserEntity).findOneByOrFail({ subject: payload.sub ?? '' });
    return { dataSource, user, moment: clock.now() };
  },
});
ready(Number(new URL(url).port));
