import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import { bundledBrowser, bundledBrowserRunsHere } from './bundled-browser.ts';

export interface BrowserCandidate {
  /** For the log. */
  origin: 'configured' | 'bundled' | 'installed';
  /** Absolute path of an executable; may take seconds when it has to be unpacked first. */
  path(): Promise<string>;
}

/** Where Chrome, Edge and Chromium are installed by their own installers. */
export function installedPaths(platform: NodeJS.Platform, home: string): string[] {
  switch (platform) {
    case 'darwin':
      return ['/', home].flatMap((root) =>
        ['Google Chrome', 'Microsoft Edge', 'Chromium'].map((app) =>
          posix.join(root, 'Applications', `${app}.app`, 'Contents', 'MacOS', app),
        ),
      );
    case 'win32':
      return ['C:\\Program Files', 'C:\\Program Files (x86)', win32.join(home, 'AppData', 'Local')].flatMap((root) => [
        win32.join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        win32.join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
    default:
      return [
        '/usr/bin/google-chrome-stable',
        '/usr/bin/google-chrome',
        '/usr/bin/chromium',
        '/usr/bin/chromium-browser',
        '/usr/bin/microsoft-edge',
        '/snap/bin/chromium',
      ];
  }
}

async function executable(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.X_OK);
    return path;
  } catch {
    return undefined;
  }
}

/**
 * Browsers to try, best first. A configured one is the only one: who names a browser does not want another.
 * Empty when this machine has none.
 */
export async function findBrowsers(chromePath?: string): Promise<BrowserCandidate[]> {
  if (chromePath !== undefined) return [{ origin: 'configured', path: () => Promise.resolve(chromePath) }];
  const installed = await Promise.all(installedPaths(process.platform, homedir()).map(executable));
  return [
    ...(bundledBrowserRunsHere() ? [{ origin: 'bundled' as const, path: () => bundledBrowser() }] : []),
    ...installed
      .filter((path) => path !== undefined)
      .map((path) => ({ origin: 'installed' as const, path: () => Promise.resolve(path) })),
  ];
}
