import { registerHooks } from 'node:module';

/** Imported before a program: says on stderr what it loads, one line each. */
registerHooks({
  load(url, context, nextLoad) {
    if (url.startsWith('file:')) process.stderr.write(`${url}\n`);
    return nextLoad(url, context);
  },
});
