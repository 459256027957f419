import { afterEach, describe, expect, it } from 'vitest';
import { connect } from './connection.ts';
import { closeScripted, recordedCall, scriptedClient } from './scripted-client.ts';
import { answering } from './scripted-server.ts';

afterEach(closeScripted);

describe('the connection', () => {
  it.each([{}, { apiKey: '' }])('says what is missing when it is given %j', (connection) => {
    expect(() => connect(connection)).toThrow(expect.objectContaining({ code: 'invalid_configuration' }));
  });

  it('needs no key for another server', async () => {
    const { client, server } = await scriptedClient(() => answering('Yes.'), { apiKey: '' });
    await client.grounded(recordedCall().call);
    expect(server.requests[0]?.headers['x-goog-api-key']).toBe('none');
  });

  it('reaches the enterprise platform by project and location, with one client', async () => {
    const sdk = connect({ enterprise: { project: 'a-project', location: 'europe-west1' } });
    expect((await sdk()).vertexai).toBe(true);
    expect(await sdk()).toBe(await sdk());
  });
});
