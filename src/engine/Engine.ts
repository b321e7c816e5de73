import { Batcher } from '../base/Batcher.ts';
import { type Id, newId } from '../base/ids.ts';
import type { Value } from '../base/json.ts';
import type { ExecutionRow } from '../persistence/rows.ts';
import { completeInput } from '../workflow/completeInput.ts';
import { evaluateAlone } from '../workflow/evaluateAlone.ts';
import { withEnvironment } from '../workflow/evaluateEnvironment.ts';
import { assertTarget } from '../workflow/reverse.ts';
import { type CronTriggerRequest, changeCronTrigger, type DecideCronTrigger } from './changeCronTrigger.ts';
import type { EngineParts } from './EngineParts.ts';
import { finishResult } from './finishResult.ts';
import { inHalves } from './inHalves.ts';
import { type ActionAsked, type LoneAction, resolveAlone } from './resolveAlone.ts';
import { type IdentifiedAction, startActions } from './startActions.ts';
import { type IdentifiedStart, type Start, startExecutions } from './startExecutions.ts';
import { surroundingsOf } from './surroundingsOf.ts';
import { type TurnOutcome, type TurnRequest, takeTurns } from './takeTurns.ts';

/** Executions in one transaction: enough that a burst costs less than a statement each, few enough to keep locks short. */
const BATCH_LIMIT = 64;
/** Cron triggers at once. Each holds a connection and reads by others: were it as many as there are, all would wait for one more. */
const TRIGGER_LIMIT = 4;

/** The engine of one process. What is asked for at the same time travels in one transaction. */
export class Engine {
  private readonly starts: Batcher<IdentifiedStart, ExecutionRow>;
  private readonly actions: Batcher<IdentifiedAction, Id>;
  private readonly turns: Batcher<TurnRequest, TurnOutcome>;
  private readonly triggers: Batcher<() => Promise<ExecutionRow[]>, ExecutionRow[]>;

  constructor(private readonly parts: EngineParts) {
    this.starts = new Batcher((batch) => inHalves(batch, (starts) => startExecutions(parts, starts)), BATCH_LIMIT);
    this.actions = new Batcher((batch) => inHalves(batch, (actions) => startActions(parts, actions)), BATCH_LIMIT);
    this.triggers = new Batcher(
      (changes) => Promise.all(changes.map((change) => change().catch(asError))),
      TRIGGER_LIMIT,
    );
    this.turns = new Batcher(
      (batch) => inHalves<TurnRequest, TurnOutcome>(batch, (requests) => takeTurns(parts, requests)),
      BATCH_LIMIT,
    );
  }

  /** Starts an execution; resolves once it and its first actions are committed. Throws `InputError` where input does not fit. */
  async start(start: Start): Promise<ExecutionRow> {
    // Here and not in the batch, where a wrong input would send the others through the halves.
    return this.starts.add({ ...this.checkStart(start), id: newId() });
  }

  /** A start with what it does not say filled in. Throws `InputError` where it cannot be. */
  checkStart(start: Start): Start {
    const { workflow, input, params } = start;
    const complete = {
      input: completeInput(workflow.name, workflow.spec.input, input),
      params: withEnvironment(params, surroundingsOf(this.parts)),
    };
    assertTarget(workflow.spec, params);
    return { ...start, ...complete };
  }

  /** Locks a cron trigger, and writes what `decide` answers together with the executions that it starts. */
  changeCronTrigger(request: CronTriggerRequest, decide: DecideCronTrigger): Promise<ExecutionRow[]> {
    return this.triggers.add(() => changeCronTrigger(this.parts, request, decide));
  }

  /** What running an action alone comes to. Throws where it cannot be run: see `resolveAlone`. */
  resolveAction(asked: ActionAsked): Promise<LoneAction> {
    return resolveAlone(this.parts, asked);
  }

  /** Runs an action alone; resolves with the id of its run once it is queued. */
  startAction(action: LoneAction): Promise<Id> {
    return this.actions.add({ ...action, id: newId() });
  }

  /**
   * Hands in a result or an event; resolves once it and what follows from it are committed. Rejects with a `UserError` where
   * something was asked for that cannot be done.
   */
  async take(request: TurnRequest & { readonly adhoc?: AdhocName | null }): Promise<TurnOutcome> {
    const { adhoc, ...rest } = request;
    const finished = rest.result && adhoc ? await finishResult(this.parts, rest.result, adhoc) : {};
    return this.turns.add({ ...rest, ...finished });
  }

  /** The value of an expression that belongs to no execution. Throws `ExpressionError` or `LimitError`. */
  evaluate(template: Value, data: Value): Value {
    return evaluateAlone(template, data, surroundingsOf(this.parts));
  }

  /** Resolves once nothing is under way. */
  async drained(): Promise<void> {
    await this.starts.drained();
    await this.actions.drained();
    await this.turns.drained();
    await this.triggers.drained();
  }
}

/** The ad-hoc action whose result it is, and where its name counts. */
export interface AdhocName {
  readonly name: string;
  readonly projectId: string;
  readonly namespace: string;
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
