import type { Database } from '../database/database.js';
import { accountLoader, processLoader } from '../database/loader.js';
import { pageLoader, totalLoader } from '../database/page.loaders.js';
import { ownedBy } from '../shared/ids.js';
import type { Coupon } from './coupon.js';
import { couponHistory, readCoupons, readOpenCoupons } from './coupon.store.js';

export function couponLoaders(database: Database) {
  const { reader } = database;
  return {
    openCoupons: accountLoader<Coupon[], readonly Coupon[]>(
      (userIds) => readOpenCoupons(reader, userIds),
      (coupons) => coupons ?? [],
    ),
    /** An account's coupon of any date. */
    coupon: processLoader<{ userId: string; id: string }, Coupon | null>(async (keys) => {
      const coupons = await readCoupons(reader, keys);
      return ({ userId, id }) => ownedBy(userId, coupons.get(id));
    }),
    couponPage: pageLoader<Coupon>(database, couponHistory, (coupon) => coupon),
    couponTotal: totalLoader(database, couponHistory),
  };
}
