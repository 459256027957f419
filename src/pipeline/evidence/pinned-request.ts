import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIPv6 } from 'node:net';

export interface PinnedRequest {
  url: URL;
  method: 'HEAD' | 'GET';
  /** The address that was checked; nothing else is connected to, whatever the name resolves to by now. */
  address: string;
  /** Of body that may be read. */
  maxBytes: number;
  signal: AbortSignal;
}

export interface PinnedResponse {
  status: number;
  location?: string;
}

export type SendPinned = (request: PinnedRequest) => Promise<PinnedResponse>;

/**
 * One request to one address, without following redirects and without cookies. The answer is over with its headers;
 * the connection is closed then, so that no body is read. TLS still proves the host name. Rejects on any failure.
 */
export const sendPinned: SendPinned = ({ url, method, address, maxBytes, signal }) =>
  new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = send(
      url,
      {
        method,
        signal,
        agent: false,
        headers: { 'user-agent': 'Mozilla/5.0 (compatible; link check)', accept: 'text/html' },
        maxHeaderSize: Math.max(8192, maxBytes),
        lookup: (_host, options, callback) => {
          const family = isIPv6(address) ? 6 : 4;
          if (options.all) callback(null, [{ address, family }]);
          else callback(null, address, family);
        },
      },
      (incoming) => {
        const { location } = incoming.headers;
        resolve({ status: incoming.statusCode ?? 0, ...(location !== undefined && { location }) });
        incoming.destroy();
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
