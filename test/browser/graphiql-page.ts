import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page, type Request } from 'playwright-core';

/** Nothing that the browser does by itself may leave this machine either: no other name or address is found. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Long for a page that is at hand, and short enough that a test says what it waited for. */
const WAIT_MILLISECONDS_MAX = 30_000;

/** GraphiQL as a person has it before them, in a browser with a new profile. */
export class GraphiqlPage {
  /** What the page asked of any other host, and what its own policy kept it from asking. */
  readonly strayRequests: string[] = [];
  /** What the page complained of. */
  readonly complaints: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    private readonly profile: string,
    readonly page: Page,
    private readonly url: string,
  ) {}

  static async open(executablePath: string, serverUrl: string): Promise<GraphiqlPage> {
    const profile = mkdtempSync(join(tmpdir(), 'warranty-coupons-browser-'));
    const viewport = { width: 1500, height: 900 };
    const options = { executablePath, headless: true, viewport, args: ARGUMENTS };
    const context = await chromium.launchPersistentContext(profile, options);
    context.setDefaultTimeout(WAIT_MILLISECONDS_MAX);
    const page = context.pages()[0] ?? (await context.newPage());
    const opened = new GraphiqlPage(context, profile, page, `${serverUrl}/graphql`);
    await opened.watch(new URL(serverUrl).host);
    await opened.load();
    return opened;
  }

  private async watch(host: string): Promise<void> {
    this.context.on('request', (request) => {
      const { protocol, host: asked } = new URL(request.url());
      if (!['data:', 'blob:'].includes(protocol) && asked !== host) this.strayRequests.push(request.url());
    });
    this.page.on('pageerror', ({ message }) => this.complaints.push(message));
    this.page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    await this.page.exposeFunction('policyViolated', (blocked: string) => this.strayRequests.push(blocked));
    await this.page.addInitScript(
      "addEventListener('securitypolicyviolation', ({ blockedURI }) => policyViolated(blockedURI))",
    );
  }

  async load(): Promise<void> {
    await this.page.goto(this.url);
    await this.ready();
  }

  /** The editors are there, and the documentation has been read from the schema. */
  private async ready(): Promise<void> {
    await this.page.locator('.graphiql-query-editor .view-line').first().waitFor();
    await this.page.locator('.graphiql-tab').first().waitFor();
  }

  tabTitles(): Promise<string[]> {
    return this.page.locator('.graphiql-tab-button').allTextContents();
  }

  async open(title: string): Promise<void> {
    await this.page.locator(`.graphiql-tab-button[title="${title}"]`).click();
    await this.shows(title);
  }

  /** Waits until the editor shows an operation. */
  async shows(title: string): Promise<void> {
    await this.page.locator('.graphiql-query-editor', { hasText: new RegExp(`(mutation|query)\\s${title}`) }).waitFor();
  }

  /** Opens a tab and runs it as it stands; gives the answer once the page shows a field of it. */
  async run(title: string, field: string): Promise<GraphqlAnswer> {
    await this.open(title);
    const request = await this.execute(title);
    const answer = (await (await request.response())?.json()) as GraphqlAnswer;
    await this.page.locator('.result-window', { hasText: `"${field}"` }).waitFor();
    return answer;
  }

  /**
   * Presses the button that runs a tab. For a moment after a tab was opened GraphiQL still holds the name of the last
   * one's operation, doesn't find it, says so and sends nothing; a person is slower than that moment, a program presses again.
   */
  private async execute(operation: string): Promise<Request> {
    const sent = this.page.waitForRequest((request) => asksFor(request.postData(), operation));
    const notFound = this.page.locator('.result-window', { hasText: 'Cannot infer operation' });
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      await this.page.locator('.graphiql-execute-button').click();
      const request = await Promise.race([sent, notFound.waitFor().then(() => null)]);
      if (request !== null) return request;
      await this.page.waitForTimeout(500);
    }
    throw new Error(`GraphiQL did not send ${operation}.`);
  }

  /** The date that the bar shows. */
  date(): Promise<string> {
    return this.page.locator('#sandbox-date').inputValue();
  }

  /** Presses a button that moves the date, and waits until the bar shows the date that the sandbox answered. */
  async moveDate(button: string): Promise<void> {
    await this.untilDateMoved(() => this.press(button));
  }

  /** Sets the date as if it were typed. */
  async typeDate(date: string): Promise<void> {
    await this.untilDateMoved(() => this.page.locator('#sandbox-date').fill(date));
  }

  private async untilDateMoved(move: () => Promise<void>): Promise<void> {
    const answered = this.page.waitForResponse((response) => response.url().endsWith('/sandbox/clock'));
    await move();
    const { today } = (await (await answered).json()) as { today: string };
    await this.page.waitForFunction(`document.querySelector('#sandbox-date').value === '${today}'`);
  }

  /** Puts the demo data back, and waits for the page that opens anew. */
  async reset(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.press('Reset the demo data');
    await loaded;
    await this.ready();
  }

  private press(button: string): Promise<void> {
    return this.page.getByRole('button', { name: button, exact: true }).click();
  }

  async close(): Promise<void> {
    await this.context.close();
    rmSync(this.profile, { recursive: true, force: true });
  }
}

export interface GraphqlAnswer {
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly errors?: readonly unknown[];
}

function asksFor(body: string | null, operation: string): boolean {
  return body !== null && (JSON.parse(body) as { operationName?: string }).operationName === operation;
}
