import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** The server's end of one WebSocket, as far as Socket Mode needs it: texts, pings, closing. RFC 6455. */
export interface WebSocketEnd {
  send(text: string): void;
  close(): void;
}

interface Listeners {
  text(text: string): void;
  closed(): void;
}

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const opcodes = { continuation: 0, text: 1, close: 8, ping: 9, pong: 10 } as const;
const final = 0x80;

/** Answers the upgrade request, and goes on until one side closes. */
export function acceptWebSocket(request: IncomingMessage, socket: Duplex, listeners: Listeners): WebSocketEnd {
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${guid}`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  const send = (opcode: number, payload: Buffer) => {
    if (socket.writable) socket.write(Buffer.concat([header(opcode, payload.length), payload]));
  };
  let open = true;
  const ended = () => {
    if (open) listeners.closed();
    open = false;
  };
  let unread = Buffer.alloc(0);
  let parts: Buffer[] = [];
  const take = ({ opcode, isFinal, payload }: Frame) => {
    if (opcode === opcodes.ping) return send(opcodes.pong, payload);
    if (opcode === opcodes.close) {
      ended();
      send(opcodes.close, payload.subarray(0, 2));
      socket.end();
      return;
    }
    if (opcode !== opcodes.text && opcode !== opcodes.continuation) return;
    parts.push(payload);
    if (!isFinal) return;
    const text = Buffer.concat(parts).toString('utf8');
    parts = [];
    listeners.text(text);
  };
  socket.on('data', (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk]);
    for (let frame = read(unread); frame; frame = read(unread)) {
      unread = unread.subarray(frame.size);
      take(frame);
    }
  });
  socket.on('error', () => socket.destroy());
  socket.once('close', ended);
  return {
    send: (text) => send(opcodes.text, Buffer.from(text)),
    close: () => {
      ended();
      send(opcodes.close, Buffer.from([0x03, 0xe8]));
      socket.end();
    },
  };
}

interface Frame {
  opcode: number;
  isFinal: boolean;
  payload: Buffer;
  /** Bytes that the frame took, its header included. */
  size: number;
}

/** The first whole frame; clients always mask theirs. */
function read(bytes: Buffer): Frame | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const short = second & 0x7f;
  const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
  const maskAt = 2 + lengthBytes;
  if (bytes.length < maskAt + 4) return undefined;
  const length =
    lengthBytes === 8 ? Number(bytes.readBigUInt64BE(2)) : lengthBytes === 2 ? bytes.readUInt16BE(2) : short;
  const size = maskAt + 4 + length;
  if (bytes.length < size) return undefined;
  const mask = bytes.subarray(maskAt, maskAt + 4);
  const payload = Buffer.from(bytes.subarray(maskAt + 4, size)).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return { opcode: first & 0x0f, isFinal: (first & final) !== 0, payload: Buffer.from(payload), size };
}

function header(opcode: number, length: number): Buffer {
  if (length < 126) return Buffer.from([final | opcode, length]);
  const long = length > 0xffff;
  const made = Buffer.alloc(long ? 10 : 4);
  made[0] = final | opcode;
  made[1] = long ? 127 : 126;
  if (long) made.writeBigUInt64BE(BigInt(length), 2);
  else made.writeUInt16BE(length, 2);
  return made;
}
