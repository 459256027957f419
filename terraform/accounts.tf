# One service account a process, each with what that process does. The table in README.md is tested against this file.
resource "google_service_account" "bot" {
  account_id   = "${var.name}-bot"
  display_name = "Slack gateway"
  depends_on   = [google_project_service.api]
}

resource "google_service_account" "worker" {
  account_id   = "${var.name}-worker"
  display_name = "Runs the pipeline"
  depends_on   = [google_project_service.api]
}

resource "google_service_account" "admin" {
  account_id   = "${var.name}-admin"
  display_name = "Migrations and administration"
  depends_on   = [google_project_service.api]
}

resource "google_service_account" "push_invoker" {
  account_id   = "${var.name}-push"
  display_name = "Pub/Sub, when it calls the worker"
  depends_on   = [google_project_service.api]
}

resource "google_service_account" "scheduler_invoker" {
  account_id   = "${var.name}-scheduler"
  display_name = "Cloud Scheduler, when it calls the worker"
  depends_on   = [google_project_service.api]
}

resource "google_service_account" "deployer" {
  account_id   = "${var.name}-deployer"
  display_name = "Cloud Build"
  depends_on   = [google_project_service.api]
}

locals {
  bot               = "serviceAccount:${google_service_account.bot.email}"
  worker            = "serviceAccount:${google_service_account.worker.email}"
  admin             = "serviceAccount:${google_service_account.admin.email}"
  push_invoker      = "serviceAccount:${google_service_account.push_invoker.email}"
  scheduler_invoker = "serviceAccount:${google_service_account.scheduler_invoker.email}"
  deployer          = "serviceAccount:${google_service_account.deployer.email}"
  pubsub_agent      = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-pubsub.iam.gserviceaccount.com"

  # Our database only, whatever other databases the project has.
  only_our_database = "resource.name == \"projects/${var.project}/databases/${var.name}\""
}

# The bot: receives, records, publishes, shows.
resource "google_cloud_run_v2_service_iam_member" "bot_is_public" {
  name     = google_cloud_run_v2_service.bot.name
  location = var.region
  role     = "roles/run.invoker"
  member   = "allUsers" # Slack has no Google identity; its signature is checked by the bot
}

resource "google_pubsub_topic_iam_member" "bot_publishes_jobs" {
  topic  = google_pubsub_topic.jobs.name
  role   = "roles/pubsub.publisher"
  member = local.bot
}

resource "google_project_iam_member" "bot_documents" {
  project = var.project
  role    = "roles/datastore.user"
  member  = local.bot
  condition {
    title      = "our-database"
    expression = local.only_our_database
  }
}

resource "google_storage_bucket_iam_member" "bot_reads_files" {
  bucket = google_storage_bucket.files.name
  role   = "roles/storage.objectViewer"
  member = local.bot
}

resource "google_secret_manager_secret_iam_member" "bot_secrets" {
  for_each  = local.bot_secrets
  secret_id = google_secret_manager_secret.secret[each.value].id
  role      = "roles/secretmanager.secretAccessor"
  member    = local.bot
}

# The worker: takes jobs, asks models, keeps and posts results.
resource "google_pubsub_topic_iam_member" "worker_publishes_jobs" {
  topic  = google_pubsub_topic.jobs.name
  role   = "roles/pubsub.publisher"
  member = local.worker
}

resource "google_project_iam_member" "worker_documents" {
  project = var.project
  role    = "roles/datastore.user"
  member  = local.worker
  condition {
    title      = "our-database"
    expression = local.only_our_database
  }
}

resource "google_storage_bucket_iam_member" "worker_files" {
  bucket = google_storage_bucket.files.name
  role   = "roles/storage.objectUser"
  member = local.worker
}

resource "google_project_iam_member" "worker_models" {
  count   = var.gemini == "vertex" ? 1 : 0
  project = var.project
  role    = "roles/aiplatform.user"
  member  = local.worker
}

