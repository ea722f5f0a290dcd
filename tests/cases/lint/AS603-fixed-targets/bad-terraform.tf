resource "azurerm_batch_pool" "render" {
  name                = "render"
  resource_group_name = "rg"
  account_name        = "acct"
  vm_size             = "STANDARD_D4S_V3"
  node_agent_sku_id   = "batch.node.ubuntu 22.04"

  fixed_scale {
    target_dedicated_nodes = 2
  }

  auto_scale {
    evaluation_interval = "PT15M"
    formula             = "$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;"
  }
}
