import { describe, expect, it } from 'vitest';
import { Dict, stringifyJson, type Value } from '../../src/base/json.ts';
import { Rehearsal } from '../support/rehearsal.ts';
import { next, workflowSpec } from '../support/specs.ts';

/** Values whose names JavaScript would put into another order. */
const named = (...members: [string, Value][]) => new Dict(members);

describe('a direct workflow', () => {
  it('ends in SUCCESS when its only task does', () => {
    const run = new Rehearsal(workflowSpec({ one: {} })).end('one', { success: 1 });
    expect(run.execution.state).toBe('SUCCESS');
    expect(run.states()).toEqual(['one SUCCESS']);
  });

  it('starts every task that nobody names, and what on-success names afterwards', () => {
    const run = new Rehearsal(workflowSpec({ a: { onSuccess: next('c') }, b: {}, c: {} }));
    expect(run.states()).toEqual(['a RUNNING', 'b RUNNING']);
    run.end('a', { success: null });
    expect(run.states()).toEqual(['a SUCCESS', 'b RUNNING', 'c RUNNING']);
    run.end('b', { success: null }).end('c', { success: null });
    expect(run.execution.state).toBe('SUCCESS');
  });

  it('runs a task once for each branch that leads to it', () => {
    const run = new Rehearsal(workflowSpec({ a: { onSuccess: next('c') }, b: { onSuccess: next('c') }, c: {} }));
    run.end('a', { success: null }).end('b', { success: null });
    expect(run.states()).toEqual(['a SUCCESS', 'b SUCCESS', 'c RUNNING', 'c RUNNING']);
  });

  it('ends in ERROR with the reason when nothing handles an error', () => {
    const run = new Rehearsal(workflowSpec({ one: {} })).end('one', { error: 'disk full' });
    expect(run.execution).toMatchObject({
      state: 'ERROR',
      stateInfo: 'Failure caused by error in tasks: one: disk full',
    });
    expect(run.execution.output).toEqual({ result: 'Failure caused by error in tasks: one: disk full' });
  });

  it('goes on after an error that on-error handles', () => {
    const run = new Rehearsal(workflowSpec({ one: { onError: next('rescue') }, rescue: {} }));
    run.end('one', { error: 'disk full' }).end('rescue', { success: null });
    expect(run.execution.state).toBe('SUCCESS');
  });

  it('does not take an error for handled by on-complete', () => {
    const run = new Rehearsal(workflowSpec({ one: { onComplete: next('after') }, after: {} }));
    run.end('one', { error: 'disk full' });
    expect(run.execution.state).toBe('RUNNING');
    run.end('after', { success: null });
    expect(run.execution.state).toBe('ERROR');
  });

  it('does not take an error for handled by an on-error whose conditions are all false', () => {
    const onError = { next: [{ target: 'rescue', condition: '<% false %>' }] };
    const run = new Rehearsal(workflowSpec({ one: { onError }, rescue: {} })).end('one', { error: 'disk full' });
    expect(run.execution.state).toBe('ERROR');
  });

  it('follows only the guarded transitions that hold', () => {
    const onSuccess = {
      next: [
        { target: 'yes', condition: '<% task().result > 1 %>' },
        { target: 'no', condition: '{{ task().result < 1 }}' },
      ],
    };
    const run = new Rehearsal(workflowSpec({ one: { onSuccess }, yes: {}, no: {} })).end('one', { success: 2 });
    expect(run.states()).toEqual(['one SUCCESS', 'yes RUNNING']);
  });

  it('drops what comes after a fail command', () => {
    const onSuccess = { next: [{ target: 'fail', message: 'too bad' }, { target: 'two' }] };
    const run = new Rehearsal(workflowSpec({ one: { onSuccess }, two: {} })).end('one', { success: null });
    expect(run.execution).toMatchObject({ state: 'ERROR', stateInfo: 'too bad', output: { result: 'too bad' } });
    expect(run.states()).toEqual(['one SUCCESS']);
  });
});

