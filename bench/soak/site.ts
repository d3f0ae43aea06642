import { requestBody } from './workload.js';

/** What the soak asks of the sandbox beside its load: tokens, another date, and machines to be bound. */
export class Site {
  private operator: string | null = null;

  constructor(private readonly port: number) {}

  async token(subject: string, role: string): Promise<string> {
    const { token } = (await this.post('/sandbox/token', { subject, roles: [role] })) as { token: string };
    return token;
  }

  async moveTo(today: string): Promise<void> {
    await this.post('/sandbox/clock', { today });
  }

  /** Registers notebooks that nobody has yet, and gives their serial numbers. */
  async registerMachines(count: number, batch: number, shippedOn: string): Promise<string[]> {
    this.operator ??= await this.token('operator', 'OPERATOR');
    const serialNumbers = Array.from(
      { length: count },
      (_, index) => `S${String(batch).padStart(4, '0')}${String(index).padStart(5, '0')}`,
    );
    const machines = serialNumbers.map((serialNumber) => ({ ...NOTEBOOK, serialNumber, shippedOn }));
    const asked = requestBody('register-machines', { machines, reason: 'Delivery' });
    const { data } = (await this.post('/graphql', asked, this.operator)) as {
      data: { registerMachines: { registered?: number } };
    };
    if (data.registerMachines.registered !== count) throw new Error(JSON.stringify(data.registerMachines));
    return serialNumbers;
  }

  private async post(path: string, body: object, token: string | null = null): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
}

const NOTEBOOK = {
  machineType: '83AL',
  brand: 'Lenovo',
  series: 'xiaoxin',
  modelName: 'XiaoXinPro 14 IRH8',
  category: 'LAPTOP',
  salesRegion: 'CN',
  customBuild: false,
  baseWarrantyMonths: 24,
} as const;