resource "google_secret_manager_secret_iam_member" "worker_secrets" {
  for_each  = local.worker_secrets
  secret_id = google_secret_manager_secret.secret[each.value].id
  role      = "roles/secretmanager.secretAccessor"
  member    = local.worker
}

# Administration: migrations, replay, re-embedding, deletion.
resource "google_pubsub_topic_iam_member" "admin_publishes_jobs" {
  topic  = google_pubsub_topic.jobs.name
  role   = "roles/pubsub.publisher"
  member = local.admin
}

resource "google_project_iam_member" "admin_documents" {
  project = var.project
  role    = "roles/datastore.user"
  member  = local.admin
  condition {
    title      = "our-database"
    expression = local.only_our_database
  }
}

resource "google_storage_bucket_iam_member" "admin_files" {
  bucket = google_storage_bucket.files.name
  role   = "roles/storage.objectUser"
  member = local.admin
}

resource "google_project_iam_member" "admin_models" {
  count   = var.gemini == "vertex" ? 1 : 0
  project = var.project
  role    = "roles/aiplatform.user"
  member  = local.admin
}

resource "google_secret_manager_secret_iam_member" "admin_secrets" {
  for_each  = local.admin_secrets
  secret_id = google_secret_manager_secret.secret[each.value].id
  role      = "roles/secretmanager.secretAccessor"
  member    = local.admin
}

# Who may call the worker: these two and nobody else.
resource "google_cloud_run_v2_service_iam_member" "push_calls_worker" {
  name     = google_cloud_run_v2_service.worker.name
  location = var.region
  role     = "roles/run.invoker"
  member   = local.push_invoker
}

resource "google_cloud_run_v2_service_iam_member" "scheduler_calls_worker" {
  name     = google_cloud_run_v2_service.worker.name
  location = var.region
  role     = "roles/run.invoker"
  member   = local.scheduler_invoker
}

# Pub/Sub itself: signs as the invoker, and moves what was never acknowledged to the dead letters.
resource "google_service_account_iam_member" "pubsub_signs_as_push_invoker" {
  service_account_id = google_service_account.push_invoker.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.pubsub_agent
}

resource "google_pubsub_topic_iam_member" "pubsub_publishes_dead_letters" {
  topic  = google_pubsub_topic.dead_letters.name
  role   = "roles/pubsub.publisher"
  member = local.pubsub_agent
}

resource "google_pubsub_subscription_iam_member" "pubsub_takes_from_jobs" {
  subscription = google_pubsub_subscription.jobs.name
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent
}

# Cloud Build: pushes the image, deploys it, runs migrations.
resource "google_artifact_registry_repository_iam_member" "deployer_pushes_images" {
  repository = google_artifact_registry_repository.images.name
  location   = var.region
  role       = "roles/artifactregistry.writer"
  member     = local.deployer
}

resource "google_project_iam_member" "deployer_deploys" {
  project = var.project
  role    = "roles/run.developer" # cannot make a service public: that takes run.admin
  member  = local.deployer
}

resource "google_project_iam_member" "deployer_scans" {
  project = var.project
  role    = "roles/ondemandscanning.admin"
  member  = local.deployer
}

resource "google_project_iam_member" "deployer_logs" {
  project = var.project
  role    = "roles/logging.logWriter"
  member  = local.deployer
}

resource "google_service_account_iam_member" "deployer_acts_as_bot" {
  service_account_id = google_service_account.bot.name
  role               = "roles/iam.serviceAccountUser"
  member             = local.deployer
}

resource "google_service_account_iam_member" "deployer_acts_as_worker" {
  service_account_id = google_service_account.worker.name
  role               = "roles/iam.serviceAccountUser"
  member             = local.deployer
}

resource "google_service_account_iam_member" "deployer_acts_as_admin" {
  service_account_id = google_service_account.admin.name
  role               = "roles/iam.serviceAccountUser"
  member             = local.deployer
}
