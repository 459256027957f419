locals {
  # Whom tokens of push and scheduler are for; the worker accepts no others. A name of its own, because the worker's
  # address is known only once the worker exists.
  worker_audience = "${var.name}-worker"
}

resource "google_pubsub_topic" "jobs" {
  name                       = "${var.name}-jobs"
  message_retention_duration = "604800s" # 7 days: the subscription can be set back to any moment of them
  depends_on                 = [google_project_service.api]
}

resource "google_pubsub_topic" "dead_letters" {
  name       = "${var.name}-dead-letters"
  depends_on = [google_project_service.api]
}

resource "google_pubsub_subscription" "jobs" {
  name                       = "${var.name}-jobs"
  topic                      = google_pubsub_topic.jobs.id
  ack_deadline_seconds       = 600
  message_retention_duration = "604800s"

  push_config {
    push_endpoint = "${google_cloud_run_v2_service.worker.uri}/jobs"
    oidc_token {
      service_account_email = google_service_account.push_invoker.email
      audience              = local.worker_audience
    }
  }
  # Generous, because Pub/Sub counts a worker that is full (429) as a failed delivery, too: with the pauses below twenty
  # of them take more than two hours.
  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.dead_letters.id
    max_delivery_attempts = 20
  }
  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }
  # Never, also when nobody prospects for a month.
  expiration_policy {
    ttl = ""
  }
}

resource "google_pubsub_subscription" "dead_letters" {
  name                       = "${var.name}-dead-letters"
  topic                      = google_pubsub_topic.dead_letters.id
  ack_deadline_seconds       = 60
  message_retention_duration = "604800s"

  push_config {
    push_endpoint = "${google_cloud_run_v2_service.worker.uri}/dead-letters"
    oidc_token {
      service_account_email = google_service_account.push_invoker.email
      audience              = local.worker_audience
    }
  }
  retry_policy {
    minimum_backoff = "60s"
    maximum_backoff = "600s"
  }
  expiration_policy {
    ttl = ""
  }
}
