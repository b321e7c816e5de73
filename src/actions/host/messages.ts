import type { EgressPolicy } from '../egress.ts';
import type { PluginFolder } from '../PluginFolder.ts';
import type { TextResult } from '../runActionText.ts';
import type { ScriptOrder } from '../sandbox/messages.ts';
import type { ScriptEnd } from '../sandbox/ScriptWorkers.ts';
import type { LogLevel } from '../sdk.ts';
import type { PluginReport } from './PluginReport.ts';

/** What an egress policy is made of. */
export type EgressLists = Pick<EgressPolicy, 'allow' | 'deny'>;

/** What a service says to the process of a plugin. */
export type ToHost =
  | {
      readonly type: 'load';
      readonly folder: PluginFolder;
      readonly egress: EgressLists;
    }
  | {
      readonly type: 'run';
      readonly id: number;
      readonly action: string;
      /** JSON text. */
      readonly input: string;
      /** What of the request is data: the rest of it belongs to the service's process. */
      readonly request: Readonly<Record<string, unknown>> & { readonly deadline?: string };
    }
  | { readonly type: 'abort'; readonly id: number; readonly name: string; readonly message: string }
  | {
      readonly type: 'scriptLog';
      readonly id: number;
      readonly script: number;
      readonly level: LogLevel;
      readonly text: string;
    }
  | { readonly type: 'scriptEnd'; readonly id: number; readonly script: number; readonly end: ScriptEnd };

/** What the process of a plugin says. `id` is of the run it speaks of. */
export type FromHost =
  | { readonly type: 'loaded'; readonly plugin: PluginReport }
  | {
      readonly type: 'log';
      readonly id: number;
      readonly level: LogLevel;
      readonly message: string;
      readonly fields: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'progress'; readonly id: number; readonly fraction: number; readonly message?: string }
  /** Asks for a script to be run in the sandbox of the service: a thread here would be free of all that holds for this process. */
  | { readonly type: 'script'; readonly id: number; readonly script: number; readonly order: ScriptOrder }
  | { readonly type: 'result'; readonly id: number; readonly result: TextResult }
  /** The process ends because of something nobody has caught. */
  | { readonly type: 'fatal'; readonly id: number; readonly code: string; readonly message: string };
