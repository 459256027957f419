output "bot_url" {
  description = "For manifest.yml: Slack's requests go to <bot_url>/slack/events."
  value       = local.public_url
}

output "worker_url" {
  description = "Reachable from inside the project only."
  value       = google_cloud_run_v2_service.worker.uri
}

output "image_repository" {
  description = "Where Cloud Build pushes images."
  value       = "${var.region}-docker.pkg.dev/${var.project}/${google_artifact_registry_repository.images.repository_id}"
}

output "secrets" {
  description = "Secrets that need a version, by the variable they become."
  value       = { for name, secret in google_secret_manager_secret.secret : name => secret.secret_id }
}

output "bucket" {
  description = "Files of runs: documents, large parts of results."
  value       = google_storage_bucket.files.name
}

output "database" {
  description = "Name of the Firestore database."
  value       = google_firestore_database.documents.name
}

output "deployer" {
  description = "Service account that Cloud Build runs as."
  value       = google_service_account.deployer.email
}
