import { AuditEvent } from '../../domain/audit.ts';
import type { Clock, NewId } from '../../domain/ports/clock.ts';
import type { Documents } from '../../domain/ports/documents.ts';
import type { Audit } from '../../domain/ports/people.ts';
import { asViewer } from '../../domain/visibility.ts';
import { auditOf } from './paths.ts';
import { checked, fromStored, toJson } from './stored.ts';

/** Only ever added to. The ids sort by time, so they are the order. */
export function createAudit({ documents, clock, newId }: { documents: Documents; clock: Clock; newId: NewId }): Audit {
  return {
    async record(given) {
      const event = checked(AuditEvent, { ...given, id: newId(), at: clock.now().toISOString() });
      await documents.create(`${auditOf(event.team)}/${event.id}`, toJson(event));
    },
    async list(team, { viewer, limit, after, on }) {
      const page = await documents.query({
        collection: auditOf(team),
        where: [
          { field: 'visibility', op: 'in', value: asViewer(viewer) },
          ...(on !== undefined ? [{ field: 'on', op: '==' as const, value: on }] : []),
        ],
        orderBy: [{ field: 'id', direction: 'desc' }],
        limit,
        ...(after !== undefined && { after }),
      });
      return {
        events: page.documents.map((stored) => fromStored(AuditEvent, stored)),
        ...(page.cursor !== undefined && { cursor: page.cursor }),
      };
    },
  };
}
