#!/bin/sh
# Starts the browser of the image. Its sandbox needs user, process and network namespaces; where the platform forbids
# them to an ordinary user (Docker's default profile does), the browser would not start at all. It prints nothing but
# our own escaped pages, without scripts and without network, as a user that owns nothing.
if unshare --user --pid --net --map-root-user --fork true 2>/dev/null; then
  exec /opt/chromium/chromium "$@"
fi
exec /opt/chromium/chromium --no-sandbox --disable-setuid-sandbox "$@"
