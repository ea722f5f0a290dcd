locals {
  sizes = {
    small = "Standard_D2s_v3"
    large = "Standard_D16s_v3"
  }
}

resource "azurerm_batch_pool" "by_size" {
  for_each = local.sizes

  name                     = "pool-${each.key}"
  resource_group_name      = var.resource_group
  account_name             = var.account
  vm_size                  = each.value
  node_agent_sku_id        = var.image.agent
  max_tasks_per_node       = each.key == "large" ? 16 : 2
  inter_node_communication = "Disabled"

  dynamic "fixed_scale" {
    for_each = var.fixed ? [1] : []
    content {
      target_dedicated_nodes = 1
    }
  }

  storage_image_reference {
    publisher = var.image.publisher
    offer     = var.image.offer
    sku       = var.image.sku
    version   = "latest"
  }

  start_task {
    command_line     = "/bin/bash -c 'apt-get install -y ${each.key == "large" ? "mpich" : "jq"}'"
    wait_for_success = var.wait
  }
}
