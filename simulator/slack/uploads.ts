import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from './context.ts';
import { underFault } from './faulty-answer.ts';
import { uploadedBytes } from './request-args.ts';
import type { Workspace } from './workspace.ts';

/** The address of files.getUploadURLExternal: takes the bytes as multipart or as they are. */
export function uploads(context: Context, workspaces: () => Workspace[]): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.post('/upload/v1/:token', async (http) => {
    const token = http.req.param('token');
    const bytes = await uploadedBytes(http.req.raw);
    const entry = context.log.start({ direction: 'in', what: 'upload', request: { bytes: bytes.length } });
    const fault = context.faults.take('upload', {});
    const response = await underFault(fault, http, context.clock, async () => store(workspaces(), token, bytes));
    context.log.finish(entry, { status: response.status, ...(fault && { fault: fault.kind }) });
    return response;
  });
  return app;
}

function store(workspaces: Workspace[], token: string, bytes: Uint8Array): Response {
  for (const workspace of workspaces) {
    const file = workspace.data.files.find((candidate) => candidate.uploadToken === token);
    if (!file) continue;
    if (file.status === 'completed') return new Response('upload is complete', { status: 410 });
    if (bytes.length !== file.size) return new Response('length differs from the announced length', { status: 400 });
    workspace.changeFile(file, { content: Buffer.from(bytes).toString('base64'), status: 'uploaded' });
    return new Response(`OK - ${bytes.length}`);
  }
  return new Response('no such upload', { status: 404 });
}
