variable "project" {
  description = "Id of the Google Cloud project."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "A project id has 6 to 30 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "region" {
  description = "Region of services, queue, bucket and registry."
  type        = string
  default     = "europe-west1"
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region looks like europe-west1."
  }
}

variable "firestore_location" {
  description = "Location of the database: a region, or eur3 or nam5 for several. It can never be changed."
  type        = string
  default     = "eur3"
}

variable "name" {
  description = "Begins the name of everything made here."
  type        = string
  default     = "prospector"
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{3,14}[a-z0-9]$", var.name))
    error_message = "5 to 16 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "image" {
  description = "Image of the first deployment. Later ones are made by Cloud Build, and Terraform leaves theirs alone."
  type        = string
  default     = "us-docker.pkg.dev/cloudrun/container/hello"
}

variable "public_url" {
  description = "Address of the bot for people and Slack, when it has a domain of its own; else the one Cloud Run gives."
  type        = string
  default     = ""
  validation {
    condition     = var.public_url == "" || can(regex("^https://[a-z0-9.-]+$", var.public_url))
    error_message = "An https address without a path or a final slash."
  }
}

variable "workspaces" {
  description = "one: the token of one workspace. many: people install the app at /slack/install (OAuth)."
  type        = string
  default     = "one"
  validation {
    condition     = contains(["one", "many"], var.workspaces)
    error_message = "one or many."
  }
}

variable "slack_client_id" {
  description = "Client id of the Slack app; needed with workspaces = many."
  type        = string
  default     = ""
  validation {
    condition     = var.workspaces == "one" ? var.slack_client_id == "" : can(regex("^[0-9]+\\.[0-9]+$", var.slack_client_id))
    error_message = "Needed with workspaces = many (it looks like 123.456), and only then."
  }
}

variable "gemini" {
  description = "vertex: models through this project, no key. api_key: the Gemini API with a key from Secret Manager (deep mode's agent is offered there)."
  type        = string
  default     = "vertex"
  validation {
    condition     = contains(["vertex", "api_key"], var.gemini)
    error_message = "vertex or api_key."
  }
}

variable "gemini_location" {
  description = "Location of the models on Vertex."
  type        = string
  default     = "global"
}

variable "settings" {
  description = "More variables for bot, worker and admin, by the names of the README (limits, ladders, ADMINS, ALLOWED_TEAMS …). Never secrets."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for name in keys(var.settings) : can(regex("^[A-Z][A-Z0-9_]*$", name))])
    error_message = "Names are in capitals, as in the README."
  }
  validation {
    condition     = alltrue([for name in keys(var.settings) : !can(regex("TOKEN$|SECRET$|KEY$", name))])
    error_message = "Secrets go into Secret Manager, never into settings."
  }
  validation {
    condition     = alltrue([for name in keys(var.settings) : !can(regex("_API_URL$|_BASE_URL$|_API_ENDPOINT$|_EMULATOR_HOST$|^BACKEND$|^PORT$|^HOST$|^DATA_DIR$", name))])
    error_message = "Addresses of other servers and the platform's own variables are not settings."
  }
}

variable "bot_min_instances" {
  description = "Instances of the bot that are always there; Slack waits three seconds."
  type        = number
  default     = 1
  validation {
    condition     = var.bot_min_instances >= 1 && var.bot_min_instances <= 10
    error_message = "1 to 10: with none, the first command of the morning would time out."
  }
}

variable "bot_max_instances" {
  description = "Most instances of the bot."
  type        = number
  default     = 5
  validation {
    condition     = var.bot_max_instances >= 1 && var.bot_max_instances <= 100
    error_message = "1 to 100."
  }
}

variable "worker_max_instances" {
  description = "Most instances of the worker; times worker_concurrency = jobs at once."
  type        = number
  default     = 5
  validation {
    condition     = var.worker_max_instances >= 1 && var.worker_max_instances <= 100
    error_message = "1 to 100."
  }
}

variable "worker_concurrency" {
  description = "Jobs of one worker instance at once."
  type        = number
  default     = 3
  validation {
    condition     = var.worker_concurrency >= 2 && var.worker_concurrency <= 4
    error_message = "2 to 4: one browser and the runs must fit into 2 GiB."
  }
}

variable "deleted_days" {
  description = "For so many days what was deleted can be brought back (file versions); then it is gone."
  type        = number
  default     = 7
  validation {
    condition     = var.deleted_days >= 1 && var.deleted_days <= 30
    error_message = "1 to 30."
  }
}

variable "backup_days" {
  description = "For so many days daily backups of the database are kept, and with them what was deleted since."
  type        = number
  default     = 14
  validation {
    condition     = var.backup_days >= 1 && var.backup_days <= 98
    error_message = "1 to 98."
  }
}

variable "digest_schedule" {
  description = "When the worker is told to look for digests that are due, as a cron line in UTC."
  type        = string
  default     = "0 * * * *"
  validation {
    condition     = length(split(" ", var.digest_schedule)) == 5
    error_message = "A cron line has five fields."
  }
}

variable "alert_email" {
  description = "Who is told when something needs a person."
  type        = string
  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", var.alert_email))
    error_message = "An e-mail address."
  }
}

variable "alert_spend_usd_per_day" {
  description = "Estimated model cost of all runs of a day from which on somebody is told."
  type        = number
  default     = 50
  validation {
    condition     = var.alert_spend_usd_per_day > 0
    error_message = "More than 0."
  }
}

variable "alert_run_seconds_p95" {
  description = "Somebody is told when the slowest twentieth of standard runs takes longer."
  type        = number
  default     = 300
  validation {
    condition     = var.alert_run_seconds_p95 >= 60
    error_message = "At least 60."
  }
}

variable "runbook_url" {
  description = "Where people read docs/runbook.md; alerts link to its sections."
  type        = string
  default     = ""
  validation {
    condition     = var.runbook_url == "" || startswith(var.runbook_url, "https://")
    error_message = "An https address."
  }
}

variable "repository" {
  description = "Source repository that Cloud Build watches, connected in the region: owner and name on GitHub. Empty: no trigger."
  type        = object({ owner = string, name = string, branch = optional(string, "^main$") })
  default     = null
}
