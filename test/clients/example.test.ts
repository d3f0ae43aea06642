import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WarrantyDocument } from '../../client/operations.js';
import { Sandbox } from '../../examples/sandbox.js';
import { ServiceError, send } from '../../examples/send.js';
import { tellStory } from '../../examples/story.js';
import { addDays } from '../../src/shared/calendar.js';
import { type Api, startApi } from '../support/api.js';

describe('the example program', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi('sqlite');
  });
  afterAll(() => api.stop());

  test('lives the whole story against a sandbox, by the generated operations alone', async () => {
    const lines: string[] = [];
    const { today } = api.service.clock.now();
    await tellStory(api.url, (line) => lines.push(line));
    const redeemable = addDays(today, 30);
    expect(lines).toEqual([
      'Checked in: 90 days.',
      expect.stringMatching(/^A coupon of THREE_MONTHS, good until /),
      expect.stringMatching(/^XiaoXinPro 14 IRH8, in warranty until .*; 0 rules against it\.$/),
      'Bound.',
      expect.stringMatching(/^D6: A device can redeem from 30 days after it was bound\./),
      `The sandbox moves on to ${redeemable}.`,
      expect.stringMatching(/^Quoted: 90 days move the warranty to /),
      expect.stringMatching(/^Redeemed: rdm_\w+, 0 days left\.$/),
      expect.stringMatching(/^Asked again, the same: rdm_\w+, 0 days left\.$/),
      expect.stringMatching(/^Anyone sees it: the warranty runs until /),
    ]);
    const [once, again] = lines.slice(7, 9).map((line) => /rdm_\w+/.exec(line)?.[0]);
    expect(again).toBe(once);
    expect(api.service.clock.now().today).toBe(today);
  });

  test('tells GraphQL errors by their code', async () => {
    const session = { url: api.url, token: 'not one' };
    const fault = await send(session, WarrantyDocument, { serialNumber: 'EMPTY000' }).catch((error) => error);
    expect([fault instanceof ServiceError, fault.code]).toEqual([true, 'UNAUTHENTICATED']);
  });

  test('is told by the sandbox what to mend', async () => {
    await expect(new Sandbox(api.url).moveTo('2009-12-31')).rejects.toThrow(/400.*2010-01-01 or later/);
  });
});

describe('the example’s way to send', () => {
  const answers: ((request: IncomingMessage, response: ServerResponse) => void)[] = [];
  const server = createServer((request, response) => answers.shift()?.(request, response));
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  const data = { warranty: { __typename: 'SerialNumberNotFound', message: 'Not known.' } };

  const refusing = (status: number, code: string) => (_: IncomingMessage, response: ServerResponse) =>
    response.writeHead(status).end(JSON.stringify({ errors: [{ message: 'Later.', extensions: { code } }] }));

  test('tries again what may pass: too much asked, a service that is not there, a connection that breaks', async () => {
    answers.push(
      refusing(429, 'TOO_MANY_REQUESTS'),
      refusing(200, 'SERVICE_UNAVAILABLE'),
      (_, response) => response.writeHead(502).end('<html>Bad gateway</html>'),
      (request) => request.socket.destroy(),
      (_, response) => response.end(JSON.stringify({ data })),
    );
    expect(await send({ url }, WarrantyDocument, { serialNumber: 'EMPTY000' })).toEqual(data);
    expect(answers).toEqual([]);
  });

  test('and gives up after five attempts', async () => {
    answers.push(...Array.from({ length: 5 }, () => refusing(503, 'SERVICE_UNAVAILABLE')));
    const sent = send({ url }, WarrantyDocument, { serialNumber: 'EMPTY000' });
    await expect(sent).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', message: 'Later.' });
    expect(answers).toEqual([]);
  });
});
