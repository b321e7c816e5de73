import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { State } from '../../src/api/enums.ts';
import type { ExecutionFilter } from '../../src/api/execution/ExecutionFilter.ts';
import { ExecutionList } from '../../src/api/stream/ExecutionList.ts';
import { InputError } from '../../src/base/errors.ts';
import { ExecutionSubjects } from '../../src/changes/ExecutionSubjects.ts';
import type { ExecutionSubject, ExecutionSubjectReads } from '../../src/persistence/reads/ExecutionSubjectReads.ts';
import type { ChangeRow } from '../../src/persistence/rows.ts';

const SUBJECT: ExecutionSubject = {
  id: '01a20e0a-7e13-7000-b650-747e25890712',
  workflow_id: 'w',
  workflow_name: 'deploy',
  workflow_namespace: '',
  revision: 1,
  root_id: '01a20e0a-7e13-7000-b650-747e25890712',
  parent_task_id: null,
  trigger_id: null,
  starts_at: null,
  created_at: new Date('2026-01-31T12:00:00Z'),
};
const LATER: ExecutionSubject = { ...SUBJECT, id: 'later', starts_at: new Date('2026-01-31T13:00:00Z') };
const READS = {
  byIds: async (ids: readonly string[]) =>
    ids.map((id) => [SUBJECT, LATER].find((subject) => subject.id === id) ?? null),
};

const change = (from_state: string | null, to_state: string, entity_id = SUBJECT.id) =>
  ({ kind: 'EXECUTION', entity_id, from_state, to_state }) as ChangeRow;

function meaningOf(filter: ExecutionFilter | null, row: ChangeRow) {
  return ExecutionList.of(filter).changeOf(row, new ExecutionSubjects(READS as unknown as ExecutionSubjectReads));
}

describe('a live list', () => {
  const running = { state: [State.RUNNING, State.PAUSED] };
  it.each<[string, ExecutionFilter | null, ChangeRow, string | undefined]>([
    ['a new one enters the list of all', null, change('IDLE', 'RUNNING'), 'ENTERED'],
    ['one that fails at once is new as well', null, change('IDLE', 'ERROR'), 'ENTERED'],
    ['one that ends stays in the list of all', null, change('RUNNING', 'SUCCESS'), 'UPDATED'],
    ['a new one enters', running, change('IDLE', 'RUNNING'), 'ENTERED'],
    ['it changes within', running, change('RUNNING', 'PAUSED'), 'UPDATED'],
    ['it leaves', running, change('RUNNING', 'ERROR'), 'LEFT'],
    ['it comes back', running, change('ERROR', 'RUNNING'), 'ENTERED'],
    ['what was never there stays away', running, change('ERROR', 'SUCCESS'), undefined],
    ['IDLE was nowhere', { state: [State.IDLE, State.RUNNING] }, change('IDLE', 'RUNNING'), 'ENTERED'],
    ['one that is to begin later is there before', null, change(null, 'IDLE', 'later'), 'ENTERED'],
    ['and is there still when it begins', null, change('IDLE', 'RUNNING', 'later'), 'UPDATED'],
    ['by name', { workflowName: { eq: 'deploy' } }, change('IDLE', 'RUNNING'), 'ENTERED'],
    ['by another name', { workflowName: { startsWith: 'x' } }, change('IDLE', 'RUNNING'), undefined],
    ['by the top', { isRoot: false }, change('IDLE', 'RUNNING'), undefined],
    ['by time', { createdAfter: new Date('2026-01-31T12:00:00Z') }, change('RUNNING', 'SUCCESS'), 'UPDATED'],
    ['by what it is not', { not: { state: [State.RUNNING] } }, change('RUNNING', 'SUCCESS'), 'ENTERED'],
    [
      'by one thing or another',
      { or: [{ state: [State.ERROR] }, { workflowName: { eq: 'deploy' } }] },
      change('RUNNING', 'ERROR'),
      'UPDATED',
    ],
    ['one that is gone means nothing to it', { isRoot: true }, change('RUNNING', 'ERROR', 'gone'), undefined],
  ])('%s', async (_, filter, row, expected) => {
    expect(await meaningOf(filter, row)).toBe(expected);
  });

  it.each<[ExecutionFilter, string]>([
    [{ updatedAt: { isNull: false } }, 'updatedAt'],
    [{ or: [{ not: { stateInfo: { eq: 'x' } } }] }, 'stateInfo'],
    [{ output: [{ path: ['a'], eq: 1 }] }, 'output'],
  ])('is refused by what changes otherwise than by the state: %j', (filter, name) => {
    expect(() => ExecutionList.of(filter)).toThrow(new RegExp(`not by ${name}`));
    expect(() => ExecutionList.of(filter)).toThrow(InputError);
  });
});
