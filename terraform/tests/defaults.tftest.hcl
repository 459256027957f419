mock_provider "google" {
  mock_data "google_project" {
    defaults = {
      number = "123456789012"
    }
  }
  mock_resource "google_cloud_run_v2_service" {
    defaults = {
      uri = "https://service.example.run.app"
    }
  }
}

variables {
  project     = "example-project"
  alert_email = "operators@example.com"
  runbook_url = "https://example.com/runbook.md"
}

# One run, because each starts the provider several times.
run "defaults" {
  # Who may do what.
  assert {
    condition = alltrue([
      google_cloud_run_v2_service_iam_member.bot_is_public.member == "allUsers",
      google_cloud_run_v2_service_iam_member.bot_is_public.name == google_cloud_run_v2_service.bot.name,
      google_cloud_run_v2_service_iam_member.bot_is_public.role == "roles/run.invoker",
    ])
    error_message = "The bot answers everybody, because Slack has no Google identity."
  }
  assert {
    condition = alltrue([
      google_cloud_run_v2_service.worker.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY",
      google_cloud_run_v2_service_iam_member.push_calls_worker.name == google_cloud_run_v2_service.worker.name,
      google_cloud_run_v2_service_iam_member.push_calls_worker.member == local.push_invoker,
      google_cloud_run_v2_service_iam_member.push_calls_worker.role == "roles/run.invoker",
      google_cloud_run_v2_service_iam_member.scheduler_calls_worker.name == google_cloud_run_v2_service.worker.name,
      google_cloud_run_v2_service_iam_member.scheduler_calls_worker.member == local.scheduler_invoker,
      google_cloud_run_v2_service_iam_member.scheduler_calls_worker.role == "roles/run.invoker",
    ])
    error_message = "The worker is called from inside, by Pub/Sub and Cloud Scheduler alone."
  }
  assert {
    condition = alltrue([
      google_pubsub_topic_iam_member.bot_publishes_jobs.role == "roles/pubsub.publisher",
      google_pubsub_topic_iam_member.bot_publishes_jobs.member == local.bot,
      google_project_iam_member.bot_documents.role == "roles/datastore.user",
      google_project_iam_member.bot_documents.member == local.bot,
      google_storage_bucket_iam_member.bot_reads_files.role == "roles/storage.objectViewer",
      google_storage_bucket_iam_member.bot_reads_files.member == local.bot,
    ])
    error_message = "The bot publishes jobs, keeps documents and reads files."
  }
  assert {
    condition = alltrue([
      google_pubsub_topic_iam_member.worker_publishes_jobs.member == local.worker,
      google_project_iam_member.worker_documents.role == "roles/datastore.user",
      google_project_iam_member.worker_documents.member == local.worker,
      google_storage_bucket_iam_member.worker_files.role == "roles/storage.objectUser",
      google_storage_bucket_iam_member.worker_files.member == local.worker,
      google_project_iam_member.worker_models[0].role == "roles/aiplatform.user",
      google_project_iam_member.worker_models[0].member == local.worker,
    ])
    error_message = "The worker publishes jobs, keeps documents and files, and asks models."
  }
  assert {
    condition = alltrue([
      google_pubsub_topic_iam_member.admin_publishes_jobs.member == local.admin,
      google_project_iam_member.admin_documents.member == local.admin,
      google_storage_bucket_iam_member.admin_files.member == local.admin,
      google_project_iam_member.admin_models[0].member == local.admin,
    ])
    error_message = "Administration migrates, replays, deletes and re-embeds."
  }
  assert {
    condition = alltrue([
      for grant in [google_project_iam_member.bot_documents, google_project_iam_member.worker_documents, google_project_iam_member.admin_documents] :
      grant.condition[0].expression == "resource.name == \"projects/example-project/databases/prospector\""
    ])
    error_message = "Documents of our database only."
  }
  assert {
    condition = alltrue([
      google_artifact_registry_repository_iam_member.deployer_pushes_images.member == local.deployer,
      google_project_iam_member.deployer_deploys.role == "roles/run.developer",
      google_project_iam_member.deployer_scans.member == local.deployer,
      google_project_iam_member.deployer_logs.member == local.deployer,
      google_service_account_iam_member.deployer_acts_as_bot.service_account_id == google_service_account.bot.name,
      google_service_account_iam_member.deployer_acts_as_worker.service_account_id == google_service_account.worker.name,
      google_service_account_iam_member.deployer_acts_as_admin.service_account_id == google_service_account.admin.name,
    ])
    error_message = "Cloud Build pushes, scans and deploys, and cannot make anything public."
  }

  # Dead letters.
  assert {
    condition = alltrue([
      google_pubsub_subscription.jobs.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.dead_letters.id,
      google_pubsub_subscription.jobs.dead_letter_policy[0].max_delivery_attempts == 20,
      google_pubsub_topic_iam_member.pubsub_publishes_dead_letters.topic == google_pubsub_topic.dead_letters.name,
      google_pubsub_topic_iam_member.pubsub_publishes_dead_letters.role == "roles/pubsub.publisher",
      google_pubsub_topic_iam_member.pubsub_publishes_dead_letters.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com",
      google_pubsub_subscription_iam_member.pubsub_takes_from_jobs.subscription == google_pubsub_subscription.jobs.name,
      google_pubsub_subscription_iam_member.pubsub_takes_from_jobs.role == "roles/pubsub.subscriber",
      google_pubsub_subscription_iam_member.pubsub_takes_from_jobs.member == local.pubsub_agent,
    ])
    error_message = "Without both grants Pub/Sub never moves a message to the dead letters, and says nothing."
  }
  assert {
    condition     = google_pubsub_subscription.dead_letters.topic == google_pubsub_topic.dead_letters.id && endswith(google_pubsub_subscription.dead_letters.push_config[0].push_endpoint, "/dead-letters")
    error_message = "A dead-letter topic without a subscription loses what it gets."
  }

  # Calls of the worker.
  assert {
    condition = alltrue([
      for token in [
        google_pubsub_subscription.jobs.push_config[0].oidc_token[0],
        google_pubsub_subscription.dead_letters.push_config[0].oidc_token[0],
      ] : token.audience == local.worker_audience && token.service_account_email == google_service_account.push_invoker.email
    ])
    error_message = "Pushes carry a token of the push account for the worker."
  }
  assert {
    condition = alltrue([
      for job in [google_cloud_scheduler_job.reap, google_cloud_scheduler_job.digest] :
      job.http_target[0].oidc_token[0].audience == local.worker_audience
      && job.http_target[0].oidc_token[0].service_account_email == google_service_account.scheduler_invoker.email
      && job.http_target[0].http_method == "POST"
    ])
    error_message = "The scheduler's calls carry a token of the scheduler's account for the worker."
  }
  assert {
    condition     = contains(google_cloud_run_v2_service.worker.custom_audiences, local.worker_audience)
    error_message = "Cloud Run accepts tokens for the worker's audience."
  }
  assert {
    condition     = google_pubsub_subscription.jobs.ack_deadline_seconds == 600 && google_cloud_run_v2_service.worker.template[0].timeout == "600s"
    error_message = "Pub/Sub waits as long as the worker may take."
  }
  assert {
    condition     = google_cloud_scheduler_job.reap.schedule == "* * * * *"
    error_message = "What was forgotten is found within a minute."
  }

  # The services.
  assert {
    condition = alltrue([
      google_cloud_run_v2_service.bot.template[0].scaling[0].min_instance_count == 1,
      google_cloud_run_v2_service.bot.template[0].containers[0].resources[0].startup_cpu_boost,
      google_cloud_run_v2_service.bot.template[0].service_account == google_service_account.bot.email,
      google_cloud_run_v2_service.worker.template[0].service_account == google_service_account.worker.email,
      google_cloud_run_v2_service.worker.template[0].containers[0].resources[0].limits["memory"] == "2Gi",
      google_cloud_run_v2_service.worker.template[0].max_instance_request_concurrency == 3,
      google_cloud_run_v2_job.admin.template[0].template[0].service_account == google_service_account.admin.email,
    ])
    error_message = "One bot is always there; every process has its own account."
  }
  assert {
    condition     = toset([for one in google_cloud_run_v2_service.bot.template[0].containers[0].env : one.name if length(one.value_source) > 0]) == toset(["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"])
    error_message = "The bot's secrets."
  }
  assert {
    condition     = toset([for one in google_cloud_run_v2_service.worker.template[0].containers[0].env : one.name if length(one.value_source) > 0]) == toset(["SLACK_BOT_TOKEN"])
    error_message = "The worker's secrets."
  }
  assert {
    condition     = output.bot_url == "https://prospector-bot-123456789012.europe-west1.run.app"
    error_message = "The bot's address is known before the bot is."
  }

  # What lasts.
  assert {
    condition = alltrue([
      google_firestore_database.documents.type == "FIRESTORE_NATIVE",
      google_firestore_database.documents.delete_protection_state == "DELETE_PROTECTION_ENABLED",
      google_firestore_database.documents.point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED",
      google_firestore_backup_schedule.daily.retention == "1209600s",
    ])
    error_message = "The database cannot be deleted by a slip, and can be brought back."
  }
  assert {
    condition = alltrue([
      google_storage_bucket.files.uniform_bucket_level_access,
      google_storage_bucket.files.public_access_prevention == "enforced",
      google_storage_bucket.files.versioning[0].enabled,
      !google_storage_bucket.files.force_destroy,
    ])
    error_message = "Files are never public, and a deleted one can be brought back for a while."
  }
  assert {
    condition = alltrue([
      length(google_firestore_index.composite) == length(local.indexes.composite),
      length(google_firestore_index.vector) == length(local.indexes.vector),
      length(google_firestore_field.unindexed) == length(local.indexes.unindexed),
      length(google_firestore_field.expiring) == length(local.indexes.ttl),
    ])
    error_message = "Every index and every policy of src/storage/gcp/indexes.json once."
  }
  assert {
    condition = alltrue([
      for index in google_firestore_index.vector : index.fields[length(index.fields) - 1].vector_config[0].dimension == 768
    ])
    error_message = "The vector is the last field of its index."
  }
  assert {
    condition = alltrue(flatten([
      for index in google_firestore_index.composite :
      [for field in index.fields : (field.order == null) != (field.array_config == null)]
    ]))
    error_message = "Every field of a composite index is ordered or contains."
  }

  # Alerts.
  assert {
    condition = alltrue([
      for policy in google_monitoring_alert_policy.alert :
      length(policy.notification_channels) == 1 && startswith(policy.documentation[0].links[0].url, "https://example.com/runbook.md#")
    ])
    error_message = "Every alert tells somebody and links to its section of the runbook."
  }
  assert {
    condition     = google_monitoring_uptime_check_config.bot.http_check[0].path == "/health" && google_monitoring_uptime_check_config.bot.http_check[0].validate_ssl
    error_message = "The bot is looked at from outside (/healthz never reaches a container of Cloud Run)."
  }
  assert {
    condition     = length(jsondecode(google_monitoring_dashboard.operations.dashboard_json).mosaicLayout.tiles) == length(local.charts)
    error_message = "The dashboard shows every chart."
  }
}
