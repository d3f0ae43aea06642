import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
  readonly scripts: Readonly<Record<string, string>>;
}

interface Locked {
  /** Where it stands under another name. */
  readonly name?: string;
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

const manifest: Manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const { lockfileVersion, packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const { '': root, ...others } = packages as Record<string, Locked & Manifest>;
const locked = Object.entries(others);
const shipped = locked.filter(([, { dev }]) => !dev);

const nameOf = (place: string) => place.replace(/^.*node_modules\//, '');

/** Licences that let a service be built from what is under them. */
const LICENCES = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT'];

function isAllowed(licence: string | undefined): boolean {
  const parts = licence?.replace(/[()]/g, '').split(/ (?:AND|OR) /) ?? [];
  return parts.length > 0 && parts.every((part) => LICENCES.includes(part));
}

describe('the lockfile', () => {
  test('is of the manifest, whose versions are exact', () => {
    const { dependencies, devDependencies } = manifest;
    expect(lockfileVersion).toBe(3);
    expect({ dependencies: root?.dependencies, devDependencies: root?.devDependencies }).toEqual({
      dependencies,
      devDependencies,
    });
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+(-[\w.]+)?$/);
      expect(others[`node_modules/${name}`]?.version).toBe(version);
    }
  });

  test('holds the hash of every package, which comes from the registry', () => {
    expect(locked.length).toBeGreaterThan(500);
    for (const [place, { integrity, resolved = 'https://registry.npmjs.org/' }] of locked) {
      expect(`${place} ${integrity}`).toMatch(/ sha512-[\w+/]{86}==$/);
      expect(`${place} ${resolved}`).toMatch(/ https:\/\/registry\.npmjs\.org\//);
    }
  });
});

test('no package needs a script to be installed: those that have one are told not to run it, and these tests run without', () => {
  const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([place]) => nameOf(place));
  expect(scripted.filter((name) => manifest.allowScripts[name] !== false)).toEqual([]);
  expect(scripted).toContain('@apollo/protobufjs');
});

describe('a licence', () => {
  test('is under everything that is shipped, and is one of those that are allowed', () => {
    const found = shipped.map(([place, { license }]) => {
      const file = `${place}/package.json`;
      // Of a package for another system the lockfile alone tells.
      const own = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).license : license;
      return [place, typeof own === 'object' ? own.type : own] as const;
    });
    expect(found.length).toBeGreaterThan(100);
    expect(found.filter(([, licence]) => !isAllowed(licence))).toEqual([]);
  });

  test.each([undefined, '', 'UNLICENSED', 'GPL-3.0', 'SEE LICENSE IN x', 'MIT AND GPL-3.0', 'BUSL-1.1'])(
    'that is %s would be refused',
    (licence) => {
      expect(isAllowed(licence)).toBe(false);
    },
  );
});

test('`npm run sbom` lists every package with its version and its hash, and tells those that are not shipped', () => {
  const [program = '', ...options] = manifest.scripts.sbom?.split(' ') ?? [];
  const text = execFileSync(program, [...options, '--offline'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const { bomFormat, components } = JSON.parse(text) as { bomFormat: string; components: readonly Component[] };
  expect(bomFormat).toBe('CycloneDX');
  const isDevelopment = ({ properties = [] }: Component) =>
    properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true');
  const listed = new Set(components.map(({ name, version, hashes }) => `${name}@${version} ${hashes?.length ?? 0}`));
  const isMissing = ([place, { version }]: (typeof locked)[number]) => !listed.has(`${nameOf(place)}@${version} 1`);
  // What stands under another name than its own is listed under one of the two.
  expect(locked.filter(([, { name }]) => name === undefined).filter(isMissing)).toEqual([]);
  const notDevelopment = components.filter((component) => !isDevelopment(component)).map(({ name }) => name);
  const names = new Set(shipped.map(([place]) => nameOf(place)));
  expect(notDevelopment.length).toBeGreaterThan(100);
  expect(notDevelopment.filter((name) => !names.has(name))).toEqual([]);
});

interface Component {
  readonly name: string;
  readonly version: string;
  readonly hashes?: readonly object[];
  readonly properties?: readonly { name: string; value: string }[];
}
