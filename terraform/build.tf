resource "google_cloudbuild_trigger" "deploy" {
  count           = var.repository == null ? 0 : 1
  name            = "${var.name}-deploy"
  location        = var.region
  description     = "Checks, builds, scans and deploys what reaches the branch (cloudbuild.yaml)"
  filename        = "cloudbuild.yaml"
  service_account = google_service_account.deployer.id

  github {
    owner = var.repository.owner
    name  = var.repository.name
    push {
      branch = var.repository.branch
    }
  }
  substitutions = {
    _NAME   = var.name
    _REGION = var.region
    _URL    = local.public_url
  }
  depends_on = [google_project_service.api]
}
