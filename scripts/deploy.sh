#!/usr/bin/env bash
# Brings an image live in three steps, with the checks of `npm run smoke` between them (cloudbuild.yaml):
#   deploy.sh stage    migrates, then deploys both services as tagged revisions that get no traffic; notes what is live
#   deploy.sh shift    gives the new revisions all traffic, the worker first: it understands old jobs, an old one not new ones
#   deploy.sh settle   after the second check: keeps the new revisions when it passed, else gives the old ones the traffic back
# Reads NAME, REGION, IMAGE and TAG; keeps its notes in $NOTES.
set -euo pipefail
: "${NAME:?}" "${REGION:?}" "${IMAGE:?}" "${TAG:?}" "${NOTES:?}"

services() { printf '%s\n' "$NAME-worker" "$NAME-bot"; }

live_revision() {
  gcloud run services describe "$1" --region "$REGION" --format 'value(status.traffic.filter("percent=100").extract("revisionName").flatten())'
}

stage() {
  mkdir -p "$NOTES"
  for service in $(services); do live_revision "$service" >"$NOTES/$service.before"; done

  # The old revisions are still live: a migration may add, never take away.
  gcloud run jobs update "$NAME-admin" --region "$REGION" --image "$IMAGE"
  gcloud run jobs execute "$NAME-admin" --region "$REGION" --args migrate --wait

  for service in $(services); do
    gcloud run services update "$service" --region "$REGION" --image "$IMAGE" --tag "$TAG" --no-traffic
  done
  gcloud run services describe "$NAME-bot" --region "$REGION" \
    --format "value(status.traffic.filter(\"tag=$TAG\").extract(\"url\").flatten())" >"$NOTES/tagged-url"
}

shift_traffic() {
  for service in $(services); do gcloud run services update-traffic "$service" --region "$REGION" --to-latest; done
}

settle() {
  if [ -f "$NOTES/live-ok" ]; then
    echo "$TAG is live"
    return
  fi
  echo "the new revisions do not answer as they should: back to the old ones" >&2
  for service in $(services); do
    before=$(cat "$NOTES/$service.before")
    if [ -n "$before" ]; then
      gcloud run services update-traffic "$service" --region "$REGION" --to-revisions "$before=100"
    fi
  done
  return 1
}

case "${1:-}" in
  stage) stage ;;
  shift) shift_traffic ;;
  settle) settle ;;
  *)
    echo "usage: deploy.sh stage|shift|settle" >&2
    exit 2
    ;;
esac
