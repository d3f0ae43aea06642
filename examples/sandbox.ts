/** What the sandbox gives to developers beside the API itself; production has none of it. */
export class Sandbox {
  constructor(private readonly url: string) {}

  async token(subject: string, roles: readonly string[] = []): Promise<string> {
    return (await this.post('token', { subject, roles })).token ?? '';
  }

  /** Moves the programme's date for everyone, or back to now; gives the date that it is then. */
  async moveTo(today: string | null): Promise<string> {
    return (await this.post('clock', { today })).today ?? '';
  }

  private async post(what: string, body: object): Promise<{ token?: string; today?: string }> {
    const response = await fetch(`${this.url}/sandbox/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`/sandbox/${what} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as { token?: string; today?: string };
  }
}
