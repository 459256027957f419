import { Evidence } from '../../domain/evidence.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents, StoredDocument } from '../../domain/ports/documents.ts';
import type { EvidenceStore, Stages } from '../../domain/ports/repositories.ts';
import { StageRecord } from '../../domain/stage.ts';
import { keptVersion } from '../../domain/version.ts';
import { maxDocumentBytes } from '../document-json.ts';
import { heldRun } from './leases.ts';
import { evidenceOf, stagesOf } from './paths.ts';
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

export function createStages({ documents, clock }: { documents: Documents; clock: Clock }): Stages {
  return {
    async list(team, run) {
      return (await readAll(documents, { collection: stagesOf(team, run) })).map(stageOf);
    },
    async get(team, run, stage) {
      const stored = await documents.get(`${stagesOf(team, run)}/${stage}`);
      return stored && stageOf(stored);
    },
    async save(lease, record, evidence = []) {
      const { team, run } = lease;
      const stored = { team, run, schemaVersion: 1, updatedAt: clock.now().toISOString() };
      const stage = { ...checked(StageRecord, record), ...stored };
      const version = keptVersion(record);
      const answers = evidence.map((answer) => ({ ...fitting(checked(Evidence, answer)), ...stored }));
      await documents.transaction(async (transaction) => {
        await heldRun(transaction, lease);
        transaction.set(`${stagesOf(team, run)}/${record.id}`, toJson(stage));
        if (version) transaction.set(versionPath(team, run, version), toJson({ ...version, ...stored }));
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
