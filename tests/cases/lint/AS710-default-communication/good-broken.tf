resource "azurerm_batch_pool" "render" {
  name    = "render"
  vm_size = "STANDARD_D2S_V3"

  auto_scale {
    formula = "$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;"
  }
  inter_node_communication =
}
