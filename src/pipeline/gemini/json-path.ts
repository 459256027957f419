export type Path = readonly PropertyKey[];

type Members = Readonly<Record<PropertyKey, unknown>>;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `$.ideas[2].title`. Keys come from an answer where the schema is open, so they are shortened and quoted if odd. */
export function showPath(path: Path): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    const name = String(step);
    return /^[A-Za-z_]\w{0,60}$/.test(name) ? `.${name}` : `[${JSON.stringify(name.slice(0, 60))}]`;
  });
  return `$${steps.join('')}`;
}

/** The member at a path, own members only; `undefined` where the path leads nowhere. */
export function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (Array.isArray(current) && typeof step === 'number') current = current[step];
    else if (isObject(current) && Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
}

/** A copy in which the member at a path is changed; `undefined` takes a member out of its object. The rest is shared. */
export function changedAt(value: unknown, path: Path, change: (member: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value) && typeof step === 'number') {
    return value.map((item, index) => (index === step ? changedAt(item, rest, change) : item));
  }
  if (!isObject(value)) return value;
  const member = changedAt(Object.hasOwn(value, step) ? value[step] : undefined, rest, change);
  const others = Object.entries(value).filter(([key]) => key !== step);
  return Object.fromEntries(member === undefined ? others : [...others, [step, member]]);
}
