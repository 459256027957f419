/**
 * What the browser is started with: no network, no graphics card, nothing in the background. Based on the arguments
 * that come with the bundled browser, without those that weaken it (`--single-process`, `--no-zygote`,
 * `--disable-web-security`, disabled site isolation) or that crash it outside its usual folder (the GPU ones).
 */
const always = [
  '--disable-gpu',
  '--disable-webgl',
  '--disable-background-networking',
  '--disable-domain-reliability',
  '--disable-print-preview',
  '--no-default-browser-check',
  '--no-pings',
  // Glyphs keep their real advance; with hinting the letters of a PDF drift apart.
  '--font-render-hinting=none',
  // Three walls: no name resolves, every connection goes to a proxy that is not there, also to this machine.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=127.0.0.1:1',
  '--proxy-bypass-list=<-loopback>',
];

/** The sandbox cannot be set up by root; every other user keeps it. */
export const launchArguments = (isRoot: boolean): string[] =>
  isRoot ? [...always, '--no-sandbox', '--disable-setuid-sandbox'] : always;
