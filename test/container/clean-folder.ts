import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { commandOf, copyOf, environmentOf, readDockerfile, type Stage, textsOf } from './dockerfile.js';

/** The user `node` of Node's images. */
const USER = { uid: 1000, gid: 1000 };

/**
 * What a Dockerfile would make, made without an engine: each stage is a folder, and its instructions are done in it as they
 * stand. The image below a stage is this machine, so that what an image lacks is not found out.
 */
export class CleanFolder {
  private root = '';
  private readonly stages = readDockerfile('Dockerfile');
  private readonly service = this.stages.at(-1) as Stage;

  /** Does every instruction of every stage, on the files that are committed. */
  build(): void {
    this.root = mkdtempSync(join(tmpdir(), 'warranty-coupons-container-'));
    chmodSync(this.root, 0o755);
    const context = join(this.root, 'context');
    mkdirSync(context);
    execFileSync('sh', [
      '-c',
      `git ls-files --cached --others --exclude-standard -z | xargs -0 cp --parents -t ${context}`,
    ]);
    for (const stage of this.stages) this.buildStage(stage, context);
  }

  /** Starts the service as the container's user, where this process may choose one. */
  start(environment: Readonly<Record<string, string>>): ChildProcess {
    return this.spawn(commandOf(textsOf(this.service, 'CMD')[0]), environment);
  }

  /** Runs the container's check of its health: 0 when it is healthy. */
  async health(environment: Readonly<Record<string, string>>): Promise<number> {
    const check = this.spawn(commandOf(textsOf(this.service, 'HEALTHCHECK')[0]), environment);
    return new Promise((resolve) => check.once('exit', (code) => resolve(code ?? 1)));
  }

  /** Runs another of the service's programs to its end. */
  run(parameters: readonly string[], environment: Readonly<Record<string, string>>) {
    return promisify(execFile)('node', parameters, this.options(environment));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private buildStage(stage: Stage, context: string): void {
    const base = this.folderOf(stage);
    let work = base;
    for (const { name, text } of stage.instructions) {
      if (name === 'WORKDIR') work = join(base, text);
      mkdirSync(work, { recursive: true });
      if (name === 'COPY') this.copy(text, work, context);
      if (name === 'RUN') {
        const env = { PATH: process.env.PATH, HOME: this.root, ...environmentOf(stage) };
        execFileSync('sh', ['-c', text], { cwd: work, env, stdio: ['ignore', 'ignore', 'inherit'] });
      }
    }
  }

  private copy(text: string, work: string, context: string): void {
    const { from, sources, target } = copyOf(text);
    const stage = from === null ? undefined : this.stages.find(({ name }) => name === from);
    const base = stage === undefined ? context : this.folderOf(stage);
    for (const source of sources) {
      const path = join(base, source);
      // A folder's content is copied into the target, a file into the folder that the target is.
      const into = statSync(path).isDirectory() ? join(work, target) : join(work, target, basename(source));
      cpSync(path, into, { recursive: true, verbatimSymlinks: true });
    }
  }

  private folderOf(stage: Stage): string {
    return join(this.root, `stage-${this.stages.indexOf(stage)}`);
  }

  private spawn([command = '', ...parameters]: readonly string[], environment: Readonly<Record<string, string>>) {
    return spawn(command, parameters, { ...this.options(environment), stdio: ['ignore', 'pipe', 'inherit'] });
  }

  private options(environment: Readonly<Record<string, string>>) {
    const work = textsOf(this.service, 'WORKDIR').at(-1) ?? '';
    const env = { PATH: process.env.PATH, ...environmentOf(this.service), ...environment };
    return { cwd: join(this.folderOf(this.service), work), env, ...(process.getuid?.() === 0 ? USER : {}) };
  }
}
