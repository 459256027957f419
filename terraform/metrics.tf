# Figures from the log. The messages are those of the code, word for word; a test looks for each of them in src/.
locals {
  bot_log    = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${var.name}-bot\""
  worker_log = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${var.name}-worker\""
  app_log    = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=(\"${var.name}-bot\" OR \"${var.name}-worker\")"

  slack_failures = [
    "answer not shown",
    "export not shown",
    "run could not be shown",
    "slack file may be missing",
    "slack message may be missing",
    "slack refused the blocks, text is sent instead",
    "slack request could not be checked",
    "slack token could not be refreshed",
  ]

  counted = {
    slack_failures = {
      what   = "Slack did not take what we sent, or we could not take what it sent"
      filter = "${local.app_log} AND jsonPayload.message=(${join(" OR ", [for message in local.slack_failures : "\"${message}\""])})"
    }
    models_passed_over = {
      what   = "A model did not answer after all retries and the next one of the ladder was asked"
      filter = "${local.worker_log} AND jsonPayload.message=\"model is passed over\""
    }
    stages_failed = {
      what   = "A stage of a run ended in an error"
      filter = "${local.worker_log} AND jsonPayload.message=\"stage failed\""
    }
    requests_refused = {
      what   = "Requests without Slack's valid signature"
      filter = "${local.bot_log} AND jsonPayload.message=\"slack request refused\""
    }
    scheduler_failures = {
      what   = "Cloud Scheduler did not reach the worker"
      filter = "resource.type=\"cloud_scheduler_job\" AND resource.labels.job_id=(\"${var.name}-reap\" OR \"${var.name}-digest\") AND severity>=ERROR"
    }
  }

  # Of the one line that is written when a run ends.
  measured = {
    run_seconds  = { unit = "s", field = "seconds", what = "From a run's start to its end", first = 1, growth = 1.1, buckets = 90 }
    run_cost_usd = { unit = "1", field = "costUsd", what = "Estimated model cost of a run in US dollars", first = 0.01, growth = 1.2, buckets = 50 }
    run_searches = { unit = "1", field = "searches", what = "Search queries of a run", first = 1, growth = 1.2, buckets = 40 }
  }
}

resource "google_logging_metric" "counted" {
  for_each    = local.counted
  name        = "${replace(var.name, "-", "_")}_${each.key}"
  description = each.value.what
  filter      = each.value.filter
  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }
  depends_on = [google_project_service.api]
}

resource "google_logging_metric" "runs_ended" {
  name        = "${replace(var.name, "-", "_")}_runs_ended"
  description = "Runs that ended, by status and mode"
  filter      = "${local.worker_log} AND jsonPayload.message=\"run ended\""
  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    labels {
      key = "status"
    }
    labels {
      key = "mode"
    }
  }
  label_extractors = {
    status = "EXTRACT(jsonPayload.status)"
    mode   = "EXTRACT(jsonPayload.mode)"
  }
  depends_on = [google_project_service.api]
}

resource "google_logging_metric" "measured" {
  for_each        = local.measured
  name            = "${replace(var.name, "-", "_")}_${each.key}"
  description     = each.value.what
  filter          = "${local.worker_log} AND jsonPayload.message=\"run ended\""
  value_extractor = "EXTRACT(jsonPayload.${each.value.field})"
  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "DISTRIBUTION"
    unit        = each.value.unit
    labels {
      key = "mode"
    }
  }
  label_extractors = {
    mode = "EXTRACT(jsonPayload.mode)"
  }
  bucket_options {
    exponential_buckets {
      num_finite_buckets = each.value.buckets
      growth_factor      = each.value.growth
      scale              = each.value.first
    }
  }
  depends_on = [google_project_service.api]
}
