import type { LogEntry } from '../log.ts';
import type { Control } from './control.ts';
import type { Snapshot } from './snapshot.ts';

export interface ControlClient extends Control {
  /**
   * Looks at the state now and after every change, until `found` returns something other than undefined or false.
   * Rejects after `timeoutMs` (10 s unless told) with what was awaited.
   */
  waitFor<T>(found: (state: Snapshot) => T | undefined | false, options?: WaitOptions): Promise<T>;
  /** The same for the log of requests. */
  waitForLog<T>(found: (log: LogEntry[]) => T | undefined | false, options?: WaitOptions): Promise<T>;
}

export interface WaitOptions {
  /** Only what this person sees. */
  user?: string;
  /** Of the workspace with this team id; the first one unless told. */
  team?: string;
  timeoutMs?: number;
  /** Named in the error. */
  what?: string;
}

/** The control interface from outside, for example `createControlClient('http://127.0.0.1:3100')`. */
export function createControlClient(url: string): ControlClient {
  const post = async <T>(name: string, input: object = {}): Promise<T> => {
    const response = await fetch(`${url}/control/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return (await checked(response).then((good) => good.json())) as T;
  };
  const get = async <T>(path: string): Promise<T> =>
    (await checked(await fetch(`${url}/control/${path}`)).then((good) => good.json())) as T;
  const state = (user?: string, team?: string) => get<Snapshot>(`state?${queryOf({ user, team })}`);
  const log = (after = 0) => get<LogEntry[]>(`log?after=${after}`);
  return {
    command: (input) => post('command', input),
    action: (input) => post('action', input),
    options: (input) => post('options', input),
    submitView: (input) => post('submitView', input),
    closeView: (input) => post('closeView', input),
    shortcut: (input) => post('shortcut', input),
    message: (input) => post('message', input),
    editMessage: (input) => post('editMessage', input),
    deleteMessage: (input) => post('deleteMessage', input),
    upload: (input) => post('upload', input),
    openHome: (input) => post('openHome', input),
    stopAgent: (input) => post('stopAgent', input),
    runFunction: (input) => post('runFunction', input),
    event: (input) => post('event', input),
    redeliver: (input) => post('redeliver', input),
    holdEvents: () => post('holdEvents'),
    releaseEvents: (input) => post('releaseEvents', input),
    verifyUrl: () => post('verifyUrl'),
    invite: (input) => post('invite', input),
    remove: (input) => post('remove', input),
    archive: (input) => post('archive', input),
    fault: (fault) => post('fault', fault),
    clearFaults: () => post('clearFaults'),
    rateLimits: (settings) => post('rateLimits', settings),
    triggerLife: (input) => post('triggerLife', input),
    setAppUrl: (input) => post('setAppUrl', input),
    addTeam: (input) => post('addTeam', input),
    addChannel: (input) => post('addChannel', input),
    setUser: (input) => post('setUser', input),
    issueToken: (input) => post('issueToken', input),
    changeTokens: (input) => post('changeTokens', input),
    uninstall: (input) => post('uninstall', input),
    decideOAuth: (decision) => post('decideOAuth', decision),
    disconnectSockets: (input) => post('disconnectSockets', input),
    state,
    seenBy: (user, team) => get(`seen?${queryOf({ user, team })}`),
    readAloud: (input) => post('readAloud', input),
    log,
    file: (id, team) => fetchFile(`${url}/control/files/${encodeURIComponent(id)}?${queryOf({ team })}`),
    waitFor: (found, options = {}) => awaited(url, () => state(options.user, options.team), found, options),
    waitForLog: (found, options = {}) => awaited(url, () => log(), found, options),
  };
}

function queryOf(members: Record<string, string | undefined>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(members)) if (value !== undefined) query.set(name, value);
  return query;
}

async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new Error(`control answered ${response.status}: ${await response.text()}`);
}

async function fetchFile(address: string) {
  const response = await checked(await fetch(address));
  const name = decodeURIComponent(
    /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '',
  );
  const mimetype = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  return { mimetype, name, bytes: new Uint8Array(await response.arrayBuffer()) };
}

/** Listens first and looks then, so that nothing falls between. Changes that come while looking are looked at once. */
async function awaited<S, T>(
  url: string,
  look: () => Promise<S>,
  found: (seen: S) => T | undefined | false,
  { timeoutMs = 10_000, what = 'a change' }: WaitOptions,
): Promise<T> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(new Error(`waited ${timeoutMs} ms in vain for ${what}`)), timeoutMs);
  try {
    const response = await checked(await fetch(`${url}/control/events`, { signal: over.signal }));
    for await (const _change of response.body ?? []) {
      const result = found(await look());
      if (result !== undefined && result !== false) return result;
    }
    throw new Error(`the simulator closed while waiting for ${what}`);
  } catch (error) {
    throw over.signal.aborted ? over.signal.reason : error;
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}
