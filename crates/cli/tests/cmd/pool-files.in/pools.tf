resource "azurerm_batch_pool" "render" {
  name    = "render"
  vm_size = "standard_d2_v3"
  fixed_scale {}
}

resource "azurerm_batch_pool" "slots" {
  name               = "slots"
  vm_size            = "standard_d2_v3"
  max_tasks_per_node = 0
  fixed_scale {}
}

resource "azurerm_batch_pool" "targets" {
  name    = "targets"
  vm_size = "standard_d2_v3"
  fixed_scale {
    target_dedicated_nodes = -2
  }
}
