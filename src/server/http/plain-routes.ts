import { type Answer, jsonAnswer, type Route } from './answer.js';

interface PlainRouteOptions {
  readonly graphiqlPage: (() => string) | null;
  isReady(): Promise<boolean>;
}

/** Health for those who run the service, and the way to GraphiQL for a browser that comes to the root. */
export function plainRoutes({ graphiqlPage, isReady }: PlainRouteOptions): [path: string, route: Route][] {
  const get = (answer: () => Promise<Answer>): Route => ({ method: 'GET', answer });
  const routes: [string, Route][] = [
    ['/healthz', get(async () => jsonAnswer(200, { status: 'ok' }))],
    ['/readyz', get(async () => readiness(await isReady().catch(() => false)))],
  ];
  if (graphiqlPage !== null) routes.push(['/', get(async () => TO_GRAPHIQL)]);
  return routes;
}

const TO_GRAPHIQL: Answer = { status: 302, headers: { location: '/graphql' }, body: '' };

function readiness(ready: boolean): Answer {
  return ready ? jsonAnswer(200, { status: 'ready' }) : jsonAnswer(503, { status: 'not ready' });
}
