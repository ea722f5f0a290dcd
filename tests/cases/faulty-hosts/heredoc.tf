resource "azurerm_batch_pool" "render" {
  name                = "render"
  resource_group_name = azurerm_resource_group.this.name
  account_name        = azurerm_batch_account.this.name
  node_agent_sku_id   = "batch.node.ubuntu 22.04"
  vm_size             = "Standard_D4s_v3"

  auto_scale {
    evaluation_interval = "PT15M"

    formula = <<EOF
      startingNumberOfVMs = 1;
      maxNumberofVMs = 25;
      pendingTaskSamples = avg($PendingTasks.GetSample(180 * TimeInterval_Second));
      $TargetDedicatedNodes = max(startingNumberOfVMs - 1, min(maxNumberofVMs, ceil(pendingTaskSamples)));
      $NodeDeallocationOption = taskcompletion;
EOF
  }
}
