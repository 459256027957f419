# Values are added by hand and never reach this configuration or its state:
#   printf %s "$VALUE" | gcloud secrets versions add prospector-slack-signing-secret --data-file=-
# Which variable of which process a secret becomes:
locals {
  slack_secrets = {
    one = { bot = ["SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN"], worker = ["SLACK_BOT_TOKEN"] }
    many = {
      bot    = ["SLACK_SIGNING_SECRET", "SLACK_CLIENT_SECRET", "SLACK_STATE_SECRET", "TOKEN_ENCRYPTION_KEY"]
      worker = ["SLACK_CLIENT_SECRET", "TOKEN_ENCRYPTION_KEY"] # reads installations and refreshes their tokens
    }
  }[var.workspaces]
  model_secrets = var.gemini == "api_key" ? ["GEMINI_API_KEY"] : []

  bot_secrets    = toset(local.slack_secrets.bot)
  worker_secrets = toset(concat(local.slack_secrets.worker, local.model_secrets))
  admin_secrets  = toset(local.model_secrets) # re-embed asks the model
  secrets        = setunion(local.bot_secrets, local.worker_secrets, local.admin_secrets)
}

resource "google_secret_manager_secret" "secret" {
  for_each  = local.secrets
  secret_id = "${var.name}-${lower(replace(each.value, "_", "-"))}"
  replication {
    auto {}
  }
  # A version that was destroyed by mistake can be kept for a week.
  version_destroy_ttl = "604800s"
  depends_on          = [google_project_service.api]
}
