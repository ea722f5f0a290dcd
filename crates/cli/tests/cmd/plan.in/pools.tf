resource "azurerm_batch_pool" "render" {
  name    = "render"
  vm_size = "STANDARD_D2_V3"
}

resource "azurerm_batch_pool" "mix" {
  name    = "mix"
  vm_size = "STANDARD_D4_V33"
}
