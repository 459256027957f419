import { onOrder } from '../orders.ts';

/** Loaded into the app before its own code: a clock that jumps when it is told to. */
const RealDate = Date;
let offset = Number(process.env.CHAOS_CLOCK ?? 0);
globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(RealDate.now() + offset).toString(),
  construct: (target, given, self) =>
    Reflect.construct(target, given.length === 0 ? [RealDate.now() + offset] : given, self),
  get: (target, name, self) => (name === 'now' ? () => RealDate.now() + offset : Reflect.get(target, name, self)),
});

onOrder((order) => {
  if ('clock' in order) offset = order.clock;
});
