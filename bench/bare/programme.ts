import { acceptedSources, type Product } from '../../src/devices/product.js';
import { type Exclusion, excludes, isInForce } from '../../src/policy/exclusion.js';
import { type Policy, policyToday } from '../../src/policy/policy.js';
import { rowsOf } from './connection.js';

type Executor = Parameters<typeof rowsOf>[0];

/** What the programme says of a product today. */
interface Standing {
  readonly excluded: boolean;
  readonly sources: ReadonlySet<string>;
}

/** The policy in force and the exclusions of one date; what they say of a product is worked out once. */
export class Programme {
  private readonly standings = new Map<string, Standing>();

  constructor(
    readonly policy: Policy,
    private readonly exclusions: readonly Exclusion[],
  ) {}

  standingOf(product: Product): Standing {
    const key = `${product.brand}|${product.series}|${product.modelName}|${product.category}|${product.salesRegion}`;
    const known = this.standings.get(key);
    if (known !== undefined) return known;
    const excluded = this.exclusions.some((exclusion) => excludes(exclusion, product));
    const standing = { excluded, sources: new Set<string>(acceptedSources(product, this.policy)) };
    this.standings.set(key, standing);
    return standing;
  }
}

let latest: { text: string; programme: Programme } | null = null;

/** Reads the programme with each batch, as it may change on any day, and parses it when it has. */
export async function readProgramme(on: Executor, today: string): Promise<Programme> {
  const policies = await rowsOf<{ version: number; effectiveFrom: string; terms: string }>(
    on,
    'SELECT version, effective_from AS effectiveFrom, terms FROM policies',
    [],
  );
  const exclusions = await rowsOf<{ since: string; until: string | null; criteria: string }>(
    on,
    'SELECT id, law, since, until, criteria FROM exclusions',
    [],
  );
  const text = JSON.stringify([today, policies, exclusions]);
  if (latest?.text === text) return latest.programme;
  const parsed = policies.map(({ terms, ...rest }): Policy => ({ ...JSON.parse(terms), ...rest }));
  const inForce = exclusions
    .map((row) => ({ ...row, criteria: JSON.parse(row.criteria) }) as unknown as Exclusion)
    .filter((exclusion) => isInForce(exclusion, today));
  latest = { text, programme: new Programme(policyToday(parsed, today), inForce) };
  return latest.programme;
}
