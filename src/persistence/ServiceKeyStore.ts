import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { isDuplicate } from './isDuplicate.ts';
import type { ServiceKeyRow } from './rows.ts';

const KEY_BYTES = 32;

/** Keys that all processes of a service share, and nobody has to configure: whoever needs one first makes it. */
export class ServiceKeyStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The key of that name, the same for everybody. */
  async obtain(name: string): Promise<Buffer> {
    const value = (await this.find(name)) ?? (await this.make(name));
    return Buffer.from(value, 'hex');
  }

  private async find(name: string): Promise<string | undefined> {
    return (await this.repository().findOneBy({ name }))?.value;
  }

  private async make(name: string): Promise<string> {
    const value = randomBytes(KEY_BYTES).toString('hex');
    try {
      await this.repository().insert({ name, value, created_at: new Date() });
      return value;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      // Another process was faster.
      return (await this.find(name)) as string;
    }
  }

  private repository() {
    return this.dataSource.getRepository<ServiceKeyRow>('service_key');
  }
}
