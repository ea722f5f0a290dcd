resource "azurerm_batch_pool" "mpi" {
  name                     = "mpi"
  resource_group_name      = "rg"
  account_name             = "acct"
  vm_size                  = "Standard_HB120rs_v3"
  node_agent_sku_id        = "batch.node.el 8"
  inter_node_communication = "Enabled"

  fixed_scale {
    target_dedicated_nodes = 16
    resize_timeout         = "PT30M"
  }

  storage_image_reference {
    publisher = "almalinux"
    offer     = "almalinux-hpc"
    sku       = "8_7-hpc-gen2"
    version   = "latest"
  }
}
