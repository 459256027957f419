terraform {
  required_version = ">= 1.7"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50"
    }
  }
  # State holds no secret values (secrets.tf). Keep it in a bucket with versioning:
  #   terraform init -backend-config="bucket=<bucket for state>"
  backend "gcs" {
    prefix = "prospector"
  }
}

provider "google" {
  project = var.project
  region  = var.region
}

data "google_project" "this" {
  project_id = var.project
}
