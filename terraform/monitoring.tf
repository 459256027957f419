resource "google_monitoring_notification_channel" "email" {
  display_name = "${var.name}: operators"
  type         = "email"
  labels       = { email_address = var.alert_email }
  depends_on   = [google_project_service.api]
}

resource "google_monitoring_uptime_check_config" "bot" {
  display_name     = "${var.name}: bot"
  period           = "60s"
  timeout          = "10s"
  selected_regions = ["EUROPE", "USA", "ASIA_PACIFIC"]

  http_check {
    path         = "/health"
    port         = 443
    use_ssl      = true
    validate_ssl = true
    accepted_response_status_codes {
      status_class = "STATUS_CLASS_2XX"
    }
  }
  content_matchers {
    content = "\"ok\""
    matcher = "CONTAINS_STRING"
  }
  monitored_resource {
    type   = "uptime_url"
    labels = { project_id = var.project, host = trimprefix(local.public_url, "https://") }
  }
}

locals {
  log_metric = {
    for name in concat(keys(local.counted), keys(local.measured), ["runs_ended"]) :
    name => "logging.googleapis.com/user/${replace(var.name, "-", "_")}_${name}"
  }
  from_run  = "resource.type=\"cloud_run_revision\""
  runbook   = var.runbook_url
  bot_run   = "${local.from_run} AND resource.labels.service_name=\"${var.name}-bot\""
  both_run  = "${local.from_run} AND resource.labels.service_name=one_of(\"${var.name}-bot\", \"${var.name}-worker\")"
  per_queue = "resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id"

  # By title; docs/runbook.md has a section of the same name. `above`, looked at over `seconds`.
  alerts = {
    "Runs fail" = {
      meaning = "Three or more runs failed within half an hour."
      filter  = "${local.from_run} AND metric.type=\"${local.log_metric.runs_ended}\" AND metric.labels.status=\"failed\""
      aligner = "ALIGN_SUM", reducer = "REDUCE_SUM", seconds = 1800, above = 2
    }
    "Dead letter" = {
      meaning = "A job was given up after all its attempts."
      filter  = "${local.per_queue}=\"${var.name}-dead-letters\" AND metric.type=\"pubsub.googleapis.com/subscription/push_request_count\""
      aligner = "ALIGN_SUM", reducer = "REDUCE_SUM", seconds = 300, above = 0
    }
    "Runs are slow" = {
      meaning = "One of twenty standard runs took longer than ${var.alert_run_seconds_p95} seconds within the last hour."
      filter  = "${local.from_run} AND metric.type=\"${local.log_metric.run_seconds}\" AND metric.labels.mode=\"standard\""
      aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_95", seconds = 3600, above = var.alert_run_seconds_p95
    }
    "Slack refuses" = {
      meaning = "More than five messages, files or requests failed between Slack and us within ten minutes."
      filter  = "${local.from_run} AND metric.type=\"${local.log_metric.slack_failures}\""
      aligner = "ALIGN_SUM", reducer = "REDUCE_SUM", seconds = 600, above = 5
    }
    "Server errors" = {
      meaning = "Bot or worker answered more than ten requests with a 5xx within ten minutes."
      filter  = "${local.both_run} AND metric.type=\"run.googleapis.com/request_count\" AND metric.labels.response_code_class=\"5xx\""
      aligner = "ALIGN_SUM", reducer = "REDUCE_SUM", seconds = 600, above = 10
    }
    "Bot is slow" = {
      meaning = "One of twenty of Slack's requests took longer than two seconds; Slack gives up after three."
      filter  = "${local.bot_run} AND metric.type=\"run.googleapis.com/request_latencies\""
      aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_95", seconds = 600, above = 2000
    }
    "Work is stuck" = {
      meaning = "A job has been waiting for a worker for more than fifteen minutes."
      filter  = "${local.per_queue}=\"${var.name}-jobs\" AND metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\""
      aligner = "ALIGN_MAX", reducer = "REDUCE_MAX", seconds = 300, above = 900
    }
    "Reaper is silent" = {
      meaning = "Cloud Scheduler failed to call the worker more than three times within ten minutes."
      filter  = "resource.type=\"cloud_scheduler_job\" AND metric.type=\"${local.log_metric.scheduler_failures}\""
      aligner = "ALIGN_SUM", reducer = "REDUCE_SUM", seconds = 600, above = 3
    }
    "Models refuse" = {
      meaning = "Models were passed over more than ten times within ten minutes: quota, or an outage."
      filter  = "${local.from_run} AND metric.type=\"${local.log_metric.models_passed_over}\""
      aligner = "ALIGN_SUM", reducer = "REDUCE_SUM", seconds = 600, above = 10
    }
    "Bot is down" = {
      meaning = "The bot's /health did not answer from two or more regions."
      filter  = "resource.type=\"uptime_url\" AND metric.type=\"monitoring.googleapis.com/uptime_check/check_passed\" AND metric.labels.check_id=\"${google_monitoring_uptime_check_config.bot.uptime_check_id}\""
      aligner = "ALIGN_NEXT_OLDER", reducer = "REDUCE_COUNT_FALSE", seconds = 120, above = 1
    }
  }
}

resource "google_monitoring_alert_policy" "alert" {
  for_each              = local.alerts
  display_name          = "${var.name}: ${each.key}"
  combiner              = "OR"
  severity              = contains(["Bot is down", "Reaper is silent"], each.key) ? "CRITICAL" : "WARNING"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = each.key
    condition_threshold {
      filter          = each.value.filter
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.above
      duration        = "0s"
      aggregations {
        alignment_period     = "${each.value.seconds}s"
        per_series_aligner   = each.value.aligner
        cross_series_reducer = each.value.reducer
      }
    }
  }
  alert_strategy {
    auto_close = "86400s"
  }
  documentation {
    subject   = "Prospector: ${each.key}"
    mime_type = "text/markdown"
    content   = "${each.value.meaning} What to do: docs/runbook.md, section \"${each.key}\"."
    dynamic "links" {
      for_each = local.runbook == "" ? [] : [local.runbook]
      content {
        display_name = "Runbook"
        url          = "${links.value}#${lower(replace(each.key, " ", "-"))}"
      }
    }
  }

  depends_on = [google_logging_metric.counted, google_logging_metric.measured, google_logging_metric.runs_ended]
}

# Only PromQL adds up the values of a distribution.
resource "google_monitoring_alert_policy" "spend" {
  display_name          = "${var.name}: Spend is high"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = "Spend is high"
    condition_prometheus_query_language {
      query               = "sum(increase(logging_googleapis_com:user_${replace(var.name, "-", "_")}_run_cost_usd_sum{monitored_resource=\"cloud_run_revision\"}[24h])) > ${var.alert_spend_usd_per_day}"
      duration            = "0s"
      evaluation_interval = "300s"
    }
  }
  alert_strategy {
    auto_close = "86400s"
  }
  documentation {
    subject   = "Prospector: Spend is high"
    mime_type = "text/markdown"
    content   = "The runs of the last 24 hours cost more than ${var.alert_spend_usd_per_day} US dollars by our estimate. What to do: docs/runbook.md, section \"Spend is high\"."
    dynamic "links" {
      for_each = local.runbook == "" ? [] : [local.runbook]
      content {
        display_name = "Runbook"
        url          = "${links.value}#spend-is-high"
      }
    }
  }

  depends_on = [google_logging_metric.measured]
}
