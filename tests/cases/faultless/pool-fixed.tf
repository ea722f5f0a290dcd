resource "azurerm_resource_group" "batch" {
  name     = "batch"
  location = "West Europe"
}

resource "azurerm_batch_account" "batch" {
  name                 = "studio"
  resource_group_name  = azurerm_resource_group.batch.name
  location             = azurerm_resource_group.batch.location
  pool_allocation_mode = "BatchService"
}

resource "azurerm_batch_pool" "fixed" {
  name                     = "encode"
  resource_group_name      = azurerm_resource_group.batch.name
  account_name             = azurerm_batch_account.batch.name
  display_name             = "Encoding"
  vm_size                  = "Standard_D4s_v3"
  node_agent_sku_id        = "batch.node.ubuntu 22.04"
  max_tasks_per_node       = 4
  inter_node_communication = "Disabled"

  fixed_scale {
    target_dedicated_nodes    = 2
    target_low_priority_nodes = 10
    resize_timeout            = "PT15M"
  }

  storage_image_reference {
    publisher = "canonical"
    offer     = "0001-com-ubuntu-server-jammy"
    sku       = "22_04-lts-gen2"
    version   = "latest"
  }

  start_task {
    command_line       = "/bin/bash -c 'apt-get update && apt-get install -y ffmpeg'"
    task_retry_maximum = 1
    wait_for_success   = true

    user_identity {
      auto_user {
        elevation_level = "Admin"
        scope           = "Pool"
      }
    }
  }

  metadata = {
    team = "media"
  }
}
