resource "azurerm_batch_pool" "wide" {
  name                = "wide"
  resource_group_name = "rg"
  account_name        = "acct"
  vm_size             = "STANDARD_D2S_V3"

  auto_scale {
    formula = "$TargetDedicatedNodes = time().hour < 6 ? 0 : 400; $NodeDeallocationOption = taskcompletion;"
  }
}
