# One image for both services: `node src/start-bot.ts` and `node src/start-worker.ts`. No build step: Node runs src/ as
# it is. Built for linux/amd64, because the bundled browser is.
#
#   docker build -t prospector .
#   docker run --env-file .env -p 8080:8080 prospector
FROM node:24.21.0-bookworm-slim AS base

# What Chromium needs beyond slim Debian (5 MB), and typefaces for what the embedded Inter lacks. Sizes installed:
#   fonts-noto-core          42 MB  Greek, Cyrillic, Arabic, Hebrew, Thai, Devanagari … names and quotes in any of them
#   fonts-noto-cjk           89 MB  Chinese, Japanese and Korean, each with its own glyphs; fonts-droid-fallback would be
#                                   7 MB, but draws Japanese with Chinese glyphs, and the PDF goes to the customer
#   fonts-noto-color-emoji   10 MB  quoted pages have them; without, a box is printed
# Together 141 MB of about 780 MB. Cloud Run streams an image, so start-up does not pay for what is not read.
RUN apt-get update \
  && apt-get install -y --no-install-recommends \
    libnss3 libnspr4 libexpat1 \
    fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji \
  && rm -rf /var/lib/apt/lists/*

FROM base AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package runs a script of its own; what development needs stays out, and so do 125 MB of types and source maps.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete
COPY src ./src
# The browser is unpacked once, here: at run time it would cost every new instance two seconds and 200 MB of memory.
COPY scripts/chromium.sh /opt/chromium/launch
RUN node -e "import('./src/render/chromium/bundled-browser.ts').then(async ({ bundledBrowser }) => (await import('node:fs/promises')).copyFile(await bundledBrowser(), '/opt/chromium/chromium'))" \
  && chmod 755 /opt/chromium/chromium /opt/chromium/launch \
  && rm -rf node_modules/@sparticuz/chromium/bin
# What Node compiles at a start is kept for later ones (src/compile-cache.ts), here for every cold instance: without
# configuration both starts load all they need, name what is missing, and end. The cache is kept by user, so the user of
# the image makes it; afterwards it is read only, like the rest.
RUN install -d -o node node_modules/.cache/compiled \
  && for start in bot worker; do setpriv --reuid=node --regid=node --clear-groups node src/start-$start.ts 2>/dev/null || true; done \
  && test -n "$(ls node_modules/.cache/compiled)" \
  && chown -R root:root node_modules/.cache \
  && chmod -R go+rX node_modules/.cache

FROM base
ENV NODE_ENV=production \
  PORT=8080 \
  CHROME_PATH=/opt/chromium/launch
WORKDIR /app
COPY --from=build /opt/chromium /opt/chromium
COPY --from=build /app/node_modules ./node_modules
COPY package.json ./
COPY src ./src

# Owns nothing of the above; Cloud Run's /tmp is all it may write to.
USER node
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/start-bot.ts"]
