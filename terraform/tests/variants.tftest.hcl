mock_provider "google" {
  mock_data "google_project" {
    defaults = {
      number = "123456789012"
    }
  }
}

variables {
  project     = "example-project"
  alert_email = "operators@example.com"
}

run "many_workspaces_by_key" {
  variables {
    workspaces      = "many"
    slack_client_id = "123.456"
    public_url      = "https://prospector.example.com"
    gemini          = "api_key"
    settings        = { RUNS_PER_TEAM_PER_DAY = "40" }
    repository      = { owner = "example", name = "prospector" }
  }
  assert {
    condition     = local.bot_secrets == toset(["SLACK_SIGNING_SECRET", "SLACK_CLIENT_SECRET", "SLACK_STATE_SECRET", "TOKEN_ENCRYPTION_KEY"])
    error_message = "The bot installs; it asks no model."
  }
  assert {
    condition     = local.worker_secrets == toset(["SLACK_CLIENT_SECRET", "TOKEN_ENCRYPTION_KEY", "GEMINI_API_KEY"])
    error_message = "The worker reads and refreshes tokens; it neither checks Slack's requests nor installs."
  }
  assert {
    condition     = local.admin_secrets == toset(["GEMINI_API_KEY"])
    error_message = "Administration re-embeds, and never speaks to Slack."
  }
  assert {
    condition     = length(google_project_iam_member.worker_models) == 0 && length(google_project_iam_member.admin_models) == 0 && !contains(keys(local.worker_variables), "GOOGLE_GENAI_USE_ENTERPRISE")
    error_message = "With a key nobody needs Vertex."
  }
  assert {
    condition     = local.bot_variables.SLACK_CLIENT_ID == "123.456" && local.bot_variables.PUBLIC_URL == "https://prospector.example.com"
    error_message = "The client id is no secret."
  }
  assert {
    condition     = google_monitoring_uptime_check_config.bot.monitored_resource[0].labels.host == "prospector.example.com"
    error_message = "The uptime check looks where people do."
  }
  assert {
    condition     = alltrue([for one in [local.bot_variables, local.worker_variables, local.admin_variables] : one.RUNS_PER_TEAM_PER_DAY == "40"])
    error_message = "Limits hold wherever they are looked at."
  }
  assert {
    condition     = google_cloudbuild_trigger.deploy[0].filename == "cloudbuild.yaml" && google_cloudbuild_trigger.deploy[0].github[0].push[0].branch == "^main$"
    error_message = "The main branch is deployed."
  }
}

# No bot at night, more jobs than the memory holds, many workspaces without a client id, plain http, a secret as a setting.
run "refused" {
  command = plan
  variables {
    bot_min_instances  = 0
    worker_concurrency = 8
    workspaces         = "many"
    public_url         = "http://prospector.example.com"
    settings           = { SLACK_BOT_TOKEN = "xoxb-1" }
  }
  expect_failures = [var.bot_min_instances, var.worker_concurrency, var.slack_client_id, var.public_url, var.settings]
}

run "settings_replace_nothing" {
  command = plan
  variables {
    settings = { BACKEND = "embedded" }
  }
  expect_failures = [var.settings]
}
