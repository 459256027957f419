locals {
  charts = [
    { title = "Runs ended, by status", filter = "metric.type=\"${local.log_metric.runs_ended}\"", aligner = "ALIGN_SUM", reducer = "REDUCE_SUM", by = ["metric.label.status"] },
    { title = "Duration of runs, p95 (s)", filter = "metric.type=\"${local.log_metric.run_seconds}\"", aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_95", by = ["metric.label.mode"] },
    { title = "Cost of a run, p95 (USD)", filter = "metric.type=\"${local.log_metric.run_cost_usd}\"", aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_95", by = ["metric.label.mode"] },
    { title = "Searches of a run, p95", filter = "metric.type=\"${local.log_metric.run_searches}\"", aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_95", by = [] },
    { title = "Stages failed", filter = "metric.type=\"${local.log_metric.stages_failed}\"", aligner = "ALIGN_SUM", reducer = "REDUCE_SUM", by = [] },
    { title = "Models passed over", filter = "metric.type=\"${local.log_metric.models_passed_over}\"", aligner = "ALIGN_SUM", reducer = "REDUCE_SUM", by = [] },
    { title = "Slack failures", filter = "metric.type=\"${local.log_metric.slack_failures}\"", aligner = "ALIGN_SUM", reducer = "REDUCE_SUM", by = [] },
    { title = "Requests without a valid signature", filter = "metric.type=\"${local.log_metric.requests_refused}\"", aligner = "ALIGN_SUM", reducer = "REDUCE_SUM", by = [] },
    { title = "Answers of bot and worker", filter = "${local.both_run} metric.type=\"run.googleapis.com/request_count\"", aligner = "ALIGN_SUM", reducer = "REDUCE_SUM", by = ["resource.label.service_name", "metric.label.response_code_class"] },
    { title = "Latency of the bot, p95 (ms)", filter = "${local.bot_run} metric.type=\"run.googleapis.com/request_latencies\"", aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_95", by = [] },
    { title = "Jobs waiting, oldest (s)", filter = "${local.per_queue}=\"${var.name}-jobs\" metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\"", aligner = "ALIGN_MAX", reducer = "REDUCE_MAX", by = [] },
    { title = "Instances", filter = "${local.both_run} metric.type=\"run.googleapis.com/container/instance_count\"", aligner = "ALIGN_MAX", reducer = "REDUCE_SUM", by = ["resource.label.service_name"] },
  ]
}

resource "google_monitoring_dashboard" "operations" {
  dashboard_json = jsonencode({
    displayName = "${var.name}: operations"
    mosaicLayout = {
      columns = 12
      tiles = [for index, chart in local.charts : {
        xPos = index % 3 * 4, yPos = floor(index / 3) * 4, width = 4, height = 4
        widget = {
          title = chart.title
          xyChart = {
            dataSets = [{
              plotType = "LINE"
              timeSeriesQuery = {
                timeSeriesFilter = {
                  filter = chart.filter
                  aggregation = {
                    alignmentPeriod    = "300s"
                    perSeriesAligner   = chart.aligner
                    crossSeriesReducer = chart.reducer
                    groupByFields      = chart.by
                  }
                }
              }
            }]
          }
        }
      }]
    }
  })
  depends_on = [google_logging_metric.counted, google_logging_metric.measured, google_logging_metric.runs_ended]
}
