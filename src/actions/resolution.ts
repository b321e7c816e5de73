/**
 * Lets a plugin import `tramontane/plugin` and `zod` wherever its folder lies, and lets versions of it live side by side.
 *
 * In the checkout, package.json names the entry (`exports`) and Node finds it by itself, but from a folder elsewhere nothing
 * leads here. This hook answers for both, with the very SDK this process runs, built or source. It imports nothing of the
 * service, so that Node can run it from source.
 */
import { type ResolveFnOutput, type ResolveHookContext, registerHooks } from 'node:module';

const HERE = import.meta.url;
const EXTENSION = HERE.endsWith('.ts') ? 'ts' : 'js';
const SDK = new URL(`./sdk.${EXTENSION}`, HERE).href;
const TESTING = new URL(`./testAction.${EXTENSION}`, HERE).href;
const VERSION = 'plugin';

let isInstalled = false;

/** Adds the hook to this process, once. */
export function installPluginResolution(): void {
  if (isInstalled) return;
  isInstalled = true;
  registerHooks({ resolve });
}

/** The address of a module as it is now: another `version` is another module, also for what it imports by relative path. */
export function versionedUrl(file: URL, version: string): string {
  const url = new URL(file);
  url.searchParams.set(VERSION, version);
  return url.href;
}

type Next = (specifier: string, context?: Partial<ResolveHookContext>) => ResolveFnOutput;

function resolve(specifier: string, context: ResolveHookContext, next: Next): ResolveFnOutput {
  if (specifier === 'tramontane/plugin') return { url: SDK, shortCircuit: true };
  if (specifier === 'tramontane/testing') return { url: TESTING, shortCircuit: true };
  const resolved = /^zod(\/|$)/.test(specifier) ? resolveZod(specifier, context, next) : next(specifier, context);
  const version = versionOf(context.parentURL);
  return version && /^\.{0,2}\//.test(specifier) ? inVersion(resolved, version) : entry(resolved);
}

/** A plugin that brings its own zod keeps it. */
function resolveZod(specifier: string, context: ResolveHookContext, next: Next): ResolveFnOutput {
  try {
    return next(specifier, context);
  } catch {
    return next(specifier, { ...context, parentURL: HERE });
  }
}

function versionOf(url: string | undefined): string | null {
  return url?.startsWith('file:') ? new URL(url).searchParams.get(VERSION) : null;
}

function inVersion(resolved: ResolveFnOutput, version: string): ResolveFnOutput {
  if (!resolved.url.startsWith('file:')) return resolved;
  return entry({ ...resolved, url: versionedUrl(new URL(resolved.url), version) });
}

/** A plugin's folder need not have a package.json that says its files are modules. */
function entry(resolved: ResolveFnOutput): ResolveFnOutput {
  if (resolved.format || versionOf(resolved.url) === null) return resolved;
  const extension = /\.(ts|js)$/.exec(new URL(resolved.url).pathname)?.[1];
  return extension ? { ...resolved, format: extension === 'ts' ? 'module-typescript' : 'module' } : resolved;
}
