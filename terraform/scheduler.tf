resource "google_cloud_scheduler_job" "reap" {
  name             = "${var.name}-reap"
  region           = var.region
  description      = "Publishes what nobody works on although somebody should"
  schedule         = "* * * * *"
  time_zone        = "Etc/UTC"
  attempt_deadline = "60s"

  # The next minute comes anyway.
  retry_config {
    retry_count = 0
  }
  http_target {
    http_method = "POST"
    uri         = "${google_cloud_run_v2_service.worker.uri}/reap"
    oidc_token {
      service_account_email = google_service_account.scheduler_invoker.email
      audience              = local.worker_audience
    }
  }
  depends_on = [google_project_service.api]
}

resource "google_cloud_scheduler_job" "digest" {
  name             = "${var.name}-digest"
  region           = var.region
  description      = "Publishes the digests that are due; who gets one and when is a person's own setting"
  schedule         = var.digest_schedule
  time_zone        = "Etc/UTC"
  attempt_deadline = "180s"

  retry_config {
    retry_count          = 3
    min_backoff_duration = "30s"
  }
  http_target {
    http_method = "POST"
    uri         = "${google_cloud_run_v2_service.worker.uri}/digest"
    oidc_token {
      service_account_email = google_service_account.scheduler_invoker.email
      audience              = local.worker_audience
    }
  }
  depends_on = [google_project_service.api]
}
