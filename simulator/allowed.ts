/** What was asked for; a `RangeError` of the reading says what is allowed instead, and the process ends with exit code 2. */
export function allowed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}
