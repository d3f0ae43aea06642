import { readFileSync } from 'node:fs';

/** One instruction of a Dockerfile. */
export interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** A stage of a Dockerfile: what stands between one FROM and the next. */
export interface Stage {
  readonly name: string | null;
  readonly image: string;
  readonly instructions: readonly Instruction[];
}

export interface Copy {
  /** The stage that is copied from; null for the project itself. */
  readonly from: string | null;
  readonly sources: readonly string[];
  readonly target: string;
}

/** The stages of a Dockerfile, in the part of its language that this project's uses. */
export function readDockerfile(path: string): Stage[] {
  const stages: { name: string | null; image: string; instructions: Instruction[] }[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, name, text] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (name === undefined || text === undefined) throw new Error(`Not an instruction: ${line}`);
    const [, image, stage] = /^(\S+)(?: AS (\w+))?$/.exec(text) ?? [];
    if (name === 'FROM') stages.push({ name: stage ?? null, image: image ?? '', instructions: [] });
    else stages.at(-1)?.instructions.push({ name, text });
  }
  return stages;
}

/** The texts of a stage's instructions of one name. */
export function textsOf({ instructions }: Stage, name: string): string[] {
  return instructions.filter((instruction) => instruction.name === name).map(({ text }) => text);
}

export function copyOf(text: string): Copy {
  const words = text.split(' ');
  const from = words[0]?.startsWith('--from=') ? (words.shift() ?? '').slice('--from='.length) : null;
  const target = words.pop() ?? '';
  return { from, sources: words, target };
}

/** The variables that a stage sets. */
export function environmentOf(stage: Stage): Record<string, string> {
  const pairs = textsOf(stage, 'ENV').flatMap((text) => text.split(' '));
  return Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
}

/** The words of a command in the form of a JSON array, `CMD` before it or not. */
export function commandOf(text: string | undefined): string[] {
  return JSON.parse(/\[.+\]$/.exec(text ?? '')?.[0] ?? '[]');
}
