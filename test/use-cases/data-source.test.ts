import { describe, expect, test } from '@jest/globals';
import { serverOptions } from '../../src/database/data-source.js';

describe('the connection that runs the migrations', () => {
  test.each([
    ['mysql://a:b@h/n', undefined],
    ['mysql://a:b@h/n?ssl={}', {}],
    ['mysql://a:b@h/n?ssl=%7B%22verifyIdentity%22:true%7D', { verifyIdentity: true }],
  ])('is encrypted as its address tells: %s', (url, ssl) => {
    expect(serverOptions(url)).toEqual({ host: 'h', port: 3306, username: 'a', password: 'b', database: 'n', ssl });
  });

  test('goes to an IPv6 address, with or without a port', () => {
    expect(serverOptions('mysql://a:b@[::1]:3307/n')).toMatchObject({ host: '::1', port: 3307 });
    expect(serverOptions('mysql://a:b@[2001:db8::2]/n')).toMatchObject({ host: '2001:db8::2', port: 3306 });
  });

  test('has names and a password that are escaped in the address', () => {
    expect(serverOptions('mysql://a%40b:p%3A%2F%25@h/my%20coupons')).toMatchObject({
      username: 'a@b',
      password: 'p:/%',
      database: 'my coupons',
    });
  });
});
