locals {
  # https://cloud.google.com/run/docs/triggering/https-request#deterministic
  bot_address = "https://${var.name}-bot-${data.google_project.this.number}.${var.region}.run.app"
  public_url  = var.public_url == "" ? local.bot_address : var.public_url

  # The variables are those of src/config.ts; a test holds both against each other.
  storage_variables = {
    BACKEND              = "gcp"
    GOOGLE_CLOUD_PROJECT = var.project
    FIRESTORE_DATABASE   = google_firestore_database.documents.name
    PUBSUB_TOPIC         = google_pubsub_topic.jobs.name
    GCS_BUCKET           = google_storage_bucket.files.name
  }
  slack_variables = var.workspaces == "many" ? { SLACK_CLIENT_ID = var.slack_client_id } : {}
  model_variables = var.gemini == "vertex" ? {
    GOOGLE_GENAI_USE_ENTERPRISE = "true"
    GOOGLE_CLOUD_LOCATION       = var.gemini_location
  } : {}

  bot_variables = merge(var.settings, local.storage_variables, local.slack_variables, {
    PUBLIC_URL = local.public_url
  })
  worker_variables = merge(var.settings, local.storage_variables, local.slack_variables, local.model_variables, {
    PUBSUB_DELIVERY           = "push"
    PUSH_AUDIENCE             = local.worker_audience
    PUSH_SERVICE_ACCOUNT      = google_service_account.push_invoker.email
    SCHEDULER_SERVICE_ACCOUNT = google_service_account.scheduler_invoker.email
  })
  admin_variables = merge(var.settings, local.storage_variables, local.model_variables)
}

resource "google_cloud_run_v2_service" "bot" {
  name                = "${var.name}-bot"
  location            = var.region
  description         = "Slack gateway: verifies, records, publishes, answers"
  ingress             = "INGRESS_TRAFFIC_ALL"
  deletion_protection = true

  template {
    service_account                  = google_service_account.bot.email
    timeout                          = "30s"
    max_instance_request_concurrency = 80

    scaling {
      min_instance_count = var.bot_min_instances
      max_instance_count = var.bot_max_instances
    }

    containers {
      image   = var.image
      command = ["node", "src/start-bot.ts"]

      ports {
        container_port = 8080
      }
      resources {
        limits            = { cpu = "1", memory = "1Gi" }
        cpu_idle          = true # the bot is done when it has answered
        startup_cpu_boost = true
      }
      dynamic "env" {
        for_each = local.bot_variables
        content {
          name  = env.key
          value = env.value
        }
      }
      dynamic "env" {
        for_each = local.bot_secrets
        content {
          name = env.value
          value_source {
            secret_key_ref {
              secret  = google_secret_manager_secret.secret[env.value].secret_id
              version = "latest"
            }
          }
        }
      }
      startup_probe {
        http_get {
          path = "/health"
        }
        period_seconds    = 1
        timeout_seconds   = 1
        failure_threshold = 30
      }
      liveness_probe {
        http_get {
          path = "/health"
        }
        period_seconds    = 30
        timeout_seconds   = 5
        failure_threshold = 3
      }
    }
  }

  lifecycle {
    # Image and traffic are Cloud Build's.
    ignore_changes = [client, client_version, traffic, template[0].revision, template[0].containers[0].image]
  }

  # A revision starts only when it may read its secrets.
  depends_on = [google_secret_manager_secret_iam_member.bot_secrets]
}

resource "google_cloud_run_v2_service" "worker" {
  name                = "${var.name}-worker"
  location            = var.region
  description         = "Runs the pipeline, posts to Slack, renders documents"
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY" # Pub/Sub and Cloud Scheduler of this project come from inside
  deletion_protection = true
  custom_audiences    = [local.worker_audience]

  template {
    service_account                  = google_service_account.worker.email
    timeout                          = "600s" # as long as Pub/Sub waits at most
    max_instance_request_concurrency = var.worker_concurrency

    scaling {
      min_instance_count = 0
      max_instance_count = var.worker_max_instances
    }

    containers {
      image   = var.image
      command = ["node", "src/start-worker.ts"]

      ports {
        container_port = 8080
      }
      resources {
        limits            = { cpu = "2", memory = "2Gi" }
        cpu_idle          = true # all work is done inside the push request
        startup_cpu_boost = true
      }
      dynamic "env" {
        for_each = local.worker_variables
        content {
          name  = env.key
          value = env.value
        }
      }
      dynamic "env" {
        for_each = local.worker_secrets
        content {
          name = env.value
          value_source {
            secret_key_ref {
              secret  = google_secret_manager_secret.secret[env.value].secret_id
              version = "latest"
            }
          }
        }
      }
      startup_probe {
        http_get {
          path = "/health"
        }
        period_seconds    = 1
        timeout_seconds   = 1
        failure_threshold = 60
      }
      liveness_probe {
        http_get {
          path = "/health"
        }
        period_seconds    = 30
        timeout_seconds   = 5
        failure_threshold = 3
      }
    }
  }

  lifecycle {
    ignore_changes = [client, client_version, traffic, template[0].revision, template[0].containers[0].image]
  }

  depends_on = [google_secret_manager_secret_iam_member.worker_secrets]
}

# Migrations before every deployment, and administration by hand (docs/runbook.md):
#   gcloud run jobs execute prospector-admin --args=replay,…
resource "google_cloud_run_v2_job" "admin" {
  name                = "${var.name}-admin"
  location            = var.region
  deletion_protection = true

  template {
    template {
      service_account = google_service_account.admin.email
      timeout         = "3600s"
      max_retries     = 0

      containers {
        image   = var.image
        command = ["node", "src/cli/admin.ts"]
        args    = ["migrate"]

        resources {
          limits = { cpu = "1", memory = "1Gi" }
        }
        dynamic "env" {
          for_each = local.admin_variables
          content {
            name  = env.key
            value = env.value
          }
        }
        dynamic "env" {
          for_each = local.admin_secrets
          content {
            name = env.value
            value_source {
              secret_key_ref {
                secret  = google_secret_manager_secret.secret[env.value].secret_id
                version = "latest"
              }
            }
          }
        }
      }
    }
  }

  lifecycle {
    ignore_changes = [client, client_version, template[0].template[0].containers[0].image]
  }

  depends_on = [google_secret_manager_secret_iam_member.admin_secrets]
}
