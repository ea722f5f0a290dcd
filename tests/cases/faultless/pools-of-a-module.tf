variable "pools" {
  type = map(object({
    vm_size            = string
    max_tasks_per_node = optional(number, 1)
    formula            = string
  }))
}

resource "azurerm_batch_pool" "this" {
  for_each            = var.pools
  name                = each.key
  resource_group_name = var.resource_group_name
  account_name        = azurerm_batch_account.this.name
  vm_size             = each.value.vm_size
  max_tasks_per_node  = each.value.max_tasks_per_node
  node_agent_sku_id   = lookup(each.value, "node_agent_sku_id", "batch.node.ubuntu 22.04")
  inter_node_communication = "Disabled"
  dynamic "auto_scale" {
    for_each = each.value.formula == null ? [] : [1]
    content {
      formula             = each.value.formula
      evaluation_interval = "PT5M"
    }
  }
  dynamic "fixed_scale" {
    for_each = each.value.formula == null ? [1] : []
    content {
      target_dedicated_nodes = 1
      resize_timeout         = "PT15M"
    }
  }
  dynamic "storage_image_reference" {
    for_each = [1]
    content {
      id        = try(each.value.image.id, null)
      publisher = try(each.value.image.publisher, null)
    }
  }
  dynamic "start_task" {
    for_each = each.value.start_task != null ? [each.value.start_task] : []
    content {
      command_line     = start_task.value.command_line
      wait_for_success = start_task.value.wait_for_success
      user_identity {
        auto_user {
          elevation_level = "Admin"
          scope           = "Pool"
        }
      }
    }
  }
}
