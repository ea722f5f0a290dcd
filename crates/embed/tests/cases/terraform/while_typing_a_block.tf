resource "azurerm_storage_account" "new" {

resource "azurerm_batch_pool" "render" {
  auto_scale {
    formula = "$TargetDedicatedNodes = 1;"
  }
}
