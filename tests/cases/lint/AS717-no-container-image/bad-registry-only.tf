resource "azurerm_batch_pool" "render" {
  name                     = "render"
  resource_group_name      = "rg"
  account_name             = "acct"
  vm_size                  = "STANDARD_D2S_V3"
  node_agent_sku_id        = "batch.node.ubuntu 22.04"
  inter_node_communication = "Disabled"

  storage_image_reference {
    publisher = "microsoft-dsvm"
    offer     = "ubuntu-hpc"
    sku       = "2204"
    version   = "latest"
  }

  fixed_scale {
    target_dedicated_nodes = 2
  }

  container_configuration {
    type = "DockerCompatible"

    container_registries {
      registry_server = "fx.azurecr.io"
      user_name       = var.user
      password        = var.password
    }
  }
}
