import { z } from 'zod';
import { id, timestamp } from './text.ts';

/** Every act that changes who may see, spend or keep something, or what others rely on. */
export const auditActs = [
  'run.cancel',
  'run.share',
  'run.delete',
  'run.export',
  'stage.edit',
  'stage.restore',
  'vertical.correct',
  'mark.status',
  'source.verify',
  'project.create',
  'project.edit',
  'project.archive',
  'project.restore',
  'project.delete',
  'play.promote',
  'play.edit',
  'play.retire',
  'play.delete',
  'memory.create',
  'memory.edit',
  'memory.delete',
  'client.edit',
  'client.delete',
  'template.save',
  'seller.save',
  'settings.save',
  'visibility.widen',
  'team.install',
  'team.uninstall',
  'team.export',
  'team.delete',
  'job.replay',
] as const;
export type AuditAct = (typeof auditActs)[number];

/** Who did what, on what, when, from where. Never changed; holds ids, no text of customers. */
export const AuditEvent = z.object({
  id: id(60),
  team: id(40),
  /** A Slack user, `system`, or `operator` at the command line. */
  by: id(60),
  act: z.enum(auditActs),
  /** Id of the thing: run, project, play, `settings` … */
  on: id(120),
  from: z.enum(['command', 'button', 'home', 'modal', 'event', 'terminal', 'system']),
  /** Which members were changed, which stage, from where to where: ids and names of fields alone. */
  detail: z.string().max(300).optional(),
  /** The conversation whose privacy the thing has; the trail of a private one is for its members. */
  visibility: id(60),
  at: timestamp(),
});
export type AuditEvent = z.infer<typeof AuditEvent>;
