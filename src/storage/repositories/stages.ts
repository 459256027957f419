import { newTexts } from '../../domain/edits.ts';
import { AppError } from '../../domain/errors.ts';
import { Evidence } from '../../domain/evidence.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents, StoredDocument, Transaction } from '../../domain/ports/documents.ts';
import type { EvidenceStore, Stages } from '../../domain/ports/repositories.ts';
import { isTerminal, Run } from '../../domain/run.ts';
import { StageRecord } from '../../domain/stage.ts';
import { keptVersion, nextVersion } from '../../domain/version.ts';
import { maxDocumentBytes } from '../document-json.ts';
import { heldRun } from './leases.ts';
import { evidenceOf, runPath, stagesOf } from './paths.ts';
import { checked, fromStored, readAll, toJson } from './stored.ts';
import { versionPath } from './versions.ts';

/** Room for what is stored beside the evidence itself. */
const evidenceBytes = maxDocumentBytes - 2048;

/** An output that was `undefined` has no member in the document, and the schema wants one. */
const stageOf = ({ path, data }: StoredDocument): StageRecord =>
  fromStored(StageRecord, { path, data: { output: undefined, ...data } });

/** The search suggestions are markup around the search, not evidence; the prose and its supports are never cut. */
function fitting(evidence: Evidence): Evidence {
  if (Buffer.byteLength(JSON.stringify(evidence)) <= evidenceBytes) return evidence;
  const { searchEntryPoint: _, ...rest } = evidence;
  return rest;
}

/** The stage a person has edited, when their words may take its place. Errors: those of `Stages.edit`. */
async function editedStage(
  transaction: Transaction,
  { team, run, stage, basedOn }: { team: string; run: string; stage: string; basedOn: number },
): Promise<StageRecord> {
  const [storedRun, stored] = await Promise.all([
    transaction.get(runPath(team, run)),
    transaction.get(`${stagesOf(team, run)}/${stage}`),
  ]);
  const record = stored && stageOf(stored);
  if (!storedRun || record?.status !== 'done') throw new AppError('not_found', 'There is nothing like this to edit.');
  if (!isTerminal(fromStored(Run, storedRun).status)) {
    throw new AppError('conflict', 'This run is still being worked on. Edit it when it has ended.');
  }
  const version = record.version ?? 1;
  if (version !== basedOn) {
    throw new AppError('conflict', `There is a newer version (v${version}) by now. Nothing was saved.`, {
      details: { stage, version, basedOn },
    });
  }
  return record;
}

export function createStages({ documents, clock }: { documents: Documents; clock: Clock }): Stages {
  const belonging = (team: string, run: string) => ({
    ...{ team, run, schemaVersion: 1 },
    updatedAt: clock.now().toISOString(),
  });

  /** With the version, where one is kept. */
  function put(transaction: Transaction, team: string, run: string, record: StageRecord): void {
    const stage = { ...checked(StageRecord, record), ...belonging(team, run) };
    const version = keptVersion(record);
    transaction.set(`${stagesOf(team, run)}/${record.id}`, toJson(stage));
    if (version) transaction.set(versionPath(team, run, version), toJson({ ...version, ...belonging(team, run) }));
  }

  /** Stores what `next` makes of a stage that a person has changed. */
  const replace = (
    { team, run, stage, basedOn }: { team: string; run: string; stage: string; basedOn: number },
    next: (earlier: StageRecord, now: string) => StageRecord,
  ): Promise<StageRecord> =>
    documents.transaction(async (transaction) => {
      const earlier = await editedStage(transaction, { team, run, stage, basedOn });
      const { again: _, error: _error, restored: _restored, ...kept } = earlier;
      const record = { ...next(kept, clock.now().toISOString()), version: nextVersion(earlier) };
      put(transaction, team, run, record);
      return record;
    });

  return {
    async list(team, run) {
      return (await readAll(documents, { collection: stagesOf(team, run) })).map(stageOf);
    },
    async get(team, run, stage) {
      const stored = await documents.get(`${stagesOf(team, run)}/${stage}`);
      return stored && stageOf(stored);
    },
    edit: (team, run, stage, { output, basedOn, by, line }) =>
      replace({ team, run, stage, basedOn }, (earlier, finishedAt) => ({
        ...earlier,
        output,
        editedBy: by,
        ownWords: [...(earlier.ownWords ?? []), ...newTexts(earlier.output, output)].slice(-500),
        finishedAt,
        ...(line !== undefined && { line }),
      })),
    restore: (team, run, stage, { kept, output, basedOn, by, line }) =>
      replace({ team, run, stage, basedOn }, ({ editedBy: _, line: _line, ...earlier }, now) => ({
        ...earlier,
        output,
        models: kept.models,
        restored: { version: kept.version, by },
        ownWords: [...new Set([...(earlier.ownWords ?? []), ...(kept.ownWords ?? [])])].slice(-500),
        // It says what was known then: where the report was written since, it is older than the report.
        finishedAt: kept.finishedAt ?? now,
        ...(kept.editedBy !== undefined && { editedBy: kept.editedBy }),
        ...(line !== undefined && { line }),
      })),
    async save(lease, record, evidence = []) {
      const { team, run } = lease;
      const answers = evidence.map((answer) => ({ ...fitting(checked(Evidence, answer)), ...belonging(team, run) }));
      await documents.transaction(async (transaction) => {
        await heldRun(transaction, lease);
        put(transaction, team, run, record);
        for (const answer of answers) {
          transaction.set(`${evidenceOf(team, run)}/${answer.answerId}`, toJson(answer));
        }
      });
    },
  };
}

export function createEvidenceStore({ documents }: { documents: Documents }): EvidenceStore {
  return {
    async list(team, run) {
      const stored = await readAll(documents, { collection: evidenceOf(team, run) });
      return stored.map((document) => fromStored(Evidence, document));
    },
  };
}
