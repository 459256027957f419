import { asJson, type Json, parseJson } from './json.ts';

/** The arguments of a Web API request: form, multipart or JSON, and what stands in the query. */
export async function requestArgs(request: Request): Promise<Json> {
  const type = request.headers.get('content-type') ?? '';
  const query = { ...basicCredentials(request), ...Object.fromEntries(new URL(request.url).searchParams) };
  if (type.startsWith('application/json')) return { ...query, ...asJson(parseJson(await request.text())) };
  if (type.startsWith('multipart/form-data')) {
    const form = await request.formData();
    const entries = [...form.entries()].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]);
    return { ...query, ...Object.fromEntries(entries) };
  }
  return { ...query, ...Object.fromEntries(new URLSearchParams(await request.text())) };
}

/** The bytes of an upload: multipart with any name, or the raw body. */
export async function uploadedBytes(request: Request): Promise<Uint8Array> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return new Uint8Array(await request.arrayBuffer());
  const form = await request.formData();
  for (const value of form.values()) if (typeof value !== 'string') return new Uint8Array(await value.arrayBuffer());
  return new Uint8Array();
}

/** The token, from the header or the form. */
export function tokenOf(request: Request, args: Json): string | undefined {
  const bearer = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  return bearer ?? (typeof args.token === 'string' ? args.token : undefined);
}

/** Client id and secret may come as HTTP Basic: https://docs.slack.dev/reference/methods/oauth.v2.access */
function basicCredentials(request: Request): Json {
  const encoded = /^Basic (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  if (encoded === undefined) return {};
  const [client_id, client_secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { client_id, client_secret };
}
