import { Batcher } from '../base/Batcher.ts';
import { newId } from '../base/ids.ts';
import type { Value } from '../base/json.ts';
import type { ExecutionRow } from '../persistence/rows.ts';
import { evaluateAlone } from '../workflow/evaluateAlone.ts';
import { inHalves } from './inHalves.ts';
import { completeInput, type IdentifiedStart, type Start, startExecutions } from './startExecutions.ts';
import { type EngineParts, type Report, type ReportOutcome, surroundingsOf, takeTurns } from './takeTurns.ts';

/** Executions in one transaction: enough that a burst costs less than a statement each, few enough to keep locks short. */
const BATCH_LIMIT = 64;

/** The engine of one process. What is asked for at the same time travels in one transaction. */
export class Engine {
  private readonly starts: Batcher<IdentifiedStart, ExecutionRow>;
  private readonly reports: Batcher<Report, ReportOutcome>;

  constructor(private readonly parts: EngineParts) {
    this.starts = new Batcher((batch) => inHalves(batch, (starts) => startExecutions(parts, starts)), BATCH_LIMIT);
    this.reports = new Batcher((batch) => inHalves(batch, (reports) => takeTurns(parts, reports)), BATCH_LIMIT);
  }

  /** Starts an execution; resolves once it and its first actions are committed. Throws `InputError` where input does not fit. */
  async start(start: Start): Promise<ExecutionRow> {
    // Here and not in the batch, where a wrong input would send the others through the halves.
    const input = completeInput(start.workflow, start.input);
    return this.starts.add({ ...start, input, id: newId() });
  }

  /** Hands in a result; resolves once it and what follows from it are committed. */
  report(report: Report): Promise<ReportOutcome> {
    return this.reports.add(report);
  }

  /** The value of an expression that belongs to no execution. Throws `ExpressionError` or `LimitError`. */
  evaluate(template: Value, data: Value): Value {
    return evaluateAlone(template, data, surroundingsOf(this.parts));
  }

  /** Resolves once nothing is under way. */
  async drained(): Promise<void> {
    await this.starts.drained();
    await this.reports.drained();
  }
}
