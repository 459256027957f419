/** What the page knows of its surroundings, besides the workspace: `GET /console/about`. */
export interface About {
  /** Real with a key of the Gemini API, simulated without; undefined where there is no app around. */
  research?: 'real' | 'simulated';
  /** Names of the companies with bundled facts. */
  companies: string[];
  teams: { id: string; name: string }[];
  commands: SlashCommand[];
  shortcuts: Shortcut[];
  /** What the agent suggests to ask. */
  prompts: { title: string; message: string }[];
  /** The simulated Gemini can be looked into. */
  hasGemini: boolean;
  /** What the app stored of its runs can be looked at. */
  hasRuns: boolean;
  /** The app's process can be killed and is started again. */
  canKill: boolean;
}

export interface SlashCommand {
  command: string;
  description: string;
  usageHint: string;
}

export interface Shortcut {
  name: string;
  callbackId: string;
  type: 'global' | 'message';
}
