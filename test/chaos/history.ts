/** What a run, a stage or a slot was, in the order in which it was stored. */
export interface Write {
  seq: number;
  /** Milliseconds since 1970, by the machine's clock. */
  at: number;
  /** The process that wrote. */
  pid: number;
  run: string;
  kind: 'run' | 'stage' | 'slot';
  /** Of a stage or slot. */
  name: string;
  noted: Noted;
}

/** The members that tell what became of it; which are there depends on what it is. */
export interface Noted {
  status: string | null;
  companyName: string | null;
  attempts: number | null;
  lastToken: number | null;
  /** Of the lease that is held. */
  token: number | null;
  expiresAt: string | null;
  cancelRequested: string | null;
  state: string | null;
  ts: string | null;
  fileId: string | null;
  revision: number | null;
}

/** A company somebody asked for. */
export interface Asked {
  company: string;
  at: number;
  /** Stopped by a person, and when that was acknowledged. */
  cancelledAt?: number;
}

/** A call of the Web API that shows something. */
export interface Post {
  at: number;
  method: string;
  run?: string;
  slot?: string;
  /** The end of the text. */
  text?: string;
}

/** A message of the app, or a document it shared, as it stands at the end. */
export interface Shown {
  /** `{run}/{slot}` of a message, `{thread}/{title}` of a document. */
  what: string;
  run?: string;
  slot?: string;
  text: string;
}

/** A call of the model. */
export interface Call {
  at: number;
  company?: string;
  stage?: string;
  kind?: string;
  outcome: number | string;
}

/** Something done to the app. */
export interface Blow {
  at: number;
  kind: 'kill' | 'freeze' | 'thaw' | 'restart' | 'clock' | 'disk' | 'lock';
  pid: number;
}

/** Everything that was seen from outside and everything that was stored. */
export interface History {
  asked: Asked[];
  writes: Write[];
  posts: Post[];
  messages: Shown[];
  files: Shown[];
  calls: Call[];
  blows: Blow[];
  /** Answers that were lost after the work was done. */
  lost: number;
}
