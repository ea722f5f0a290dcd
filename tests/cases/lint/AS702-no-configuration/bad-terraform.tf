resource "azurerm_batch_pool" "render" {
  name                     = "render"
  resource_group_name      = "rg"
  account_name             = "acct"
  vm_size                  = "STANDARD_D2S_V3"
  inter_node_communication = "Disabled"

  fixed_scale {
    target_dedicated_nodes = 2
  }

  network_configuration {
    subnet_id = azurerm_subnet.render.id
  }
}
