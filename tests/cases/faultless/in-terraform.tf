resource "azurerm_batch_pool" "render" {
  name                = "render"
  resource_group_name = azurerm_resource_group.this.name
  account_name        = azurerm_batch_account.this.name
  node_agent_sku_id   = "batch.node.ubuntu 22.04"
  vm_size             = "Standard_D4s_v3"

  auto_scale {
    evaluation_interval = "PT5M"

    formula = <<-EOT
      maxNodes = ${var.max_nodes};
      w = TimeInterval_Minute * 10;
      tasks = $PendingTasks.GetSamplePercent(w) < 70 ? max(0, $PendingTasks.GetSample(1)) : max(0, $PendingTasks.GetSample(w));
      $TargetDedicatedNodes = min(maxNodes, tasks);
      $NodeDeallocationOption = taskcompletion;
    EOT
  }
}
