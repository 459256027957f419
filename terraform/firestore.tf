# One source of truth: the storage code declares what its queries need, a test holds the queries against it.
locals {
  indexes = jsondecode(file("${path.module}/../src/storage/gcp/indexes.json"))

  composite_indexes = {
    for index in local.indexes.composite : join("_", concat(
      [index.collection],
      [for field in index.fields : "${field.field}-${try(field.order, "contains")}"],
    )) => index
  }
  vector_indexes = {
    for index in local.indexes.vector : join("_", concat([index.collection], index.filters, [index.vector])) => index
  }
  unindexed_fields = {
    for field in local.indexes.unindexed : "${field.collection}_${field.field}" => field
  }
  # Fields that hold a moment as Firestore's own type; on text a policy would never delete anything.
  expiring_fields = {
    for field in local.indexes.ttl : "${field.collection}_${field.field}" => field
  }
}

resource "google_firestore_database" "documents" {
  name                              = var.name
  location_id                       = var.firestore_location
  type                              = "FIRESTORE_NATIVE"
  concurrency_mode                  = "OPTIMISTIC"
  delete_protection_state           = "DELETE_PROTECTION_ENABLED"
  deletion_policy                   = "ABANDON"
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED" # 7 days, to the minute
  depends_on                        = [google_project_service.api]
}

resource "google_firestore_backup_schedule" "daily" {
  database  = google_firestore_database.documents.name
  retention = "${var.backup_days * 86400}s"
  daily_recurrence {}
}

resource "google_firestore_index" "composite" {
  for_each    = local.composite_indexes
  database    = google_firestore_database.documents.name
  collection  = each.value.collection
  query_scope = "COLLECTION"

  dynamic "fields" {
    for_each = each.value.fields
    content {
      field_path   = fields.value.field
      order        = try({ asc = "ASCENDING", desc = "DESCENDING" }[fields.value.order], null)
      array_config = try(fields.value.contains, false) ? "CONTAINS" : null
    }
  }
}

resource "google_firestore_index" "vector" {
  for_each    = local.vector_indexes
  database    = google_firestore_database.documents.name
  collection  = each.value.collection
  query_scope = "COLLECTION"

  dynamic "fields" {
    for_each = each.value.filters
    content {
      field_path = fields.value
      order      = "ASCENDING"
    }
  }
  # The vector comes last: https://firebase.google.com/docs/firestore/vector-search
  fields {
    field_path = each.value.vector
    vector_config {
      dimension = each.value.dimension
      flat {}
    }
  }
}

# Large members that no query names; an index on them would cost a write per value, and refuse long ones.
resource "google_firestore_field" "unindexed" {
  for_each   = local.unindexed_fields
  database   = google_firestore_database.documents.name
  collection = each.value.collection
  field      = each.value.field
  index_config {}
}

# Deleted by Firestore within a day of the moment; the code does not count on it and looks at the moment itself.
resource "google_firestore_field" "expiring" {
  for_each   = local.expiring_fields
  database   = google_firestore_database.documents.name
  collection = each.value.collection
  field      = each.value.field
  ttl_config {}
}
