import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { briefReader } from '../brief-reader.ts';
import { newId, systemClock } from '../clock.ts';
import { composeBench, composeBudget, composeStorage, modelNames } from '../compose.ts';
import { readConfig, TerminalConfig } from '../config.ts';
import type { Brief } from '../domain/brief.ts';
import { AppError, toAppError } from '../domain/errors.ts';
import { wantedFor } from '../domain/modes.ts';
import type { Files } from '../domain/ports/files.ts';
import { type Run, RunRequest, type RunStatus } from '../domain/run.ts';
import { teamVisible } from '../domain/visibility.ts';
import { createLog } from '../log.ts';
import { keyOf, planStages, specOf } from '../pipeline/plan.ts';
import { createRunJob } from '../pipeline/run-job.ts';
import { stageTable } from '../pipeline/stages.ts';
import { useCasesCsv } from '../render/csv/use-cases-csv.ts';
import { reportJson } from '../render/report-json.ts';
import { liveProgress, plainProgress, type TerminalProgress } from './terminal-progress.ts';
import { projectNamed, templateNamed } from './terminal-project.ts';
import { workThrough } from './work-through.ts';

const usage = `Researches a company and writes a sourced brief.

  npm run prospect -- "Acme" [--domain acme.com] [--mode quick|standard|deep] [--history file] [--want a,b] --out folder
          [--project name] [--context accumulate|fresh|fork --based-on run] [--template name[@version]]

Writes report.json, report.md, use-cases.csv, one-pager.pdf, one-pager.html and report.pdf into the folder, and with
--want what was asked for besides, such as "play[u1],personas,accountPlan,files[accountPlan],files[onePager.u2]".
Exit code: 0 completed, 3 partial, 1 failed, 2 the call was not understood.
`;

const team = 'terminal';
const exitCodes: Record<RunStatus, number> = {
  completed: 0,
  partial: 3,
  failed: 1,
  cancelled: 1,
  queued: 1,
  running: 1,
  waiting: 2,
};
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

interface Asked {
  request: RunRequest;
  out: string;
  /** Name of the project the run is an iteration of. */
  project?: string;
  /** `name` or `name@version`. */
  template?: string;
}

/** Error: `invalid_input`, with what is wrong in its message. */
async function readArguments(args: readonly string[]): Promise<Asked> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      domain: { type: 'string' },
      history: { type: 'string' },
      mode: { type: 'string' },
      want: { type: 'string' },
      project: { type: 'string' },
      context: { type: 'string' },
      'based-on': { type: 'string' },
      template: { type: 'string' },
      out: { type: 'string' },
    },
  });
  if (positionals.length !== 1)
    throw new AppError('invalid_input', 'Give one company name, in quotes if it has spaces.');
  if (values.out === undefined) throw new AppError('invalid_input', 'Say where to write with --out folder.');
  const parsed = RunRequest.safeParse({
    companyName: positionals[0],
    ...(values.domain !== undefined && { domain: values.domain }),
    ...(values.mode !== undefined && { mode: values.mode }),
    ...(values.history !== undefined && { salesHistory: await readHistory(values.history) }),
    ...(values.context !== undefined && { contextMode: values.context }),
    ...(values['based-on'] !== undefined && { basedOn: values['based-on'] }),
    ...(values.want !== undefined && { wanted: values.want.split(',') }),
  });
  if (!parsed.success) throw new AppError('invalid_input', parsed.error.issues.map((issue) => issue.message).join(' '));
  for (const stage of parsed.data.wanted) knownStage(stage);
  if ((parsed.data.contextMode === 'fork') !== (parsed.data.basedOn !== undefined))
    throw new AppError('invalid_input', 'A fork needs --based-on with the id of a run, and only a fork has one.');
  const { out, project, template } = values;
  return {
    request: parsed.data,
    out,
    ...(project !== undefined && { project }),
    ...(template !== undefined && { template }),
  };
}

async function readHistory(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new AppError('invalid_input', `The sales history cannot be read: ${path}`, { cause });
  }
}

function knownStage(id: string): void {
  try {
    specOf(stageTable, id);
  } catch (cause) {
    throw new AppError('invalid_input', `There is no output called "${id}".`, { cause });
  }
}