describe('data', () => {
  it('flows from published variables into the input of what follows, and into the output', () => {
    const spec = workflowSpec(
      {
        one: { publish: { branch: { sum: '<% task().result + $.start %>' } }, onSuccess: next('two') },
        two: { action: 'std.echo', input: { output: 'sum is <% $.sum %>' } },
      },
      { output: { sum: '<% $.sum %>', said: '<% task(two).result %>' } },
    );
    const run = new Rehearsal(spec, { start: 40 }).end('one', { success: 2 });
    expect(run.inputOf('two')).toEqual({ output: 'sum is 42' });
    run.end('two', { success: 'sum is 42' });
    expect(run.execution.output).toEqual({ sum: 42, said: 'sum is 42' });
  });

  it('is the whole final context where no output is asked for', () => {
    const spec = workflowSpec({ one: { publish: { branch: { a: '<% task().result %>' } } } });
    expect(new Rehearsal(spec, { given: 1 }).end('one', { success: [1] }).execution.output).toEqual({ a: [1] });
  });

  it('hides what has the same name behind it, also where it is null', () => {
    const publish = { branch: { a: null }, global: { b: null } };
    const two = { action: 'std.echo', input: { output: '<% [$.a, $.b] %>' } };
    const run = new Rehearsal(workflowSpec({ one: { publish, onSuccess: next('two') }, two }), { a: 1, b: 2 });
    expect(run.end('one', { success: null }).inputOf('two')).toEqual({ output: [null, null] });
  });

  it('is found by names that look like numbers, which keep their order', () => {
    const published = named(['10', 'ten'], ['x', 0], ['1', 'one']);
    const spec = workflowSpec(
      {
        one: { publish: { branch: published, global: named(['7', 'seven']) }, onSuccess: next('two') },
        two: { input: { got: '<% [$.get("10"), $.get("1"), $.get("7"), $.get("3"), $.get("2")] %>' } },
      },
      { vars: named(['3', '<% "three" %>'], ['2', 'two']) },
    );
    const run = new Rehearsal(spec).end('one', { success: null });
    expect(run.inputOf('two')).toEqual({ got: ['ten', 'one', 'seven', 'three', 'two'] });
    run.end('two', { success: null });
    expect(run.execution.context).toEqual(named(['3', 'three'], ['2', 'two'], ['7', 'seven']));
    expect(run.execution.output).toEqual(published);
  });

  it('is published by the clauses and the task together, also where names look like numbers', () => {
    const one = {
      publish: { branch: named(['10', 'own'], ['b', 1]) },
      onSuccess: { ...next('two'), publish: { branch: named(['10', 'clause'], ['1', 'clause']) } },
      onComplete: { next: [], publish: { branch: named(['1', 'complete']) } },
    };
    const run = new Rehearsal(workflowSpec({ one, two: {} })).end('one', { success: null });
    expect([...run.tasks.values()][0]?.published).toEqual(named(['10', 'own'], ['1', 'complete'], ['b', 1]));
    expect(run.end('two', { success: null }).execution.output).toEqual(
      named(['10', 'own'], ['1', 'complete'], ['b', 1]),
    );
  });

  it('is merged deeply where branches end, also below names that look like numbers', () => {
    const spec = workflowSpec({
      a: { publish: { branch: { of: named(['10', { a: 1 }]) } } },
      b: { publish: { branch: { of: named(['10', { b: 2 }], ['1', 3]) } } },
    });
    const run = new Rehearsal(spec).end('a', { success: null }).end('b', { success: null });
    expect(run.execution.output).toEqual({ of: named(['10', { a: 1, b: 2 }], ['1', 3]) });
  });

  it('of output-on-error stands beside the reason, whatever it is named', () => {
    const spec = workflowSpec({ one: {} }, { outputOnError: named(['2', '<% $.get("5") %>'], ['1', 1]) });
    const run = new Rehearsal(spec, named(['5', 'five'])).end('one', { error: 'no' });
    expect(stringifyJson(run.execution.output)).toContain('"2":"five","1":1');
  });

  it('holds UUIDs of version 4 where uuid() is asked for, another one each time', () => {
    const one = { input: { ids: '<% [uuid(), uuid()] %>', id: '{{ uuid() }}' } };
    expect(new Rehearsal(workflowSpec({ one })).inputOf('one')).toEqual({
      ids: ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'],
      id: '00000000-0000-4000-8000-000000000003',
    });
  });

  it('reads the environment', () => {
    const spec = workflowSpec({ one: { input: { url: '<% env().url %>' } } });
    expect(new Rehearsal(spec, {}, { env: { url: 'here' } }).inputOf('one')).toEqual({ url: 'here' });
  });
});

describe('an expression that cannot be evaluated', () => {
  it('in the input of a task ends the execution with the reason', () => {
    const run = new Rehearsal(workflowSpec({ one: { input: { a: '<% $.missing %>' } } }));
    expect(run.execution.state).toBe('ERROR');
    expect(run.execution.stateInfo).toContain('task=one');
    expect(run.waiting).toEqual([]);
  });

  it('in publish ends the execution, and on-error is not followed', () => {
    const spec = workflowSpec({
      one: { publish: { branch: { a: '<% $.missing %>' } }, onError: next('rescue') },
      rescue: {},
    });
    const run = new Rehearsal(spec).end('one', { success: null });
    expect(run.execution.state).toBe('ERROR');
    expect(run.states()).toHaveLength(1);
  });

  it('in a condition ends the execution', () => {
    const onSuccess = { next: [{ target: 'two', condition: '<% $.missing %>' }] };
    const run = new Rehearsal(workflowSpec({ one: { onSuccess }, two: {} })).end('one', { success: null });
    expect(run.execution.state).toBe('ERROR');
  });

  it('in the output ends the execution', () => {
    const run = new Rehearsal(workflowSpec({ one: {} }, { output: { a: '<% $.missing %>' } })).end('one', {
      success: null,
    });
    expect(run.execution.state).toBe('ERROR');
  });
});
