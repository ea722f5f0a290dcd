resource "azurerm_batch_pool" "broken" {
  auto_scale {
    formula = "$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;
  }
}