async function prospect({ request, out, project, template }: Asked): Promise<number> {
  const config = readConfig(TerminalConfig, process.env);
  const log = createLog(config.LOG_LEVEL === 'info' ? 'fatal' : config.LOG_LEVEL);
  await mkdir(out, { recursive: true });
  const storage = composeStorage(config, log, 'terminal');
  const bench = composeBench(config, storage.files, log, storage.repositories);
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal);
  try {
    const id = newId();
    const { projects, templates } = storage.repositories;
    const chosen = {
      ...(project !== undefined && { project: (await projectNamed(projects, team, project, request)).id }),
      ...(template !== undefined && { template: await templateNamed(templates, team, template) }),
    };
    const { run } = await storage.repositories.runs.create({
      ...request,
      ...chosen,
      id,
      team,
      channel: `terminal-${id}`,
      visibility: teamVisible,
      createdBy: team,
    });
    const progress = showProgress(request);
    const runJob = createRunJob({
      repositories: storage.repositories,
      table: stageTable,
      bench,
      progress,
      models: modelNames(config),
      budget: composeBudget(config),
      owner: `terminal-${process.pid}`,
      leaseSeconds: config.LEASE_SECONDS,
      clock: systemClock,
      newId,
      log,
    });
    await workThrough({ run, runJob, runs: storage.repositories.runs, clock: systemClock, stop: stop.signal });
    await progress.end();
    const ended = await storage.repositories.runs.get(team, run.id);
    const brief = await briefReader(storage.repositories)(team, run.id);
    if (!ended) throw new AppError('not_found', 'The run has disappeared from the storage.');
    await deliver(ended, brief, { out, files: storage.files, markdown: bench.renderer.markdown });
    return exitCodes[ended.status];
  } finally {
    process.removeListener('SIGINT', onSignal);
    await bench.close();
    await storage.close();
  }
}

function showProgress(request: RunRequest): TerminalProgress {
  const { ids } = planStages(stageTable, wantedFor(request.mode, request.wanted));
  return process.stdout.isTTY ? liveProgress(ids) : plainProgress(say);
}

interface Delivery {
  out: string;
  files: Files;
  markdown: (brief: Brief) => string;
}

async function deliver(run: Run, brief: Brief, { out, files, markdown }: Delivery): Promise<void> {
  if (run.waiting?.for === 'identity') {
    say('\nSeveral companies fit. Say which one with --domain:');
    for (const { name, domain, oneLine } of run.waiting.candidates)
      say(`  ${domain ?? '(no domain)'}  ${name}${oneLine === undefined ? '' : ` – ${oneLine}`}`);
    return;
  }
  if (brief.sample)
    say('\nThis holds sample data, made up to show how this works: whatever rests on a source that ends in .example.');
  await writeFile(join(out, 'report.json'), reportJson(brief));
  if (brief.report) await writeFile(join(out, 'report.md'), markdown(brief));
  const useCases = useCasesCsv(brief);
  if (useCases !== undefined) await writeFile(join(out, 'use-cases.csv'), useCases);
  for (const { stage, files: stored } of brief.files) {
    for (const { key, mimeType } of stored) {
      const file = await files.get(key);
      if (file)
        await writeFile(
          join(out, `${plainName(stage)}.${mimeType.startsWith('application/pdf') ? 'pdf' : 'html'}`),
          file.content,
        );
    }
  }
  say(`\n${run.status}${run.error === undefined ? '' : `: ${run.error.message} (reference ${run.error.reference})`}`);
  const { usage } = run;
  say(
    `${brief.claims.length} findings, ${brief.sources.length} sources, ${usage.calls} model calls, ${usage.searchQueries} searches, about $${usage.costUsd.toFixed(2)}`,
  );
  for (const warning of brief.warnings) say(`note: ${warning}`);
  say(`Written to ${out} (run ${run.id}${run.iteration === undefined ? '' : `, iteration ${run.iteration}`})`);
}

/** `files[onePager.u1]` is one-pager, `files[onePager.u2]` one-pager-2, `files[accountPlan]` account-plan, `files[report]` report. */
const plainName = (stage: string): string => {
  const key = keyOf(stage);
  const useCase = /^onePager\.u(\d+)$/.exec(key)?.[1];
  if (key === 'accountPlan') return 'account-plan';
  return useCase === undefined ? key : useCase === '1' ? 'one-pager' : `one-pager-${useCase}`;
};

try {
  process.exitCode = await prospect(await readArguments(process.argv.slice(2)));
} catch (error) {
  const known =
    error instanceof TypeError && 'code' in error ? new AppError('invalid_input', error.message) : toAppError(error);
  const asked = known.code === 'invalid_input';
  process.stderr.write(`${known.message}\n${asked ? `\n${usage}` : ''}`);
  process.exitCode = asked || known.code === 'invalid_configuration' ? 2 : 1;
}
