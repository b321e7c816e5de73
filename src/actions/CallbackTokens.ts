import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Id, isId } from '../base/ids.ts';

const ID_BYTES = 16;

/**
 * The right to complete one action, as a text that goes into an address: the id of its run, signed. So nothing is stored for it,
 * and it is worth nothing once the action has ended.
 */
export class CallbackTokens {
  constructor(private readonly key: Buffer) {}

  tokenOf(actionExecutionId: Id): string {
    const id = Buffer.from(actionExecutionId.replaceAll('-', ''), 'hex');
    return Buffer.concat([id, this.sign(id)]).toString('base64url');
  }

  /** The id of the run whose token this is; `undefined` where it is nobody's. */
  idOf(token: string): Id | undefined {
    const bytes = Buffer.from(token, 'base64url');
    const [id, signature] = [bytes.subarray(0, ID_BYTES), bytes.subarray(ID_BYTES)];
    const expected = this.sign(id);
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return undefined;
    const text = id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return isId(text) ? text : undefined;
  }

  private sign(id: Buffer): Buffer {
    return createHmac('sha256', this.key).update('callback').update(id).digest();
  }
}
