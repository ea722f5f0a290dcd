resource "azurerm_batch_pool" "render" {
  name                     = "render"
  resource_group_name      = "rg"
  account_name             = "acct"
  vm_size                  = "STANDARD_D2S_V3"
  node_agent_sku_id        = "batch.node.ubuntu 22.04"
  inter_node_communication = "Disabled"

  storage_image_reference {
    publisher = "canonical"
    offer     = "0001-com-ubuntu-server-jammy"
    sku       = "22_04-lts"
    version   = "latest"
  }

  fixed_scale {
    target_dedicated_nodes = 2
  }

  start_task {
    command_line = "/bin/bash -c 'echo ready'"
  }
}
