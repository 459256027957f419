/** The short names that apps use most; others are shown as they are written. */
const known: Record<string, string> = {
  white_check_mark: '✅',
  warning: '⚠️',
  x: '❌',
  star: '⭐',
  tada: '🎉',
  eyes: '👀',
  mag: '🔍',
  hourglass: '⌛',
  thumbsup: '👍',
  thumbsdown: '👎',
  '+1': '👍',
  '-1': '👎',
  bulb: '💡',
  page_facing_up: '📄',
  point_right: '👉',
  memo: '📝',
  rocket: '🚀',
  wave: '👋',
  heavy_check_mark: '✔️',
  no_entry: '⛔',
};

export const emojiOf = (name: string): string => (Object.hasOwn(known, name) ? (known[name] ?? '') : `:${name}:`);
