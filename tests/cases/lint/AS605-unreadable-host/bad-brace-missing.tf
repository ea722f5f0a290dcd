resource "azurerm_batch_pool" "sims" {
  auto_scale {
    formula = "$TargetDedicatedNodes = 3;"
